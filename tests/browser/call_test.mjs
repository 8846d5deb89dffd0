// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Real calls between pages of a real browser, through a real parleyd: who sees whom.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Parleyd} from './parleyd.mjs';
import {Stage, assertNoComplaints, timeout} from './stage.mjs';

const stage = new Stage();

test('two pages exchange offer, answer and candidates and see each other', {timeout}, async (t) => {
  const [first, second] = await stage.openCall(t, ['Ada', 'Grace']);
  await Promise.all([first, second].map((page) => page.seesFrames(1)));
  assert.equal(await second.countSent('offer'), 1, 'the newcomer offers');
  assert.equal(await first.countReceived('offer'), 1);
  assert.equal(await first.countSent('offer'), 0, 'nobody offers because somebody has arrived');
  assert.equal(await first.countSent('answer'), 1);
  assert.equal(await second.countReceived('answer'), 1);
  for (const page of [first, second]) {
    assert.ok(await page.countSent('icecandidate') > 0, 'candidates were sent');
    assert.ok(await page.countReceived('icecandidate') > 0, 'candidates arrived');
  }
  assertNoComplaints(first, second);
});

test('in a call of four everybody sees everybody, until one closes the page', {timeout}, async (t) => {
  const names = ['Ada', 'Grace', 'Hedy', 'Radia'];
  const pages = await stage.openCall(t, names);
  for (const [index, page] of pages.entries()) {
    await page.seesFrames(3);
    for (const name of names) await page.tileOf(name === names[index] ? `${name} (you)` : name).waitFor();
    assert.equal(await page.tab.locator('#people').textContent(), '4 people');
  }
  const [leaver, ...rest] = pages;
  await leaver.close();
  await Promise.all(rest.map((page) => page.others(2)));
  for (const page of rest) {
    assert.equal(await page.countReceived('client-left'), 1);
    assert.equal(await page.countReceived('client-suspended'), 0, 'it has said that it leaves');
  }
  await Promise.all(rest.map((page) => page.seesFrames(2)));
  assertNoComplaints(...pages);
});

test('who is alone is shown the link to send, and no longer once somebody is there', {timeout}, async (t) => {
  const path = stage.newRoom();
  const [first] = await stage.openCall(t, ['Ada'], {path});
  await first.tab.getByText('Nobody else is here yet').waitFor();
  assert.equal(await first.tab.locator('#link').inputValue(), stage.parleyd.url + path);
  const [second] = await stage.openCall(t, ['Grace'], {path});
  await first.tab.getByText('Nobody else is here yet').waitFor({state: 'hidden'});
  await second.close();
  await first.tab.getByText('Nobody else is here yet').waitFor();
  assertNoComplaints(first, second);
});

test('rooms have their older address too, and it is the same room', {timeout}, async (t) => {
  const [first] = await stage.openCall(t, ['Ada'], {path: '/chat/older-address'});
  const [second] = await stage.openCall(t, ['Grace'], {path: '/room/older-address'});
  await Promise.all([first, second].map((page) => page.seesFrames(1)));
  assertNoComplaints(first, second);
});

test('a new name is seen by the others, and remembered', {timeout}, async (t) => {
  const [first, second] = await stage.openCall(t, ['', 'Grace']);
  await second.tileOf('Major Tom').waitFor();
  await first.rename('  Ziggy <3 ');
  await second.tileOf('Ziggy <3').waitFor();
  await first.tileOf('Ziggy <3 (you)').waitFor();
  await first.tab.reload();
  await first.join();
  await second.tileOf('Ziggy <3').waitFor();
  await first.tileOf('Ziggy <3 (you)').waitFor();
  assertNoComplaints(first, second);
});

test('a name that cannot be used is refused in words, and the old one stays', {timeout}, async (t) => {
  const [page] = await stage.openCall(t, ['Ada']);
  await page.rename('evil \u202e name');
  const problem = await page.tab.locator('#own-name').evaluate((input) => input.validationMessage);
  assert.notEqual(problem, '');
  await page.tileOf('Ada (you)').waitFor();
  assertNoComplaints(page);
});

test('who leaves is gone, and can join again without the preview', {timeout}, async (t) => {
  const [first, second] = await stage.openCall(t, ['Ada', 'Grace']);
  await first.others(1);
  await second.tab.locator('#leave').click();
  await second.tab.getByText('You have left the room').waitFor();
  await first.others(0);
  assert.equal(await first.countReceived('bye'), 1);
  const live = await second.tab.evaluate(() => window.peerConnections.map(({connectionState}) => connectionState));
  assert.deepEqual(live, ['closed']);
  await second.tab.locator('#join-again').click();
  await first.tileOf('Grace').waitFor();
  await Promise.all([first, second].map((page) => page.seesFrames(1)));
  assertNoComplaints(first, second);
});

test('a page that the browser sets aside has left, and joins again when it is shown again', {timeout}, async (t) => {
  const [first, second] = await stage.openCall(t, ['Ada', 'Grace']);
  await first.others(1);
  // As of the cache for going back and forward, which a driven browser does not have.
  const happens = (type) => second.tab.evaluate(
    (name) => { dispatchEvent(new PageTransitionEvent(name, {persisted: true})); }, type);
  await happens('pagehide');
  await first.others(0);
  await happens('pageshow');
  await first.tileOf('Grace').waitFor();
  await Promise.all([first, second].map((page) => page.seesFrames(1)));
  assertNoComplaints(first, second);
});

test('a room that is full says so and lets one in when there is a place', {timeout}, async (t) => {
  const parleyd = await Parleyd.start({config: 'rooms:\n  clients: 1\n'});
  t.after(() => parleyd.kill());
  const options = {url: parleyd.url, path: '/room/small'};
  const [first] = await stage.openCall(t, ['Ada'], options);
  const second = await stage.open(t, options.path, options);
  await second.tab.locator('#join').click();
  await second.tab.getByText('The room is full').waitFor();
  await first.tab.locator('#leave').click();
  await first.tab.locator('#ended').waitFor();
  await second.tab.locator('#join-again').click();
  await second.joined();
});

test('a picture that the system has paused goes on when the page is looked at again', {timeout}, async (t) => {
  const [ada] = await stage.openCall(t, ['Ada']);
  const video = ada.tab.locator('.tile.own video');
  await ada.tab.waitForFunction(() => document.querySelector('.tile.own video').videoWidth > 0);
  await video.evaluate((element) => element.pause());
  await ada.tab.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await ada.tab.waitForFunction(() => !document.querySelector('.tile.own video').paused);
  assertNoComplaints(ada);
});
