// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Two VideoPeers in one page, wired to each other by hand, in orders that a network brings about
// only now and then.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Parleyd} from './parleyd.mjs';
import {DEADLINE_MS, RoomPage, startBrowser} from './room-page.mjs';

/** A test is a few waits of which each may take DEADLINE_MS. */
const timeout = 3 * DEADLINE_MS;

const GLARES = 50;

let browser;
let parleyd;

before(async () => {
  parleyd = await Parleyd.start();
  browser = await startBrowser({isWhole: true});
}, {timeout});

after(async () => {
  await browser?.close();
  if (parleyd) assert.equal(await parleyd.stop(), 0);
}, {timeout});

// Run in the page. A side's signals go into its `outbox`, or to the other side once they are wired.
async function prepareSides() {
  const {VideoPeer} = await import('/js/index.js');
  const stream = await navigator.mediaDevices.getUserMedia({audio: true, video: true});
  const [microphone] = stream.getAudioTracks();
  const [camera] = stream.getVideoTracks();
  const tracks = [{slot: 'microphone', track: microphone, stream}, {slot: 'camera', track: camera, stream}];
  window.makeSide = (id, polite) => {
    const side = {outbox: [], log: [], problems: [], screen: new MediaStream([camera.clone()])};
    // As on a network: what one sends the other gets a little later, and in order.
    const deliver = (signal) => setTimeout(() => side.other.peer.receive(signal));
    const send = (signal) => {
      side.log.push(signal.type);
      if (side.other) deliver(signal);
      else side.outbox.push(signal);
    };
    side.peer = new VideoPeer({id, polite, calls: true, send, tracks});
    side.peer.addEventListener('problem', ({detail}) => side.problems.push(String(detail)));
    side.wire = (other) => {
      side.other = other;
      side.outbox.splice(0).forEach(deliver);
    };
    return side;
  };
  window.wireSides = (...sides) => {
    window.sides = sides;
    sides[0].wire(sides[1]);
    sides[1].wire(sides[0]);
  };
  const screens = () => window.sides.map(({peer}) => peer.screen?.getVideoTracks().length ?? 0);
  window.areSettled = (wanted) => screens().every((count) => count === wanted) && window.peerConnections.every(
    ({connectionState, signalingState}) => connectionState === 'connected' && signalingState === 'stable');
}

async function openSides(t) {
  const page = await RoomPage.open(browser, `${parleyd.url}/`);
  t.after(() => page.close());
  await page.tab.evaluate(prepareSides);
  return page;
}

const settled = (page, screens) => page.tab.waitForFunction((wanted) => window.areSettled(wanted), screens);

/** Runs in the page: both sides do the same thing at once; how many of them offered because of it. */
async function atOnce(isShown) {
  const offers = () => window.sides.map(({log}) => log.filter((type) => type === 'offer').length);
  const before = offers();
  for (const {peer, screen} of window.sides) {
    peer.setOwnState({microphone: true, camera: true, hand: false}, {screen: screen.id});
    peer.setTrack('screen', isShown ? screen.getVideoTracks()[0] : null, screen);
  }
  while (!window.areSettled(isShown ? 1 : 0)) await new Promise((resolve) => setTimeout(resolve));
  return offers().filter((count, index) => count > before[index]).length;
}

async function assertGood(page) {
  const problems = await page.tab.evaluate(() => window.sides.flatMap((side) => side.problems));
  assert.deepEqual(problems, []);
  assert.deepEqual(page.complaints, []);
}

test('two first offers that cross end in one connection', {timeout}, async (t) => {
  const page = await openSides(t);
  await page.tab.evaluate(() => {
    window.made = [window.makeSide('b', true), window.makeSide('a', false)];
  });
  await page.tab.waitForFunction(
    () => window.made.every(({log}) => log.includes('offer') && log.includes('icecandidate')));
  await page.tab.evaluate(() => window.wireSides(...window.made));
  await settled(page, 0);
  const [polite, impolite] = await page.tab.evaluate(() => window.sides.map(({log}) => log));
  assert.ok(polite.includes('answer'), 'the polite side gave way');
  assert.ok(!impolite.includes('answer'), 'the other did not');
  await page.seesFrames(2);
  await assertGood(page);
});

test('candidates that come before the offer are held and not lost', {timeout}, async (t) => {
  const page = await openSides(t);
  await page.tab.evaluate(() => { window.caller = window.makeSide('a', false); });
  await page.tab.waitForFunction(
    () => window.caller.log.includes('icecandidate') && window.peerConnections[0].iceGatheringState === 'complete');
  await page.tab.evaluate(() => {
    // Only its offer makes somebody add a peer; here the offer is the last to be handed over.
    const {outbox} = window.caller;
    outbox.push(outbox.shift());
    window.wireSides(window.caller, window.makeSide('b', true));
  });
  await settled(page, 0);
  const held = await page.tab.evaluate(
    () => window.peerConnections[1].remoteDescription.sdp.match(/^a=candidate:/gm)?.length ?? 0);
  assert.ok(held > 0, 'the candidates were added to the description when it was there');
  await assertGood(page);
});

test(`both add a track in the same instant, ${GLARES} times over`, {timeout}, async (t) => {
  const page = await openSides(t);
  await page.tab.evaluate(() => window.wireSides(window.makeSide('b', true), window.makeSide('a', false)));
  await settled(page, 0);
  let glares = 0;
  for (let round = 0; round < GLARES; ++round) {
    if (await page.tab.evaluate(atOnce, true) === 2) ++glares;
    await page.tab.evaluate(atOnce, false);
  }
  assert.equal(glares, GLARES, 'both offered each time');
  await page.tab.evaluate(atOnce, true);
  await page.seesFrames(2);
  const kinds = await page.tab.evaluate(() => window.sides.map(({peer}) => [peer.camera, peer.screen].map(
    (stream) => stream.getTracks().map(({kind}) => kind).sort())));
  assert.deepEqual(kinds, [[['audio', 'video'], ['video']], [['audio', 'video'], ['video']]]);
  await assertGood(page);
});
