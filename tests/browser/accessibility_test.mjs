// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What axe-core finds in a call, light and dark: nothing. And the way through the pages by keyboard.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {accessibilityProblems} from '../support/web/axe.mjs';
import {Stage, assertNoComplaints, timeout} from './stage.mjs';

const stage = new Stage();

const PHONE = {width: 390, height: 844};

/** What moves for its own sake stands still; axe-core brings styles of its own. */
const options = {reducedMotion: 'reduce', bypassCSP: true};

/** Runs in the page: waits until all colors have arrived. One that has may be the beginning of another's change. */
async function colorsArrived() {
  do {
    await Promise.allSettled(document.getAnimations().map(({finished}) => finished));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  } while (document.getAnimations().length > 0);
}

/** Has axe look at the page as it is now, in both color schemes. */
async function assertAccessible({tab}, what) {
  for (const colorScheme of ['light', 'dark']) {
    await tab.emulateMedia({colorScheme});
    await tab.evaluate(colorsArrived);
    assert.deepEqual(await accessibilityProblems(tab), [], `${what}, ${colorScheme}`);
  }
}

test('axe finds nothing in a call, its dialogs and its end', {timeout}, async (t) => {
  const path = stage.newRoom();
  const [ada] = await stage.openCall(t, ['Ada'], {path, ...options});
  await ada.tab.locator('#alone').waitFor();
  await assertAccessible(ada, 'alone');
  const [grace] = await stage.openCall(t, ['Grace'], {path});
  await ada.seesFrames(1);
  await grace.tab.locator('#microphone').click();
  await grace.tab.locator('#hand').click();
  await grace.tab.locator('#screen').click();
  await ada.tileOf('Grace’s screen').waitFor();
  await ada.tileOf('Grace').locator('.raised-hand').waitFor();
  await assertAccessible(ada, 'with a muted person, a hand and a screen');
  await ada.tab.getByRole('button', {name: 'Options for Grace', exact: true}).click();
  await assertAccessible(ada, 'menu of a tile');
  await ada.tab.keyboard.press('Escape');
  await ada.tab.getByRole('button', {name: 'Options for your picture'}).click();
  await assertAccessible(ada, 'menu of the own tile');
  await ada.tab.keyboard.press('Escape');
  await ada.tileOf('Grace').locator('.quality').click();
  await assertAccessible(ada, 'numbers of a connection');
  await ada.tab.keyboard.press('Escape');
  await ada.tab.locator('#shortcuts-open').click();
  await assertAccessible(ada, 'shortcuts');
  await ada.tab.keyboard.press('Escape');
  await grace.say('see https://example.org');
  await ada.say('I see');
  await ada.line('Grace', 'see');
  await assertAccessible(ada, 'chat');
  await ada.tab.setViewportSize(PHONE);
  await assertAccessible(ada, 'chat on a phone');
  await ada.tab.keyboard.press('Escape');
  await assertAccessible(ada, 'call on a phone');
  await ada.tab.locator('#leave').click();
  await ada.tab.locator('#ended').waitFor();
  await assertAccessible(ada, 'the end');
  assertNoComplaints(ada, grace);
});

const focused = ({tab}) => tab.evaluate(() => document.activeElement.id);

test('from the start page into a call and out of it by keyboard alone', {timeout}, async (t) => {
  const page = await stage.open(t, '/');
  const {keyboard} = page.tab;
  await page.tab.locator('#room').focus();
  await keyboard.press('Enter');
  await page.tab.locator('#preview').waitFor();
  await page.tab.locator('#name').focus();
  await keyboard.type('Ada');
  await keyboard.press('Enter');
  await page.joined();
  await keyboard.press('m');
  await page.tileOf('Ada (you)').locator('.muted').waitFor();
  await keyboard.press('h');
  await page.tileOf('Ada (you)').locator('.raised-hand').waitFor();
  await keyboard.press('c');
  assert.equal(await focused(page), 'text');
  await keyboard.type('mhc?');
  await keyboard.press('Enter');
  await page.line('Ada', 'mhc?');
  await keyboard.press('Escape');
  assert.equal(await focused(page), 'chat-toggle');
  await keyboard.press('?');
  await page.tab.locator('#shortcuts').waitFor();
  await keyboard.press('Escape');
  await page.tab.locator('#shortcuts').waitFor({state: 'hidden'});
  assert.equal(await focused(page), 'chat-toggle');
  await page.tab.locator('#leave').focus();
  await keyboard.press('Enter');
  await page.tab.locator('#ended').waitFor();
  assert.equal(await focused(page), 'ended-title');
  assertNoComplaints(page);
});

test('who comes, writes and goes is told to a screen reader', {timeout}, async (t) => {
  const path = stage.newRoom();
  const [ada] = await stage.openCall(t, ['Ada'], {path});
  const said = (words) => ada.tab.locator('#announcer').getByText(words).waitFor({state: 'attached'});
  await said('You are in the room.');
  const [grace] = await stage.openCall(t, ['Grace'], {path});
  await said('Grace has joined.');
  await grace.say('hello');
  await said('Grace: hello');
  await grace.close();
  await said('Grace has left.');
  assertNoComplaints(ada, grace);
});
