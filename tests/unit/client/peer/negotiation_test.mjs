// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {MAX_HELD_CANDIDATES} from '../../../../web/js/client/peer/negotiation.js';
import {FakeClock} from '../../../support/web/fake-clock.mjs';
import {FakeDescription, fakeCandidate} from '../../../support/web/fake-description.mjs';
import {FakeNetwork} from '../../../support/web/fake-network.mjs';
import {makeNegotiation, makeTwo} from '../../../support/web/made-negotiation.mjs';

const makeOne = (options = {}) => {
  const clock = new FakeClock();
  return {clock, ...makeNegotiation({...options, network: new FakeNetwork(clock)})};
};

const offer = (ufrag = '9/1', sessionId = '9') => {
  return {type: 'offer', data: FakeDescription.make('offer', {sessionId, version: 1, ufrag, media: []}).toJSON()};
};

const candidate = (number, ufrag = '9/1') => ({type: 'icecandidate', data: fakeCandidate(ufrag, number).toJSON()});

test('many reasons to negotiate are one offer', async () => {
  const {clock, connection, sent} = makeOne();
  connection.createDataChannel('one', {});
  connection.addTransceiver('audio', {direction: 'recvonly'});
  connection.addTransceiver('video', {direction: 'recvonly'});
  await clock.advance(0);
  assert.deepEqual(sent.filter(({type}) => type === 'offer'), [
    {type: 'offer', data: connection.localDescription.toJSON()},
  ]);
});

test('an offer is answered, and both are connected', async () => {
  const {first, second, exchange} = makeTwo();
  first.connection.createDataChannel('one', {});
  await exchange();
  assert.deepEqual([first.types(), second.types()], [['offer', 'icecandidate'], ['answer', 'icecandidate']]);
  assert.deepEqual([first.connection.connectionState, second.connection.connectionState], ['connected', 'connected']);
  assert.deepEqual([first.problems, second.problems], [[], []]);
});

test('a candidate is sent as it is, the end of the candidates is not', async () => {
  const {clock, connection, sent} = makeOne();
  connection.createDataChannel('one', {});
  await clock.advance(0);
  const {ufrag} = connection.localDescription.content;
  assert.deepEqual(sent.slice(1), [{type: 'icecandidate', data: fakeCandidate(ufrag, 1).toJSON()}]);
});

test('candidates that come before the description are held in their order', async () => {
  const {clock, connection, negotiation, problems} = makeOne();
  for (const number of [3, 1, 2]) negotiation.receive(candidate(number));
  await clock.advance(0);
  assert.deepEqual([connection.candidates, problems], [[], []]);
  negotiation.receive(offer());
  await clock.advance(0);
  assert.deepEqual(connection.candidates, [3, 1, 2].map((number) => candidate(number).data));
});

test('no more candidates are held than any browser sends', async () => {
  const {clock, connection, negotiation, problems} = makeOne();
  for (let number = 1; number <= MAX_HELD_CANDIDATES + 5; number += 1) negotiation.receive(candidate(number));
  negotiation.receive(offer());
  await clock.advance(0);
  assert.equal(connection.candidates.length, MAX_HELD_CANDIDATES);
  assert.deepEqual(connection.candidates.at(-1), candidate(MAX_HELD_CANDIDATES).data);
  assert.deepEqual(problems, []);
});

test('held candidates are given to one description only', async () => {
  const {clock, connection, negotiation} = makeOne();
  negotiation.receive(candidate(1));
  negotiation.receive(offer());
  await clock.advance(0);
  negotiation.receive(offer());
  await clock.advance(0);
  assert.equal(connection.candidates.length, 1);
});

const NONSENSE = [
  [{type: 'offer', data: null}, 'TypeError'],
  [{type: 'offer', data: 'offer'}, 'TypeError'],
  [{type: 'offer', data: {type: 'banana', sdp: ''}}, 'TypeError'],
  [{type: 'offer', data: {type: 'offer', sdp: 'v=0'}}, 'OperationError'],
  [{type: 'answer', data: {...offer().data, type: 'answer'}}, 'InvalidStateError'],
  [{type: 'answer', data: {type: 'rollback'}}, 'InvalidStateError'],
];

for (const [signal, name] of NONSENSE) {
  test(`${JSON.stringify(signal).slice(0, 50)} is a problem and stops nothing`, async () => {
    const {clock, connection, negotiation, sent, problems} = makeOne();
    negotiation.receive(signal);
    await clock.advance(0);
    assert.deepEqual(problems, [name]);
    negotiation.receive(offer());
    negotiation.receive(candidate(1));
    await clock.advance(0);
    assert.deepEqual([problems, sent[0].type, connection.candidates.length], [[name], 'answer', 1]);
  });
}

