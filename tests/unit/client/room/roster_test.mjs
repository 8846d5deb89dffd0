// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {REASSOCIATION_MS} from '../../../../web/js/client/room/peer-record.js';
import {answer, candidate, makeCall, makeRoster, offer} from '../../../support/web/fake-roster.mjs';

const ids = ({roster}) => roster.peers.map(({id}) => id);

test('a newcomer calls everybody on its first list, itself excepted', () => {
  const made = makeRoster();
  made.enter('me', 'a', 'b');
  assert.deepEqual(made.made.map(({id, calls, username}) => [id, calls, username]),
    [['a', true, 'name of a'], ['b', true, 'name of b']]);
  assert.deepEqual(made.events, ['added a', 'added b']);
});

test('everybody is told from the beginning who is who', () => {
  const {made} = makeCall('a');
  const fresh = makeRoster();
  fresh.enter('me', 'a');
  assert.deepEqual([fresh.made[0].log, made.length], [['announce me to a'], 1]);
});

test('who is in two lists is called once', () => {
  const made = makeRoster();
  made.enter('me', 'a');
  made.list('a', 'me');
  assert.deepEqual(made.events, ['added a']);
});

test('somebody who is found in a later list is called, if nothing was heard for a while', async () => {
  const made = makeCall('a');
  made.list('a', 'me', 'b');
  await made.clock.advance(REASSOCIATION_MS - 1);
  assert.deepEqual(made.events, []);
  await made.clock.advance(1);
  assert.deepEqual([made.events, made.peerOf('b').calls], [['added b'], true]);
});

test('somebody who is found in a later list and calls is answered at once', async () => {
  const made = makeCall('a');
  made.list('a', 'me', 'b');
  made.roster.receive('b', offer());
  assert.equal(made.peerOf('b').calls, false);
  await made.clock.advance(REASSOCIATION_MS);
  assert.equal(made.made.length, 2);
});

test('somebody unknown who calls is answered, and the list is asked for', () => {
  const made = makeCall('a');
  made.roster.receive('b', offer('hello'));
  const peer = made.peerOf('b');
  assert.deepEqual([peer.calls, peer.log], [false, ['announce me to b', 'receive offer hello']]);
  assert.deepEqual(made.events, ['added b', 'refresh']);
  made.list('a', 'me', 'b');
  assert.deepEqual([peer.username, made.made.length], ['name of b', 2]);
});

test('somebody listed who calls first is answered and not called', () => {
  const made = makeRoster();
  made.roster.join('me');
  made.roster.receive('a', offer());
  made.list('a', 'me');
  assert.deepEqual(made.made.map(({id, calls}) => [id, calls]), [['a', false]]);
});

test('nobody is met for anything but an offer', () => {
  const made = makeCall('a');
  for (const signal of [answer(), candidate()]) made.roster.receive('b', signal);
  assert.deepEqual(made.events, []);
});

test('signals reach the peer of their sender, in their order', () => {
  const made = makeCall('a', 'b');
  for (const signal of [offer(1), candidate(2), candidate(3), answer(4)]) made.roster.receive('b', signal);
  assert.deepEqual(made.peerOf('b').log,
    ['receive offer 1', 'receive icecandidate 2', 'receive icecandidate 3', 'receive answer 4']);
  assert.deepEqual(made.peerOf('a').log, []);
});

test('names follow the list', () => {
  const made = makeCall('a');
  made.roster.update([{id: 'a', username: 'Ann'}, {id: 'me', username: 'I'}]);
  assert.equal(made.peerOf('a').username, 'Ann');
});

test('who says bye is removed at once, and not called back by an older list', () => {
  const made = makeCall('a', 'b');
  made.roster.farewell('a');
  assert.deepEqual([made.events, made.made[0].log], [['removed a'], ['close']]);
  made.list('a', 'b', 'me');
  assert.deepEqual([made.events, ids(made)], [['removed a'], ['b']]);
});

test('who has said bye may call again', () => {
  const made = makeCall('a');
  made.roster.farewell('a');
  made.roster.receive('a', offer());
  assert.deepEqual(ids(made), ['a']);
});

