// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {after, before, test} from 'node:test';

import {Parleyd} from './parleyd.mjs';
import {DEADLINE_MS, RoomPage, startBrowser} from './room-page.mjs';

const timeout = 3 * DEADLINE_MS;
const NAMES = 2000;

let browser;
let parleyd;

before(async () => {
  parleyd = await Parleyd.start();
  browser = await startBrowser();
}, {timeout});

after(async () => {
  await browser?.close();
  if (parleyd) assert.equal(await parleyd.stop(), 0);
}, {timeout});

async function open(t, path) {
  const page = await RoomPage.open(browser, parleyd.url + path);
  t.after(() => page.tab.context().close());
  return page;
}

test('the start page leads into a room with the name it suggests', {timeout}, async (t) => {
  const page = await open(t, '/');
  const name = await page.tab.locator('#room').inputValue();
  await page.tab.getByRole('button', {name: 'Another name'}).click();
  const another = await page.tab.locator('#room').inputValue();
  assert.notEqual(another, name);
  await page.tab.getByRole('button', {name: 'Enter'}).click();
  await page.tab.waitForURL(`${parleyd.url}/room/${another}`);
  await page.joined();
  assert.equal(await page.tab.locator('#room-name').textContent(), another);
  assert.deepEqual(page.complaints, []);
});

test('a name that was typed is tidied, and one that cannot be is refused', {timeout}, async (t) => {
  const page = await open(t, '/');
  await page.tab.locator('#room').fill('what/ever');
  await page.tab.locator('#room').press('Enter');
  assert.match(await page.tab.locator('#room').evaluate((input) => input.validationMessage), /1 to 64/);
  await page.tab.locator('#room').fill('  our own room ');
  await page.tab.locator('#room').press('Enter');
  await page.tab.waitForURL(`${parleyd.url}/room/our-own-room`);
  assert.deepEqual(page.complaints, []);
});

test('names are readable, and 48 bits of chance are in each', {timeout}, async (t) => {
  const page = await open(t, '/');
  const names = await page.tab.evaluate(async (count) => {
    const {makeRoomName} = await import('/js/room-name.js');
    return Array.from({length: count}, makeRoomName);
  }, NAMES);
  const word = '[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]';
  const form = new RegExp(`^${word}-${word}-${word}$`);
  for (const name of names) assert.match(name, form);
  assert.equal(new Set(names).size, NAMES);
  // 16 consonants and 4 vowels at 9 and 6 places: 9 · 4 + 6 · 2 = 48, if each place takes them all.
  for (const place of [0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16]) {
    const letters = new Set(names.map((name) => name[place]));
    assert.equal(letters.size, letters.has('a') ? 4 : 16, `place ${place}`);
  }
});

test('page and server take the same names for rooms', {timeout}, async (t) => {
  const file = new URL('../data/protocol/room_ids.json', import.meta.url);
  const {cases} = JSON.parse(await readFile(file, 'utf8'));
  assert.ok(cases.length > 20);
  const page = await open(t, '/');
  const judged = await page.tab.evaluate(async (ids) => {
    const {isRoomName} = await import('/js/room-name.js');
    return ids.map((id) => ({id, valid: isRoomName(id)}));
  }, cases.map(({id}) => id));
  assert.deepEqual(judged, cases.map(({id, valid}) => ({id, valid})));
});
