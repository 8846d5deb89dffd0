// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {TrackSenders} from '../../../../web/js/client/peer/track-senders.js';
import {FakeClock} from '../../../support/web/fake-clock.mjs';
import {FakeMediaStream, FakeTrack} from '../../../support/web/fake-media-stream.mjs';
import {FakeNetwork} from '../../../support/web/fake-network.mjs';

const camera = new FakeMediaStream();
const screen = new FakeMediaStream();

/** A connection whose negotiations `negotiate` brings to an end with a side that only listens. */
function setUp() {
  const clock = new FakeClock();
  const Connection = new FakeNetwork(clock).connectionClass();
  const [connection, other] = [new Connection({}), new Connection({})];
  const problems = [];
  const senders = new TrackSenders(connection, (error) => problems.push(error.name));
  const made = {clock, connection, other, senders, problems, needed: 0};
  connection.onnegotiationneeded = () => { made.needed += 1; };
  made.negotiate = async () => {
    const steps = [
      () => connection.setLocalDescription(),
      () => other.setRemoteDescription(connection.localDescription.toJSON()),
      () => other.setLocalDescription(),
      () => connection.setRemoteDescription(other.localDescription.toJSON()),
    ];
    for (const step of steps) {
      const done = step();
      await clock.advance(0);
      await done;
    }
    made.needed = 0;
  };
  made.states = () => connection.getTransceivers().map(({sender, direction}) => [sender.track?.kind ?? '', direction]);
  return made;
}

test('each slot sends in a transceiver of its own, in its stream', () => {
  const {connection, senders} = setUp();
  senders.set('microphone', new FakeTrack('audio'), camera);
  senders.set('camera', new FakeTrack('video'), camera);
  senders.set('screen', new FakeTrack('video'), screen);
  senders.set('screenSound', null, screen);
  assert.deepEqual(connection.getTransceivers().map(({sender}) => [sender.track.kind, sender.streams]),
    [['audio', [camera]], ['video', [camera]], ['video', [screen]]]);
});

test('a camera that goes off empties its sender, without negotiation', async () => {
  const {clock, senders, negotiate, states, ...made} = setUp();
  senders.set('camera', new FakeTrack('video'), camera);
  await negotiate();
  senders.set('camera', null, camera);
  await clock.advance(0);
  assert.deepEqual([states(), made.needed, made.problems], [[['', 'sendrecv']], 0, []]);
});

test('a camera that comes back takes its transceiver, without negotiation', async () => {
  const made = setUp();
  made.senders.set('camera', new FakeTrack('video'), camera);
  await made.negotiate();
  const again = new FakeTrack('video');
  made.senders.set('camera', null, camera);
  made.senders.set('camera', again, camera);
  await made.clock.advance(0);
  assert.deepEqual([made.states(), made.needed, made.problems], [[['video', 'sendrecv']], 0, []]);
  assert.equal(made.connection.getTransceivers()[0].sender.track, again);
});

test('a screen that goes off is taken away at the other side, too', async () => {
  const made = setUp();
  made.senders.set('screen', new FakeTrack('video'), screen);
  await made.negotiate();
  assert.equal(made.other.getTransceivers()[0].isReceiving, true);
  made.senders.set('screen', null, screen);
  await made.clock.advance(0);
  assert.deepEqual([made.states(), made.needed], [[['', 'recvonly']], 1]);
  await made.negotiate();
  assert.equal(made.other.getTransceivers()[0].isReceiving, false);
});

test('a screen that comes back needs no new transceiver', async () => {
  const made = setUp();
  for (let i = 0; i < 3; i += 1) {
    made.senders.set('screen', new FakeTrack('video'), screen);
    await made.clock.advance(0);
    await made.negotiate();
    assert.deepEqual([made.states(), made.other.getTransceivers()[0].isReceiving], [[['video', 'sendrecv']], true]);
    made.senders.set('screen', null, screen);
    await made.negotiate();
  }
  assert.deepEqual(made.problems, []);
});

test('what is only received becomes a sender once there is a track', async () => {
  const made = setUp();
  made.senders.addReceivers();
  assert.deepEqual(made.states(), [['', 'recvonly'], ['', 'recvonly']]);
  made.senders.set('camera', new FakeTrack('video'), camera);
  assert.deepEqual(made.states(), [['', 'recvonly'], ['video', 'sendrecv']]);
});