test('a candidate that makes no sense is a problem and stops nothing', async () => {
  const {clock, connection, negotiation, problems} = makeOne();
  negotiation.receive(offer());
  negotiation.receive({type: 'icecandidate', data: 'candidate'});
  negotiation.receive(candidate(1, 'of another'));
  negotiation.receive(candidate(2));
  await clock.advance(0);
  assert.deepEqual([problems, connection.candidates], [['TypeError', 'OperationError'], [candidate(2).data]]);
});

test('a held candidate that makes no sense does not keep the answer back', async () => {
  const {clock, negotiation, sent, problems} = makeOne();
  negotiation.receive(candidate(1, 'of another'));
  negotiation.receive(offer());
  await clock.advance(0);
  assert.deepEqual([problems, sent[0].type], [['OperationError'], 'answer']);
});

test('a restart takes back an own offer and makes a new one', async () => {
  const {clock, connection, negotiation, sent, problems} = makeOne();
  connection.createDataChannel('one', {});
  await clock.advance(0);
  const [first] = sent.splice(0);
  negotiation.restart();
  await clock.advance(0);
  assert.deepEqual(connection.calls.slice(1), ['setLocalDescription(rollback)', 'restartIce', 'setLocalDescription()']);
  assert.equal(sent[0].type, 'offer');
  assert.notEqual(new FakeDescription('offer', sent[0].data.sdp).content.ufrag,
    new FakeDescription('offer', first.data.sdp).content.ufrag);
  assert.deepEqual(problems, []);
});

test('a restart takes back an offer of the other', async () => {
  const {clock, connection, negotiation, sent, problems} = makeOne();
  connection.setLocalDescription = () => Promise.reject(new DOMException('cannot answer', 'OperationError'));
  negotiation.receive(offer());
  await clock.advance(0);
  delete connection.setLocalDescription;
  assert.equal(connection.signalingState, 'have-remote-offer');
  negotiation.restart();
  await clock.advance(0);
  assert.deepEqual(connection.calls,
    ['setRemoteDescription(offer)', 'setRemoteDescription(rollback)', 'restartIce', 'setLocalDescription()']);
  assert.deepEqual([sent[0].type, problems], ['offer', ['OperationError']]);
});

test('a restart in peace keeps what is connected', async () => {
  const {first, second, exchange} = makeTwo();
  first.connection.createDataChannel('one', {});
  await exchange();
  first.negotiation.restart();
  await exchange();
  const sides = [first, second];
  assert.deepEqual(sides.map(({connection}) => connection.connectionState), ['connected', 'connected']);
  assert.deepEqual(first.types(), ['offer', 'icecandidate', 'offer', 'icecandidate']);
  assert.deepEqual(sides.map(({problems}) => problems), [[], []]);
});

test('after close nothing is sent, and no handler is left', async () => {
  const {clock, connection, negotiation, sent, problems} = makeOne();
  connection.createDataChannel('one', {});
  const described = new Promise((resolve) => { connection.onsignalingstatechange = resolve; });
  clock.advance(0);
  await described;
  negotiation.close();
  connection.onsignalingstatechange = null;
  connection.close();
  await clock.advance(0);
  negotiation.receive(offer());
  negotiation.restart();
  await clock.advance(0);
  assert.deepEqual([sent, problems, connection.hasHandlers], [[], [], false]);
});

test('while it is paused nothing is sent, and afterwards what was lost is made good', async () => {
  const {clock, connection, negotiation, sent} = makeOne();
  negotiation.pause();
  connection.createDataChannel('one', {});
  await clock.advance(0);
  assert.deepEqual([sent, negotiation.isPaused, connection.signalingState], [[], true, 'have-local-offer']);
  negotiation.resume();
  await clock.advance(0);
  assert.deepEqual([sent.map(({type}) => type), negotiation.isPaused], [['offer', 'icecandidate'], false]);
});

test('a pause in which nothing happened costs nothing', async () => {
  const {first, exchange} = makeTwo();
  first.connection.createDataChannel('one', {});
  await exchange();
  first.negotiation.pause();
  first.negotiation.resume();
  await exchange();
  assert.deepEqual(first.types(), ['offer', 'icecandidate']);
});

test('an offer or answer of another connection is foreign, a candidate never', async () => {
  const {clock, negotiation} = makeOne();
  const isForeign = (signal) => negotiation.isForeign(signal);
  assert.equal(isForeign(offer()), false, 'nobody is known yet');
  negotiation.receive(offer('9/1', '9'));
  await clock.advance(0);
  const answer = {type: 'answer', data: {...offer('8/1', '8').data, type: 'answer'}};
  assert.deepEqual([offer('9/2', '9'), offer('8/1', '8'), answer, candidate(1, '8/1')].map(isForeign),
    [false, true, true, false]);
  assert.deepEqual([null, {}, {sdp: 7}, {sdp: 'v=0'}].map((data) => isForeign({type: 'offer', data})),
    [false, false, false, false]);
});
