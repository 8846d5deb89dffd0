// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {MAX_HELD_SIGNALS} from '../../../../web/js/client/peer/negotiation.js';
import {fakeCandidate} from '../../../support/web/fake-description.mjs';
import {FakeMediaStream, FakeTrack} from '../../../support/web/fake-media-stream.mjs';
import {VideoPeers, cameraTracks} from '../../../support/web/video-peers.mjs';

const INTERRUPTION_MS = 4_000;
const states = (...sides) => sides.map(({peer}) => peer.state);
const offers = ({sent}) => sent.filter(({type}) => type === 'offer').length;

test('an interruption that lasts is mended', async () => {
  const peers = new VideoPeers();
  const [first, second] = await peers.call();
  peers.network.interrupt(first.connection);
  assert.deepEqual(states(first, second), ['interrupted', 'interrupted']);
  peers.network.isUp = () => true;
  await peers.clock.advance(INTERRUPTION_MS - 1);
  assert.deepEqual([offers(first), offers(second)], [1, 0]);
  await peers.clock.advance(1);
  assert.deepEqual(states(first, second), ['connected', 'connected']);
});

test('a connection that has failed is begun anew at once', async () => {
  const peers = new VideoPeers();
  const [first, second] = await peers.call();
  first.connection.setConnectionState('failed');
  await peers.settle();
  assert.deepEqual([states(first, second), offers(first)], [['connected', 'connected'], 2]);
});

test('a first offer that was lost is made again', async () => {
  const peers = new VideoPeers();
  peers.isSignaling = false;
  const first = peers.make({calls: true, polite: true});
  await peers.clock.advance(20_000);
  assert.equal(offers(first), 2);
});

test('while it is paused nothing is sent and nothing is mended', async () => {
  const peers = new VideoPeers();
  const [first] = await peers.call({caller: {tracks: cameraTracks()}});
  const before = first.sent.length;
  first.peer.pause();
  first.peer.setTrack('screen', new FakeTrack('video'), new FakeMediaStream());
  first.connection.setConnectionState('disconnected');
  first.connection.setConnectionState('failed');
  await peers.clock.advance(60_000);
  assert.equal(first.sent.length, before);
});

test('what was changed while it was paused reaches the other afterwards', async () => {
  const peers = new VideoPeers();
  const [first, second] = await peers.call({caller: {tracks: cameraTracks()}});
  first.peer.pause();
  first.peer.setTrack('screen', new FakeTrack('video'), new FakeMediaStream());
  await peers.settle();
  first.peer.resume();
  await peers.settle();
  assert.equal(second.connection.getTransceivers().filter(({isReceiving}) => isReceiving).length, 3);
  assert.deepEqual([states(first, second), first.eventsOfType('problem')], [['connected', 'connected'], []]);
});

test('an answer that was lost is made good by either side', async () => {
  for (const who of [0, 1]) {
    const peers = new VideoPeers();
    const sides = await peers.call();
    sides[1].peer.pause();
    sides[0].peer.setTrack('screen', new FakeTrack('video'), new FakeMediaStream());
    await peers.settle();
    assert.equal(sides[0].connection.signalingState, 'have-local-offer');
    sides[1].peer.resume();
    if (who === 0) {
      sides[0].peer.pause();
      sides[0].peer.resume();
    }
    await peers.settle();
    assert.deepEqual(sides.map(({connection}) => connection.signalingState), ['stable', 'stable']);
    assert.equal(sides[1].connection.getTransceivers().filter(({isReceiving}) => isReceiving).length, 1);
  }
});

test('a pause in which nothing happened costs no offer', async () => {
  const peers = new VideoPeers();
  const [first] = await peers.call();
  const before = first.sent.length;
  first.peer.pause();
  await peers.clock.advance(5_000);
  first.peer.resume();
  first.peer.resume();
  await peers.settle();
  assert.equal(first.sent.length, before);
});

test('a connection that failed in a pause is begun anew after it', async () => {
  const peers = new VideoPeers();
  const [first, second] = await peers.call();
  first.peer.pause();
  first.connection.setConnectionState('failed');
  await peers.settle();
  assert.equal(first.peer.state, 'failed');
  first.peer.resume();
  await peers.settle();
  assert.deepEqual(states(first, second), ['connected', 'connected']);
});

test('an interruption that began in a pause is mended after it', async () => {
  const peers = new VideoPeers();
  const [first] = await peers.call();
  const restarts = () => first.connection.calls.filter((call) => call === 'restartIce').length;
  first.connection.setConnectionState('disconnected');
  first.peer.pause();
  await peers.clock.advance(60_000);
  assert.equal(restarts(), 0);
  peers.isSignaling = false;
  first.peer.resume();
  await peers.clock.advance(INTERRUPTION_MS);
  assert.equal(restarts(), 2, 'at once, and when that did not help');
});

