// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Two VideoPeers in one page, wired to each other by hand, in orders that a network brings about
// only now and then.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {Parleyd} from './parleyd.mjs';
import {DEADLINE_MS, RoomPage, startBrowser} from './room-page.mjs';

const timeout = 3 * DEADLINE_MS;

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

// Run in the page. A peer's signals go into its `outbox`, or to the other once that is set.
async function makePeers() {
  const {VideoPeer} = await import('/js/video-peer.js');
  const localStream = await navigator.mediaDevices.getUserMedia({audio: true, video: true});
  const make = (id, polite) => {
    const side = {outbox: [], log: []};
    const send = (type, data) => {
      side.log.push(type);
      if (side.other) side.other.peer.onSignal(type, data);
      else side.outbox.push({type, data});
    };
    side.peer = new VideoPeer({id, polite, iceServers: [], localStream, send});
    return side;
  };
  window.makePeer = make;
  window.connect = (from, to) => {
    from.other = to;
    for (const {type, data} of from.outbox.splice(0)) to.peer.onSignal(type, data);
  };
}

async function openPeers(t) {
  const page = await RoomPage.open(browser, `${parleyd.url}/`);
  t.after(() => page.tab.context().close());
  await page.tab.evaluate(makePeers);
  return page;
}

async function bothConnected({tab}) {
  await tab.waitForFunction(() => window.peerConnections.every(
    ({connectionState, signalingState}) => connectionState === 'connected' && signalingState === 'stable'));
}

test('two first offers that cross end in one connection', {timeout}, async (t) => {
  const page = await openPeers(t);
  await page.tab.evaluate(() => {
    window.sides = [window.makePeer('b', true), window.makePeer('a', false)];
  });
  await page.tab.waitForFunction(
    () => window.sides.every(({log}) => log.includes('offer') && log.includes('icecandidate')));
  await page.tab.evaluate(() => {
    window.connect(window.sides[0], window.sides[1]);
    window.connect(window.sides[1], window.sides[0]);
  });
  await bothConnected(page);
  const [polite, impolite] = await page.tab.evaluate(() => window.sides.map(({log}) => log));
  assert.ok(polite.includes('answer'), 'the polite side gave way');
  assert.ok(!impolite.includes('answer'), 'the other did not');
  assert.ok(await page.framesAfter(0) > 0);
  assert.deepEqual(page.complaints, []);
});

test('candidates that come before the offer are held and not lost', {timeout}, async (t) => {
  const page = await openPeers(t);
  await page.tab.evaluate(() => { window.caller = window.makePeer('a', false); });
  await page.tab.waitForFunction(
    () => window.caller.log.includes('icecandidate') && window.peerConnections[0].iceGatheringState === 'complete');
  await page.tab.evaluate(() => {
    // Only its offer makes somebody add a peer; here the offer is the last to be handed over.
    const {outbox} = window.caller;
    outbox.push(outbox.shift());
    window.callee = window.makePeer('b', true);
    window.connect(window.caller, window.callee);
    window.connect(window.callee, window.caller);
  });
  await bothConnected(page);
  const held = await page.tab.evaluate(
    () => window.peerConnections[1].remoteDescription.sdp.match(/^a=candidate:/gm)?.length ?? 0);
  assert.ok(held > 0, 'the candidates were added to the description when it was there');
  assert.deepEqual(page.complaints, []);
});
