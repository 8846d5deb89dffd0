// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Calls in a browser of another make: Firefox with Firefox, and with Chromium.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Firefox} from '../support/web/firefox.mjs';
import {instrument} from '../support/web/in-page.mjs';
import {Parleyd} from './parleyd.mjs';
import {DEADLINE_MS, RoomPage, seesFrames, startBrowser, until} from './room-page.mjs';

/** A test is a few waits of which each may take DEADLINE_MS. */
const timeout = 5 * DEADLINE_MS;

let firefox;
let parleyd;

before(async () => {
  parleyd = await Parleyd.start();
  firefox = await Firefox.start();
}, {timeout});

after(async () => {
  await firefox?.close();
  if (parleyd) assert.equal(await parleyd.stop(), 0);
}, {timeout});

/** A page of Firefox in a room, under a name. */
async function join(t, room, name) {
  const tab = await firefox.open(`${parleyd.url}/room/${room}`, instrument);
  t.after(() => tab.close());
  await until('the preview', () => tab.evaluate(() => !document.querySelector('#preview').hidden));
  await tab.evaluate((username) => {
    document.querySelector('#name').value = username;
    document.querySelector('#join').click();
  }, name);
  await until('the call', () => tab.evaluate(() => Boolean(document.querySelector('#call .tile.own'))));
  return tab;
}

const names = (tab) => tab.evaluate(() => [...document.querySelectorAll('.tile .name')].map(
  ({textContent}) => textContent).sort());

async function showsNames(tab, ...wanted) {
  await until(`the names ${wanted}`, async () => String(await names(tab)) === String(wanted.sort()));
}

const say = (tab, line) => tab.evaluate((text) => {
  document.querySelector('#text').value = text;
  document.querySelector('#chat-form').requestSubmit();
}, line);

const hasLine = (tab, text) => until(`the line ${text}`,
  () => tab.evaluate((line) => document.querySelector('#log').textContent.includes(line), text));

test('two pages of Firefox see each other', {timeout}, async (t) => {
  const first = await join(t, 'firefox', 'Ada');
  const second = await join(t, 'firefox', 'Grace');
  await Promise.all([first, second].map((tab) => seesFrames(tab, 1)));
  await showsNames(first, 'Ada (you)', 'Grace');
  await showsNames(second, 'Ada', 'Grace (you)');
  await say(second, 'from fox to fox');
  await hasLine(first, 'from fox to fox');
  await second.evaluate(() => document.querySelector('#leave').click());
  await showsNames(first, 'Ada (you)');
  assert.deepEqual([...first.complaints, ...second.complaints], []);
});

for (const newcomer of ['Firefox', 'Chromium']) {
  test(`Firefox and Chromium see each other, and ${newcomer} came last`, {timeout}, async (t) => {
    const room = `both-${newcomer}`;
    const chromium = await startBrowser({isWhole: true});
    t.after(() => chromium.close());
    const page = await RoomPage.open(chromium, `${parleyd.url}/room/${room}`);
    if (newcomer === 'Firefox') await page.join('Ada');
    const tab = await join(t, room, 'Grace');
    if (newcomer === 'Chromium') await page.join('Ada');
    await seesFrames(tab, 1);
    await page.seesFrames(1);
    await showsNames(tab, 'Ada', 'Grace (you)');
    await page.tileOf('Grace').waitFor();
    await say(tab, 'from fox to page');
    await page.line('Grace', 'from fox to page');
    await page.say('and back');
    await hasLine(tab, 'and back');
    await page.close();
    await showsNames(tab, 'Grace (you)');
    assert.deepEqual([...page.complaints, ...tab.complaints], []);
  });
}
