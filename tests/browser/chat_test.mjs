// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Stage, assertNoComplaints, timeout} from './stage.mjs';

const stage = new Stage();

/** No cameras: what is written does not depend on what is seen. */
const settings = {cameraOn: false};

test('what one writes both read, as text and not as markup', {timeout}, async (t) => {
  const [ada, grace] = await stage.openCall(t, ['Ada', 'Grace'], {settings});
  const text = '<img src=x onerror=alert(1)> <b>hello</b>';
  await ada.say(text);
  for (const page of [ada, grace]) {
    await page.line('Ada', text);
    assert.equal(await page.tab.locator('#log img').count(), 0);
  }
  await grace.say('and back');
  await ada.line('Grace', 'and back');
  assert.equal(await ada.tab.locator('#log li time').count(), 2);
  assertNoComplaints(ada, grace);
});

test('a link can be followed without telling where it stood, and nothing else is one', {timeout}, async (t) => {
  const [ada] = await stage.openCall(t, ['Ada'], {settings});
  await ada.say('see https://example.org/a?b=c. or javascript:alert(1)');
  await ada.line('Ada', 'see');
  const links = await ada.tab.locator('#log a').evaluateAll(
    (all) => all.map(({href, rel, target}) => ({href, rel, target})));
  assert.equal(links.length, 1);
  const [{href, rel, target}] = links;
  assert.equal(href, 'https://example.org/a?b=c');
  assert.match(rel, /noopener/);
  assert.match(rel, /noreferrer/);
  assert.equal(target, '_blank');
  assertNoComplaints(ada);
});

test('what came while the chat was closed is counted until it is opened', {timeout}, async (t) => {
  const [ada, grace] = await stage.openCall(t, ['Ada', 'Grace'], {settings});
  const unread = ada.tab.locator('#unread');
  assert.equal(await unread.isVisible(), false);
  await grace.say('one');
  await grace.say('two');
  await unread.getByText('2', {exact: true}).waitFor();
  assert.match(await ada.tab.title(), /^\(2\) /);
  await ada.openChat();
  await unread.waitFor({state: 'hidden'});
  assert.doesNotMatch(await ada.tab.title(), /^\(/);
  assert.equal(await ada.tab.evaluate(() => document.activeElement.id), 'text');
  assertNoComplaints(ada, grace);
});

test('what was written under an older name stays under it', {timeout}, async (t) => {
  const [ada, grace] = await stage.openCall(t, ['Ada', 'Grace'], {settings});
  await ada.say('first');
  await grace.line('Ada', 'first');
  await ada.rename('Countess');
  await grace.tileOf('Countess').waitFor();
  await ada.say('second');
  await grace.line('Countess', 'second');
  await grace.line('Ada', 'first');
  assertNoComplaints(ada, grace);
});

test('of very many lines the oldest go, and the first one left says whose it is', {timeout}, async (t) => {
  const [ada, grace] = await stage.openCall(t, ['Ada', 'Grace'], {settings});
  await ada.openChat();
  await grace.openChat();
  await grace.tab.evaluate(() => {
    const text = document.querySelector('#text');
    for (let i = 1; i <= 510; i += 1) {
      text.value = `line ${i}.`;
      document.querySelector('#chat-form').requestSubmit();
    }
  });
  await ada.line('Grace', 'line 510.');
  assert.equal(await ada.tab.locator('#log li').count(), 500);
  const first = ada.tab.locator('#log li').first();
  assert.match(await first.textContent(), /line 11\./);
  assert.equal(await first.locator('.head:not(.unseen)').count(), 1);
  assertNoComplaints(ada, grace);
});
