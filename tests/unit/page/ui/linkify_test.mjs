// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {linkPieces} from '../../../../web/js/page/ui/linkify.js';

const hrefs = (text) => linkPieces(text).map(({href}) => href).filter(Boolean);

test('a text without links is one piece', () => {
  assert.deepEqual(linkPieces('just words'), [{text: 'just words'}]);
  assert.deepEqual(linkPieces(''), []);
});

test('text and links alternate, and nothing is lost', () => {
  const text = 'see https://example.org/a?b=c#d and http://example.com/ too';
  assert.deepEqual(linkPieces(text), [
    {text: 'see '},
    {text: 'https://example.org/a?b=c#d', href: 'https://example.org/a?b=c#d'},
    {text: ' and '},
    {text: 'http://example.com/', href: 'http://example.com/'},
    {text: ' too'},
  ]);
});

test('no other scheme becomes a link', () => {
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'ftp://example.org/', 'file:///etc/passwd',
    'mailto:a@example.org', 'www.example.org', 'xhttps://example.org', '//example.org/']) {
    assert.deepEqual(linkPieces(text), [{text}], text);
  }
});

test('what belongs to the sentence does not belong to the link', () => {
  for (const [text, href] of [
    ['Is it https://example.org/x?', 'https://example.org/x'],
    ['(https://example.org/x)', 'https://example.org/x'],
    ['“https://example.org/x”.', 'https://example.org/x'],
    ['https://example.org/x...', 'https://example.org/x'],
    ['<https://example.org/x>', 'https://example.org/x'],
    ['https://example.org/wiki/Parley_(talk)', 'https://example.org/wiki/Parley_(talk)'],
    ['(see https://example.org/wiki/Parley_(talk))', 'https://example.org/wiki/Parley_(talk)'],
  ]) {
    assert.deepEqual(hrefs(text), [href], text);
    assert.equal(linkPieces(text).map((piece) => piece.text).join(''), text);
  }
});

test('markup in a link ends it', () => {
  assert.deepEqual(hrefs('https://example.org/"onclick="x'), ['https://example.org/']);
  assert.deepEqual(hrefs('https://example.org/<img src=x>'), ['https://example.org/']);
});

test('what only looks like an address stays text', () => {
  assert.deepEqual(linkPieces('http://: and https://'), [{text: 'http://: and https://'}]);
});

test('a line of nothing but brackets and dots is done in no time', () => {
  for (const filling of [')', '.', '(', ')]}']) {
    const text = `https://example.org/${filling.repeat(60_000 / filling.length)}`;
    const begin = performance.now();
    assert.equal(linkPieces(text).map((piece) => piece.text).join(''), text);
    assert.ok(performance.now() - begin < 1000, `${filling} took ${performance.now() - begin} ms`);
  }
});

test('of brackets at the end only those stay that were opened in the link', () => {
  assert.deepEqual(hrefs('https://example.org/a_(b)_[c].)]'), ['https://example.org/a_(b)_[c]']);
  assert.deepEqual(hrefs('https://example.org/((a)))'), ['https://example.org/((a))']);
});
