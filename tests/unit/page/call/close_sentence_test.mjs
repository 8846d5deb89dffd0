// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';

import {closeSentence, interruptionSentence} from '../../../../web/js/page/call/close-sentence.js';

const file = new URL('../../../data/protocol/close.json', import.meta.url);
const {codes} = JSON.parse(await readFile(file, 'utf8'));
const UNKNOWN = 4999;

test('every code after which the page does not come back by itself has its own sentence', () => {
  const final = codes.filter(({again}) => again === 'no');
  assert.ok(final.length > 10);
  for (const {code} of final) {
    assert.notEqual(closeSentence(code, true), closeSentence(UNKNOWN, true), `${code}`);
    assert.match(closeSentence(code, true), /\.$/);
  }
});

test('every code with a cause of its own is explained while the page comes back', () => {
  const withoutCause = [1005, 1006];
  for (const {code} of codes.filter(({code, again}) => again !== 'no' && !withoutCause.includes(code))) {
    assert.notEqual(interruptionSentence(code, true), interruptionSentence(UNKNOWN, true), `${code}`);
  }
});

test('a room that was never reached is not called lost', () => {
  assert.match(closeSentence(1006, false), /could not be reached/);
  assert.match(closeSentence(1006, true), /was lost/);
  assert.match(interruptionSentence(1006, false), /cannot be reached/);
  assert.doesNotMatch(interruptionSentence(1006, false), /call continues/);
  assert.match(interruptionSentence(1012, true), /restarted.*call continues/);
});

test('what one can do is said', () => {
  assert.match(closeSentence(4430, false), /full.*[Jj]oin again/);
  assert.match(closeSentence(1013, true), /Join again/);
});