test('a bye of somebody unknown changes nothing', () => {
  const made = makeCall('a');
  made.roster.farewell('b');
  assert.deepEqual([made.events, ids(made)], [[], ['a']]);
});

test('who has left without a word and cannot return is removed', () => {
  const made = makeCall('a');
  made.peerOf('a').canReturn = false;
  made.list('me');
  assert.deepEqual([made.events, made.made[0].log], [['removed a'], ['close']]);
});

test('who never was connected is removed with its id', () => {
  const made = makeRoster();
  made.enter('me', 'a');
  made.list('me');
  assert.deepEqual(made.events, ['added a', 'removed a']);
});

test('an offer of another connection replaces the peer', () => {
  const made = makeCall('a');
  made.peerOf('a').foreign.add('anew');
  made.roster.receive('a', offer('anew'));
  assert.deepEqual(made.takeEvents(), ['removed a', 'added a']);
  assert.deepEqual(made.made.map(({calls, log}) => [calls, log]),
    [[true, ['close']], [false, ['announce me to a', 'receive offer anew']]]);
});

test('an answer of another connection replaces the peer by one that calls', () => {
  const made = makeCall('a');
  made.peerOf('a').foreign.add('anew');
  made.roster.receive('a', answer('anew'));
  assert.deepEqual(made.takeEvents(), ['removed a', 'added a']);
  assert.deepEqual([made.made[1].calls, made.made[1].log], [true, ['announce me to a']]);
});

test('a peer that has failed stays while its person is in the room', () => {
  const made = makeCall('a');
  made.peerOf('a').setState('failed');
  made.peerOf('a').tell('left');
  assert.deepEqual([made.events, ids(made)], [[], ['a']]);
});

test('the server being away, a peer that ends is removed', () => {
  const made = makeCall('a', 'b');
  made.roster.suspend();
  made.made[0].tell('left');
  assert.deepEqual([made.events, ids(made)], [['removed a'], ['b']]);
});

test('closed, every peer is closed, and nothing is timed', async () => {
  const made = makeCall('a', 'b');
  made.list('b', 'me', 'c');
  made.roster.close();
  assert.deepEqual([ids(made), made.made.every(({log}) => log.at(-1) === 'close')], [[], true]);
  assert.equal(made.clock.pending, 0);
});

test('closed by whoever is told of a peer, it makes no other', () => {
  const call = makeCall('a', 'b');
  call.peerOf('a').foreign.add('anew');
  call.onEvent = (event) => { if (event === 'removed a') call.roster.close(); };
  call.roster.receive('a', offer('anew'));
  assert.deepEqual([call.roster.peers, call.made.length, call.clock.pending], [[], 2, 0]);
});

test('closed it makes no peer and times nothing, whatever still comes', () => {
  const call = makeCall('a');
  call.roster.close();
  call.takeEvents();
  call.list('a', 'b', 'me');
  call.roster.receive('c', offer());
  call.enter('later', 'a');
  call.list('a', 'b', 'later');
  assert.deepEqual([call.roster.peers, call.made.length, call.events, call.clock.pending], [[], 1, [], 0]);
});

test('who comes while somebody else is waited for has the full time to call', async () => {
  const call = makeCall('a');
  call.list('a', 'me', 'x');
  await call.clock.advance(300);
  call.roster.receive('x', offer());
  await call.clock.advance(REASSOCIATION_MS - 350);
  call.list('a', 'me', 'x', 'y');
  await call.clock.advance(REASSOCIATION_MS - 1);
  assert.deepEqual(call.takeEvents(), ['added x']);
  await call.clock.advance(1);
  assert.deepEqual([call.events, call.peerOf('y').calls], [['added y'], true]);
});

test('whose page goes while it is suspended is removed, and not called while its place is kept', async () => {
  const call = makeCall('a');
  const clients = [{id: 'a', username: 'Ann', suspended: true}, {id: 'me', username: 'I'}];
  call.roster.update(clients);
  call.peerOf('a').tell('left');
  call.roster.update(clients);
  await call.clock.advance(2 * REASSOCIATION_MS);
  assert.deepEqual([call.events, ids(call)], [['removed a'], []]);
  call.roster.receive('a', offer());
  assert.deepEqual(ids(call), ['a']);
});