test('what its owner does after the end is not told', () => {
  const {peer, events} = new VideoPeers().make({id: 'a'});
  peer.close();
  peer.identify('b', 'Bea');
  assert.deepEqual(events, []);
});

test('closed, it says nothing more, and no timer or handler is left', async () => {
  const peers = new VideoPeers();
  const sides = await peers.call({caller: {tracks: cameraTracks()}, callee: {tracks: cameraTracks()}});
  for (const {peer, events} of sides) {
    peer.close();
    events.length = 0;
  }
  await peers.settle();
  assert.equal(peers.clock.pending, 0);
  for (const {connection, events, peer} of sides) {
    assert.deepEqual([connection.hasHandlers, connection.isClosed, peer.state, events], [false, true, 'closed', []]);
  }
});

test('closed in the middle of its first offer, it says nothing more', async () => {
  const peers = new VideoPeers();
  const side = peers.make({calls: true, tracks: cameraTracks()});
  const {connection} = side;
  const describe = connection.setLocalDescription.bind(connection);
  connection.setLocalDescription = () => {
    const described = describe();
    side.peer.close();
    return described;
  };
  await peers.settle();
  assert.equal(connection.isClosed, true);
  await peers.clock.advance(60_000);
  assert.deepEqual([side.sent, side.events, peers.clock.pending], [[], [], 0]);
});

test('what is said while it is held is said afterwards, in order, and nothing is begun anew', async () => {
  const peers = new VideoPeers();
  const [first, second] = await peers.call({caller: {tracks: cameraTracks()}});
  const before = first.sent.length;
  first.peer.hold();
  first.peer.setTrack('screen', new FakeTrack('video'), new FakeMediaStream());
  await peers.clock.advance(60_000);
  assert.equal(first.sent.length, before);
  first.peer.release();
  await peers.settle();
  assert.deepEqual(first.types().slice(before), ['offer']);
  assert.equal(second.connection.getTransceivers().filter(({isReceiving}) => isReceiving).length, 3);
  assert.equal(first.connection.calls.includes('restartIce'), false);
});

test('held or suspended, it mends nothing until that is over', async () => {
  const restarts = ({connection}) => connection.calls.filter((call) => call === 'restartIce').length;
  for (const [begin, end] of [
    [(peer) => peer.hold(), (peer) => peer.release()],
    [(peer) => { peer.isSuspended = true; }, (peer) => { peer.isSuspended = false; }],
  ]) {
    const peers = new VideoPeers();
    const [first] = await peers.call();
    begin(first.peer);
    first.connection.setConnectionState('failed');
    await peers.clock.advance(600_000);
    assert.equal(restarts(first), 0);
    end(first.peer);
    await peers.settle();
    assert.deepEqual([restarts(first), first.peer.state], [1, 'connected']);
  }
});

test('an offer that is on its way is given its time before another is made', async () => {
  const peers = new VideoPeers();
  const [first] = await peers.call();
  peers.isSignaling = false;
  first.peer.setTrack('screen', new FakeTrack('video'), new FakeMediaStream());
  await peers.settle();
  first.peer.hold();
  first.connection.setConnectionState('failed');
  first.peer.release();
  await peers.settle();
  assert.equal(offers(first), 2);
  await peers.clock.advance(10_000);
  assert.equal(offers(first), 3);
});

test('what was held and is given up is made good', async () => {
  const peers = new VideoPeers();
  const [first, second] = await peers.call();
  first.peer.hold();
  first.peer.setTrack('screen', new FakeTrack('video'), new FakeMediaStream());
  await peers.settle();
  first.peer.pause();
  first.peer.release();
  await peers.settle();
  assert.equal(offers(first), 1);
  first.peer.resume();
  await peers.settle();
  assert.equal(second.connection.getTransceivers().filter(({isReceiving}) => isReceiving).length, 1);
});

test('more than a limit is not held, and what it was about is negotiated anew', async () => {
  const peers = new VideoPeers();
  const [first] = await peers.call();
  const before = first.sent.length;
  first.peer.hold();
  const {onicecandidate} = first.connection;
  for (let i = 0; i <= MAX_HELD_SIGNALS; i += 1) onicecandidate({candidate: fakeCandidate('u')});
  first.peer.release();
  await peers.settle();
  const types = first.types().slice(before);
  assert.deepEqual([types.indexOf('offer'), first.peer.state], [MAX_HELD_SIGNALS, 'connected']);
});

test('its tracks are not its own and go on', async () => {
  const tracks = cameraTracks();
  const [{peer}] = await new VideoPeers().call({caller: {tracks}});
  peer.close();
  assert.deepEqual(tracks.map(({track}) => track.readyState), ['live', 'live']);
});