test('nothing is added to receive with what is sent already', () => {
  const made = setUp();
  made.senders.set('microphone', new FakeTrack('audio'), camera);
  made.senders.addReceivers();
  assert.deepEqual(made.states(), [['audio', 'sendrecv'], ['', 'recvonly']]);
});

test('a sender that the browser gives out again belongs to its new slot', async () => {
  const made = setUp();
  made.senders.set('screen', new FakeTrack('video'), screen);
  made.senders.set('screen', null, screen);
  const track = new FakeTrack('video');
  made.senders.set('camera', track, camera);
  made.senders.set('screen', new FakeTrack('video'), screen);
  await made.clock.advance(0);
  assert.equal(made.connection.getTransceivers()[0].sender.track, track);
  assert.deepEqual([made.states().length, made.problems], [2, []]);
});

test('the limit reaches camera and screen, but a screen keeps its frames', async () => {
  const made = setUp();
  made.senders.limit = {maxBitrate: 500_000, maxFramerate: 15};
  made.senders.set('camera', new FakeTrack('video'), camera);
  made.senders.set('screen', new FakeTrack('video'), screen);
  made.senders.set('microphone', new FakeTrack('audio'), camera);
  await made.clock.advance(0);
  assert.deepEqual(made.connection.getTransceivers().map(({sender}) => sender.encodings), [
    [{active: true, maxBitrate: 500_000, maxFramerate: 15}],
    [{active: true, maxBitrate: 500_000}],
    [{active: true}],
  ]);
});

test('what is set already is not set again', async () => {
  const made = setUp();
  made.senders.set('camera', new FakeTrack('video'), camera);
  made.senders.limit = {maxBitrate: 500_000, maxFramerate: 15};
  made.senders.limit = {maxBitrate: 500_000, maxFramerate: 15};
  made.senders.isCameraWanted = true;
  made.senders.applyParameters();
  await made.clock.advance(0);
  assert.deepEqual([made.connection.getTransceivers()[0].sender.sets.length, made.problems], [1, []]);
});

test('a camera that nobody looks at is not sent, a screen always', async () => {
  const made = setUp();
  made.senders.set('camera', new FakeTrack('video'), camera);
  made.senders.set('screen', new FakeTrack('video'), screen);
  const active = () => made.connection.getTransceivers().map(({sender}) => sender.encodings[0].active);
  made.senders.isCameraWanted = false;
  assert.deepEqual(active(), [false, true]);
  made.senders.isCameraWanted = true;
  assert.deepEqual(active(), [true, true]);
});

test('a microphone is heard by those who do not look at the camera', async () => {
  const made = setUp();
  made.senders.isCameraWanted = false;
  made.senders.set('microphone', new FakeTrack('audio'), camera);
  made.senders.set('microphone', new FakeTrack('audio'), camera);
  await made.clock.advance(0);
  assert.deepEqual(made.connection.getTransceivers()[0].sender.encodings, [{active: true}]);
});

test('a sender without encodings is left alone until it has some', async () => {
  const made = setUp();
  made.senders.set('camera', new FakeTrack('video'), camera);
  const [{sender}] = made.connection.getTransceivers();
  sender.encodings = [];
  made.senders.limit = {maxBitrate: 500_000, maxFramerate: 15};
  assert.deepEqual([sender.sets, made.problems], [[], []]);
  sender.encodings = [{active: true}];
  made.senders.applyParameters();
  assert.deepEqual(sender.encodings, [{active: true, maxBitrate: 500_000, maxFramerate: 15}]);
});

test('a track that the browser refuses is a problem', async () => {
  const made = setUp();
  made.senders.set('camera', new FakeTrack('video'), camera);
  made.senders.set('camera', new FakeTrack('audio'), camera);
  await made.clock.advance(0);
  assert.deepEqual([made.problems, made.states()], [['TypeError'], [['video', 'sendrecv']]]);
});

test('a track that comes in another stream than the one before is found in that', async () => {
  const {connection, senders, negotiate} = setUp();
  senders.set('screen', new FakeTrack('video'), screen);
  await negotiate();
  const other = new FakeMediaStream();
  senders.set('screen', new FakeTrack('video'), other);
  assert.deepEqual(connection.getTransceivers().map(({sender}) => sender.streams), [[other]]);
});
