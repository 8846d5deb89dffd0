// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {FakeMediaStream, FakeTrack} from '../../../support/web/fake-media-stream.mjs';
import {VideoPeers, cameraTracks} from '../../../support/web/video-peers.mjs';

const states = (...sides) => sides.map(({peer}) => peer.state);
const kinds = (stream) => stream?.getTracks().map(({kind}) => kind);

test('a call comes up with one offer and one answer', async () => {
  const [first, second] = await new VideoPeers().call();
  assert.deepEqual(states(first, second), ['connected', 'connected']);
  assert.deepEqual([first.types(), second.types()], [['offer', 'icecandidate'], ['answer', 'icecandidate']]);
  assert.deepEqual([first.eventsOfType('problem'), second.eventsOfType('problem')], [[], []]);
});

test('both see and hear each other', async () => {
  const [first, second] = await new VideoPeers().call({
    caller: {tracks: cameraTracks()}, callee: {tracks: cameraTracks()},
  });
  assert.deepEqual([kinds(first.peer.camera), kinds(second.peer.camera)], [['audio', 'video'], ['audio', 'video']]);
  assert.deepEqual([first.peer.screen, second.peer.screen], [null, null]);
  assert.ok(first.eventsOfType('media').length > 0);
});

test('who calls without devices sees the other', async () => {
  const [first, second] = await new VideoPeers().call({callee: {tracks: cameraTracks()}});
  assert.deepEqual([kinds(first.peer.camera), second.peer.camera], [['audio', 'video'], null]);
  assert.equal(second.types().filter((type) => type === 'offer').length, 0);
});

test('a screen comes beside the camera, and goes', async () => {
  const peers = new VideoPeers();
  const [first, second] = await peers.call({caller: {tracks: cameraTracks()}});
  const screen = new FakeMediaStream();
  const state = {microphone: true, camera: true, hand: false};
  first.peer.setOwnState(state, {camera: second.peer.camera.id, screen: screen.id});
  first.peer.setTrack('screen', new FakeTrack('video'), screen);
  await peers.settle();
  assert.deepEqual([kinds(second.peer.camera), kinds(second.peer.screen)], [['audio', 'video'], ['video']]);
  first.peer.setTrack('screen', null, screen);
  await peers.settle();
  assert.deepEqual([kinds(second.peer.camera), second.peer.screen], [['audio', 'video'], null]);
});

test('what the other says of itself is shown; before, the best is believed', async () => {
  const peers = new VideoPeers();
  const [first, second] = await peers.call();
  assert.deepEqual(second.peer.remote, {microphone: true, camera: true, hand: false});
  first.peer.setOwnState({microphone: false, camera: true, hand: true}, {camera: 'c', screen: ''});
  await peers.settle();
  assert.deepEqual(second.peer.remote, {microphone: false, camera: true, hand: true});
  assert.equal(second.eventsOfType('remote').length, 1);
});

test('a camera that is not wanted is not sent', async () => {
  const peers = new VideoPeers();
  const [first, second] = await peers.call({caller: {tracks: cameraTracks()}});
  const active = () => first.connection.getTransceivers().map(({sender}) => sender.encodings[0].active);
  second.peer.setVideoWanted(false);
  await peers.settle();
  assert.deepEqual(active(), [true, false]);
  second.peer.setVideoWanted(true);
  await peers.settle();
  assert.deepEqual(active(), [true, true]);
});

test('its state is that of the connection, unless the other is away', async () => {
  const {connection, peer, events} = new VideoPeers().make();
  const seen = [];
  for (const state of ['connecting', 'connected', 'disconnected', 'failed']) {
    connection.setConnectionState(state);
    seen.push(peer.state);
  }
  peer.isAway = true;
  peer.isAway = true;
  seen.push(peer.state);
  peer.isAway = false;
  seen.push(peer.state);
  peer.isAway = true;
  peer.close();
  seen.push(peer.state);
  assert.deepEqual(seen, ['connecting', 'connected', 'interrupted', 'failed', 'away', 'failed', 'closed']);
  assert.equal(events.filter(([type]) => type === 'state').length, 7);
});

test('it goes by another id and name when it is told so', () => {
  const {peer} = new VideoPeers().make({id: 'a', username: 'Ann'});
  const seen = [];
  peer.on('identity', () => seen.push([peer.id, peer.username]));
  for (const [id, name] of [['a', 'Ann'], ['b', 'Ann'], ['b', 'Bea']]) peer.identify(id, name);
  assert.deepEqual(seen, [['b', 'Ann'], ['b', 'Bea']]);
});

test('a limit holds for the camera, also in a browser that forgets it before the negotiation', async () => {
  const peers = new VideoPeers();
  const first = peers.make({calls: true, tracks: cameraTracks()});
  const [, {sender}] = first.connection.getTransceivers();
  const limit = {maxBitrate: 300_000, maxFramerate: 10};
  first.peer.setVideoLimit(limit);
  assert.deepEqual(sender.encodings, [{active: true, ...limit}]);
  sender.encodings = [{active: true}];
  await peers.settle();
  const second = peers.make();
  [first.to, second.to] = [second.peer, first.peer];
  for (const signal of first.sent) second.peer.receive(signal);
  await peers.settle();
  assert.deepEqual(sender.encodings, [{active: true, ...limit}]);
});

test('both tell each other who they are', async () => {
  const peers = new VideoPeers();
  const [first, second] = await peers.call();
  first.peer.announce({id: 'me', you: 'you'});
  await peers.settle();
  assert.deepEqual(second.eventsOfType('announced'), [{id: 'me', you: 'you'}]);
});

test('that the other has closed its end is told at once', async () => {
  const peers = new VideoPeers();
  const [first, second] = await peers.call();
  first.peer.close();
  await peers.settle();
  assert.deepEqual([second.eventsOfType('left').length, second.peer.canReturn], [1, false]);
});

test('it can return while media flows, or nearly', async () => {
  const peers = new VideoPeers();
  const [{peer, connection}] = await peers.call();
  const can = [peer.canReturn];
  for (const state of ['disconnected', 'failed', 'connected']) {
    connection.setConnectionState(state);
    can.push(peer.canReturn);
  }
  assert.deepEqual([can, peers.make().peer.canReturn], [[true, true, false, true], false]);
});

test('the ICE servers are those that were given last', () => {
  const {connection, peer} = new VideoPeers().make({iceServers: [{urls: 'stun:a'}], iceTransportPolicy: 'relay'});
  assert.deepEqual(connection.configuration, {iceServers: [{urls: 'stun:a'}], iceTransportPolicy: 'relay'});
  peer.setIceServers([{urls: 'turn:b'}]);
  assert.deepEqual(connection.configuration, {iceServers: [{urls: 'turn:b'}], iceTransportPolicy: 'relay'});
});

test('where no other ICE servers can be set, those of the beginning stay', () => {
  const {connection, peer} = new VideoPeers().make({iceServers: [{urls: 'stun:a'}]});
  connection.setConfiguration = undefined;
  peer.setIceServers([{urls: 'turn:b'}]);
  assert.deepEqual(connection.configuration.iceServers, [{urls: 'stun:a'}]);
});

test('statistics come once a second while connected', async () => {
  const peers = new VideoPeers();
  const [{peer}] = await peers.call();
  let count = 0;
  peer.on('stats', () => { count += 1; });
  await peers.clock.advance(3000);
  assert.deepEqual([count, peer.stats.path], [3, 'unknown']);
});
