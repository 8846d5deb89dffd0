// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Real calls between pages of a real browser, through a real parleyd.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Parleyd} from './parleyd.mjs';
import {DEADLINE_MS, RoomPage, startBrowser} from './room-page.mjs';

/** A test is a few waits of which each may take DEADLINE_MS. */
const timeout = 3 * DEADLINE_MS;

/** More than one, so that a picture that was decoded once and then stood still does not pass. */
const SOME_FRAMES = 10;

let browser;
let parleyd;
let rooms = 0;

before(async () => {
  parleyd = await Parleyd.start();
  browser = await startBrowser();
}, {timeout});

after(async () => {
  await browser?.close();
  if (parleyd) assert.equal(await parleyd.stop(), 0);
}, {timeout});

/** A page in this test's room that is closed with the test. */
async function open(t, path, {prepare, url = parleyd.url} = {}) {
  const page = await RoomPage.open(browser, url + path, prepare);
  t.after(() => page.tab.context().close());
  return page;
}

/** Two pages in one room, both in it; the second one is the newcomer. */
async function openTwo(t, prepare) {
  const path = `/room/call-${++rooms}`;
  const first = await open(t, path, {prepare});
  await first.joined();
  const second = await open(t, path, {prepare});
  await second.joined();
  return [first, second];
}

async function assertVideoFlows(...pages) {
  for (const page of pages) {
    const seen = await page.framesAfter(0);
    await page.framesAfter(seen + SOME_FRAMES);
  }
}

function assertNoComplaints(...pages) {
  for (const page of pages) assert.deepEqual(page.complaints, []);
}

test('two pages exchange offer, answer and candidates and see each other', {timeout}, async (t) => {
  const [first, second] = await openTwo(t);
  await assertVideoFlows(first, second);
  assert.equal(second.countSent('offer'), 1, 'the newcomer offers');
  assert.equal(first.countReceived('offer'), 1);
  assert.equal(first.countSent('offer'), 0, 'nobody offers because somebody has arrived');
  assert.equal(first.countSent('answer'), 1);
  assert.equal(second.countReceived('answer'), 1);
  for (const page of [first, second]) {
    assert.ok(page.countSent('icecandidate') > 0, 'candidates were sent');
    assert.ok(page.countReceived('icecandidate') > 0, 'candidates arrived');
  }
  await second.others(1);
  assertNoComplaints(first, second);
});

test('a page asks for its own id first', {timeout}, async (t) => {
  const page = await open(t, '/room/questions');
  await page.joined();
  const questions = page.sent.slice(0, 3).map(({type}) => type);
  assert.deepEqual(questions, ['ping', 'get-ice-servers', 'get-room-info']);
  assertNoComplaints(page);
});

test('rooms have their older address too, and it is the same room', {timeout}, async (t) => {
  const path = 'older-address';
  const first = await open(t, `/chat/${path}`);
  await first.joined();
  const second = await open(t, `/chat/${path}`);
  await assertVideoFlows(first, second);
  const third = await open(t, `/room/${path}`);
  await third.others(2);
  await assertVideoFlows(third);
  assertNoComplaints(first, second, third);
});

test('what one writes both read, as text and not as markup', {timeout}, async (t) => {
  const [first, second] = await openTwo(t);
  const text = '<img src=x onerror=alert(1)> <b>hello</b>';
  await first.say(text);
  for (const page of [first, second]) {
    await page.line('Major Tom', text);
    assert.equal(await page.tab.locator('#log img').count(), 0);
  }
  await second.say('and back');
  await first.line('Major Tom', 'and back');
  assertNoComplaints(first, second);
});

test('a new name is seen by the other and stands beside what is written', {timeout}, async (t) => {
  const [first, second] = await openTwo(t);
  await second.rename('  Ziggy <3 ');
  await first.tileOf('Ziggy <3');
  await second.tileOf('Ziggy <3 (you)');
  await second.say('it is me');
  await first.line('Ziggy <3', 'it is me');
  await second.tab.reload();
  await first.tileOf('Ziggy <3');
  await second.tileOf('Ziggy <3 (you)');
  assertNoComplaints(first, second);
});

