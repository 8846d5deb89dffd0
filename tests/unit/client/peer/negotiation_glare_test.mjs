// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {FIRST_CANDIDATE_MS} from '../../../../web/js/client/peer/negotiation.js';
import {FakeMediaStream, FakeTrack} from '../../../support/web/fake-media-stream.mjs';
import {makeNegotiation, makeTwo} from '../../../support/web/made-negotiation.mjs';

/** Both have made an offer, and neither knows of the other's yet. */
async function cross() {
  const made = makeTwo();
  for (const {connection} of [made.first, made.second]) {
    connection.createDataChannel('one', {});
    connection.addTrack(new FakeTrack('audio'), new FakeMediaStream());
  }
  await made.clock.advance(0);
  return made;
}

const kindsReceived = ({connection}) => connection.getTransceivers()
  .filter(({isReceiving}) => isReceiving).map(({kind}) => kind);

test('when offers cross, the impolite side ignores the other\'s and its candidates', async () => {
  const {clock, first, second} = await cross();
  assert.deepEqual(first.types(), ['offer', 'icecandidate']);
  for (const signal of first.sent) second.negotiation.receive(signal);
  await clock.advance(0);
  assert.deepEqual([second.connection.calls, second.connection.signalingState],
    [['setLocalDescription()'], 'have-local-offer']);
  assert.deepEqual([second.connection.candidates, second.problems], [[], []]);
});

test('when offers cross, the polite side takes its own back and answers', async () => {
  const {clock, first, second} = await cross();
  const before = first.sent.length;
  for (const signal of second.sent) first.negotiation.receive(signal);
  await clock.advance(0);
  assert.deepEqual(first.connection.calls,
    ['setLocalDescription()', 'setRemoteDescription(offer)', 'setLocalDescription()']);
  assert.deepEqual([first.types()[before], first.connection.candidates.length, first.problems], ['answer', 1, []]);
});

/** The polite side's own offer is out, and nothing has been gathered for it yet. */
async function crossBeforeGathering() {
  const two = await cross();
  const early = makeNegotiation({polite: true, clock: two.clock, network: two.network});
  const {connection} = early;
  const onCandidate = connection.onicecandidate;
  connection.onicecandidate = null;
  connection.addTrack(new FakeTrack('audio'), new FakeMediaStream());
  await two.clock.advance(0);
  connection.onicecandidate = onCandidate;
  early.negotiation.receive(two.second.sent[0]);
  await two.clock.advance(0);
  return {...two, early};
}

test('an own offer is not taken back before it has found a candidate', async () => {
  const {clock, early} = await crossBeforeGathering();
  assert.deepEqual(early.connection.calls, ['setLocalDescription()']);
  early.connection.onicecandidate({candidate: null});
  await clock.advance(0);
  assert.deepEqual(early.types(), ['offer', 'answer', 'icecandidate']);
  assert.equal(clock.pending, 0);
});

test('an own offer that finds no candidate in time is taken back all the same', async () => {
  const {clock, early} = await crossBeforeGathering();
  await clock.advance(FIRST_CANDIDATE_MS - 1);
  assert.deepEqual(early.types(), ['offer']);
  await clock.advance(1);
  assert.equal(early.types()[1], 'answer');
});

test('a connection that is closed meanwhile waits for nothing', async () => {
  const {clock, early} = await crossBeforeGathering();
  early.negotiation.close();
  early.connection.close();
  await clock.advance(0);
  assert.deepEqual([clock.pending, early.types(), early.problems], [0, ['offer'], []]);
});

test('crossed offers end connected, with the tracks of both sides', async () => {
  const {first, second, exchange} = await cross();
  await exchange();
  for (const side of [first, second]) {
    const {connectionState, signalingState} = side.connection;
    assert.deepEqual([connectionState, signalingState, kindsReceived(side), side.problems],
      ['connected', 'stable', ['audio'], []]);
  }
});

test('an offer that comes while an own one is being made counts as crossing', async () => {
  const {first, second, clock, exchange} = makeTwo();
  first.connection.createDataChannel('one', {});
  await clock.advance(0);
  second.connection.createDataChannel('one', {});
  const isMaking = new Promise((resolve) => {
    const {setLocalDescription} = second.connection;
    second.connection.setLocalDescription = (...args) => {
      resolve();
      return setLocalDescription.apply(second.connection, args);
    };
  });
  clock.advance(0);
  await isMaking;
  assert.equal(second.connection.signalingState, 'stable');
  second.negotiation.receive(first.sent[0]);
  await clock.advance(0);
  assert.deepEqual(second.connection.calls, ['setLocalDescription()']);
  await exchange();
  assert.deepEqual([first, second].map(({connection}) => connection.connectionState), ['connected', 'connected']);
});

test('a candidate of an ignored offer is no problem though the answer comes before it was looked at', async () => {
  const {first, second, exchange} = makeTwo();
  first.connection.createDataChannel('one', {});
  second.connection.createDataChannel('one', {});
  await exchange();
  for (const {negotiation} of [first, second]) negotiation.restart();
  await exchange();
  assert.deepEqual([first.problems, second.problems], [[], []]);
  assert.deepEqual([first, second].map(({connection}) => connection.signalingState), ['stable', 'stable']);
});

test('whatever crosses, fifty times over, all tracks arrive', async () => {
  const {first, second, exchange} = makeTwo();
  const sides = [first, second];
  const stream = new FakeMediaStream();
  sides[0].connection.createDataChannel('one', {});
  await exchange();
  for (let i = 1; i <= 50; i += 1) {
    for (const {connection} of sides) connection.addTrack(new FakeTrack(i % 2 ? 'audio' : 'video'), stream);
    await exchange();
    assert.deepEqual(sides.map((side) => kindsReceived(side).length), [i, i]);
  }
  assert.deepEqual(sides.map(({problems}) => problems), [[], []]);
  assert.deepEqual(sides.map(({connection}) => connection.connectionState), ['connected', 'connected']);
});