test('a name that cannot be used is refused in words', {timeout}, async (t) => {
  const page = await open(t, '/room/bad-name');
  await page.joined();
  await page.rename('evil \u202e name');
  await page.tab.getByText('This name cannot be used').waitFor();
  await page.tileOf('Major Tom (you)');
  assertNoComplaints(page);
});

test('who closes the page is gone at the other', {timeout}, async (t) => {
  const [first, second] = await openTwo(t);
  await assertVideoFlows(first);
  await second.tab.close();
  await first.others(0);
  await first.tab.getByText('Nobody else is here yet').waitFor();
  assertNoComplaints(first);
});

test('who leaves can join again', {timeout}, async (t) => {
  const [first, second] = await openTwo(t);
  await first.others(1);
  await second.tab.getByRole('button', {name: 'Leave'}).click();
  await second.tab.getByText('You have left the room').waitFor();
  await first.others(0);
  await second.tab.getByRole('button', {name: 'Join again'}).click();
  await first.others(1);
  await assertVideoFlows(first, second);
  assertNoComplaints(first, second);
});

test('offers that cross are sorted out', {timeout}, async (t) => {
  const [first, second] = await openTwo(t);
  await assertVideoFlows(first, second);
  const fragmentOf = (page) => page.tab.evaluate(
    () => /a=ice-ufrag:(\S+)/.exec(window.peerConnections.at(-1).localDescription.sdp)[1]);
  const before = await Promise.all([fragmentOf(first), fragmentOf(second)]);
  await Promise.all([first, second].map(
    (page) => page.tab.evaluate(() => window.peerConnections.at(-1).restartIce())));
  for (const [index, page] of [first, second].entries()) {
    await page.tab.waitForFunction((old) => {
      const {signalingState, connectionState, localDescription} = window.peerConnections.at(-1);
      return signalingState === 'stable' && connectionState === 'connected' &&
        !localDescription.sdp.includes(`a=ice-ufrag:${old}\r`);
    }, before[index]);
  }
  for (const page of [first, second]) {
    await page.framesAfter(await page.framesAfter(0) + SOME_FRAMES);
  }
  assertNoComplaints(first, second);
});

test('without camera and microphone a page says so and still sees the other', {timeout}, async (t) => {
  const first = await open(t, '/room/refused');
  await first.joined();
  const refuse = () => {
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException('Permission denied', 'NotAllowedError');
    };
  };
  const second = await open(t, '/room/refused', {prepare: refuse});
  await second.tab.getByText('The browser does not let this page use your camera').waitFor();
  await assertVideoFlows(second);
  assert.ok(await second.tab.locator('#camera').isDisabled());
  await first.others(1);
  assertNoComplaints(first, second);
});

test('a camera can be switched off and on', {timeout}, async (t) => {
  const page = await open(t, '/room/switches');
  await page.joined();
  const enabled = () => page.tab.evaluate(
    () => document.querySelector('.own video').srcObject.getVideoTracks()[0].enabled);
  const camera = page.tab.getByRole('button', {name: 'Camera'});
  await camera.click();
  assert.equal(await enabled(), false);
  assert.equal(await camera.getAttribute('aria-pressed'), 'false');
  await camera.click();
  assert.equal(await enabled(), true);
  assertNoComplaints(page);
});

test('a page says when the connection is lost, and why if it knows', {timeout}, async (t) => {
  const killed = await Parleyd.start();
  t.after(() => killed.kill());
  const stopped = await Parleyd.start();
  t.after(() => stopped.kill());
  const lost = await open(t, '/room/lost', {url: killed.url});
  const told = await open(t, '/room/told', {url: stopped.url});
  await Promise.all([lost.joined(), told.joined()]);
  await killed.kill();
  await lost.tab.getByText('The connection to the server was lost.').waitFor();
  assert.equal(await stopped.stop(), 0);
  await told.tab.getByText('The server is being restarted.').waitFor();
  assertNoComplaints(lost, told);
});
