// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {RETURN_MS, REASSOCIATION_MS} from '../../../../web/js/client/room/peer-record.js';
import {MAX_HELD_SIGNALS} from '../../../../web/js/client/room/roster.js';
import {answer, candidate, makeCall, offer} from '../../../support/web/fake-roster.mjs';

const ids = ({roster}) => roster.peers.map(({id}) => id);
const calledBy = ({made}) => made.filter(({calls}) => calls).map(({id}) => id);

test('who has left without a word while its media flows is away, and stays', () => {
  const made = makeCall('a');
  made.list('me');
  assert.deepEqual([made.events, made.made[0].isAway, made.made[0].log], [[], true, ['pause']]);
});

test('who returns under another id is taken up again', () => {
  const made = makeCall('a');
  made.list('me');
  made.made[0].tell('announced', {id: 'a2', you: ''});
  assert.deepEqual(made.takeEvents(), ['refresh']);
  made.list('me', 'a2');
  const [peer] = made.made;
  assert.deepEqual([peer.id, peer.username, peer.isAway], ['a2', 'name of a2', false]);
  assert.deepEqual([made.events, made.made.length, peer.log.at(-1)], [[], 1, 'announce me to a2']);
  peer.tell('announced', {id: 'a2', you: 'me'});
  assert.equal(peer.log.at(-1), 'resume');
});

test('signals pass only once both know who the other is', () => {
  const made = makeCall('a');
  made.list('me');
  made.list('me', 'a2');
  made.made[0].tell('announced', {id: 'a2', you: ''});
  assert.equal(made.made[0].log.includes('resume'), false);
  made.made[0].tell('announced', {id: 'a2', you: 'me'});
  assert.equal(made.made[0].log.at(-1), 'resume');
});

test('who returns before the server has seen it go is taken up again, and its ghost is not called', () => {
  const made = makeCall('a', 'b');
  made.made[0].tell('announced', {id: 'a2', you: ''});
  made.list('a', 'b', 'me', 'a2');
  assert.deepEqual([ids(made).sort(), made.made.length], [['a2', 'b'], 2]);
  assert.deepEqual(made.made[0].log, ['pause', 'announce me to a2'], 'what went to the ghost may be lost');
  made.list('b', 'me', 'a2');
  assert.deepEqual([made.takeEvents(), made.made.length], [['refresh'], 2]);
});

test('several who return in one list are all taken up', () => {
  const made = makeCall('a', 'b', 'c');
  for (const peer of made.made) peer.tell('announced', {id: `${peer.id}2`, you: ''});
  made.list('a', 'b', 'c', 'me', 'a2', 'b2', 'c2');
  assert.deepEqual([ids(made), made.made.length], [['a2', 'b2', 'c2'], 3]);
});

test('after our own return everybody is away until it has answered', () => {
  const made = makeCall('a', 'b');
  made.roster.suspend();
  for (const {log} of made.made) log.length = 0;
  made.enter('me2', 'a', 'b');
  assert.deepEqual(made.made.map(({isAway, log}) => [isAway, log]),
    [[true, ['pause', 'announce me2 to nobody']], [true, ['pause', 'announce me2 to nobody']]]);
  made.made[0].tell('announced', {id: 'a', you: 'me2'});
  assert.deepEqual(made.made.map(({isAway}) => isAway), [false, true]);
  assert.deepEqual(made.made[0].log.slice(-2), ['announce me2 to a', 'resume']);
  assert.deepEqual([made.events, made.made.length], [[], 2]);
});

test('what somebody said before our return may be out of date', () => {
  const made = makeCall('a');
  made.roster.suspend();
  made.enter('me2', 'a', 'a2');
  assert.equal(made.made[0].isAway, true, 'a may be a ghost');
  made.made[0].tell('announced', {id: 'a2', you: 'me2'});
  assert.deepEqual([ids(made), made.made.length], [['a2'], 1]);
});

test('our own ghost is not called', async () => {
  const made = makeCall('a');
  made.roster.suspend();
  made.enter('me2', 'a', 'me');
  made.made[0].tell('announced', {id: 'a', you: 'me2'});
  await made.clock.advance(10 * REASSOCIATION_MS);
  assert.deepEqual([made.events, calledBy(made)], [[], ['a']]);
});

test('after a restart of the server all find each other, whoever comes first', () => {
  const made = makeCall('a', 'b');
  made.roster.suspend();
  made.made[0].tell('announced', {id: 'a2', you: ''});
  made.enter('me2', 'a2');
  made.made[0].tell('announced', {id: 'a2', you: 'me2'});
  made.made[1].tell('announced', {id: 'b2', you: ''});
  made.list('a2', 'me2', 'b2');
  made.made[1].tell('announced', {id: 'b2', you: 'me2'});
  assert.deepEqual([ids(made), made.made.length], [['a2', 'b2'], 2]);
  assert.deepEqual(made.made.map(({log}) => log.at(-1)), ['resume', 'resume']);
});

test('unknown people wait while somebody is away', async () => {
  const made = makeCall('a');
  made.list('me');
  made.list('me', 'x');
  await made.clock.advance(RETURN_MS - 1);
  assert.deepEqual(made.events, []);
  await made.clock.advance(1);
  assert.deepEqual([made.events, made.peerOf('x').calls, made.clock.pending], [['added x'], true, 0]);
});

test('each of those who come back has the full time', async () => {
  const made = makeCall('a', 'b');
  made.list('me');
  made.list('me', 'b2');
  await made.clock.advance(RETURN_MS - 1);
  made.made[1].tell('announced', {id: 'b2', you: 'me'});
  made.list('me', 'b2', 'a2');
  await made.clock.advance(RETURN_MS - 1);
  assert.equal(made.made.length, 2);
  made.made[0].tell('announced', {id: 'a2', you: 'me'});
  assert.deepEqual([ids(made), made.made.length], [['a2', 'b2'], 2]);
});

test('unknown people are met at once when nobody is away any more', () => {
  for (const settle of [
    (made) => made.made[0].tell('announced', {id: 'a2', you: 'me'}),
    (made) => made.made[0].setState('failed'),
    (made) => made.roster.farewell('a'),
  ]) {
    const made = makeCall('a');
    made.list('me');
    made.list('me', 'x', 'a2');
    settle(made);
    assert.deepEqual([made.peerOf('x')?.calls, made.clock.pending], [true, 0]);
  }
});

test('signals that come meanwhile are held, and reach whom they are from in their order', () => {
  const made = makeCall('a');
  made.list('me');
  for (const signal of [offer(1), candidate(2), candidate(3)]) made.roster.receive('a2', signal);
  assert.deepEqual(made.made[0].log, ['pause']);
  made.list('me', 'a2');
  made.made[0].tell('announced', {id: 'a2', you: 'me'});
  assert.deepEqual(made.made[0].log.slice(-4),
    ['resume', 'receive offer 1', 'receive icecandidate 2', 'receive icecandidate 3']);
  assert.equal(made.made.length, 1);
});

test('somebody new whose signals were held is answered with all of them', async () => {
  const made = makeCall('a');
  made.list('me');
  for (const signal of [offer(1), candidate(2)]) made.roster.receive('x', signal);
  made.list('me', 'x');
  await made.clock.advance(REASSOCIATION_MS);
  const peer = made.peerOf('x');
  assert.deepEqual([peer.calls, peer.log], [false, ['announce me to x', 'receive offer 1', 'receive icecandidate 2']]);
});

test('held signals without an offer bring nobody', async () => {
  const made = makeCall('a');
  made.list('me');
  for (const signal of [answer(), candidate()]) made.roster.receive('x', signal);
  await made.clock.advance(REASSOCIATION_MS);
  assert.deepEqual(made.events, []);
});

test('what somebody sent who has said bye is forgotten', async () => {
  const made = makeCall('a');
  made.list('me');
  made.roster.receive('x', offer());
  made.roster.farewell('x');
  await made.clock.advance(REASSOCIATION_MS);
  assert.deepEqual(made.events, []);
});

test('who is away and whose connection fails or ends is removed', () => {
  for (const end of [(peer) => peer.setState('failed'), (peer) => peer.tell('left')]) {
    const made = makeCall('a');
    made.list('me');
    made.made[0].setState('interrupted');
    assert.deepEqual(made.events, []);
    end(made.made[0]);
    assert.deepEqual([made.events, made.made[0].log.at(-1)], [['removed a'], 'close']);
  }
});

test('an announced id that has a peer already does not displace it', () => {
  const made = makeCall('a', 'b');
  made.list('me', 'b');
  made.made[1].state = 'connecting';
  made.made[0].tell('announced', {id: 'b', you: 'me'});
  assert.deepEqual([made.events, made.peerOf('b') === made.made[1], made.made[0].isAway], [[], true, true]);
});

test('an older connection to somebody is dropped once the newer one carries', async () => {
  const made = makeCall('a');
  made.list('me');
  made.roster.receive('a2', offer());
  made.list('me', 'a2');
  await made.clock.advance(REASSOCIATION_MS);
  made.made[0].tell('announced', {id: 'a2', you: 'me'});
  assert.deepEqual(made.takeEvents(), ['added a2']);
  made.made[1].connect();
  assert.deepEqual([made.events, made.peerOf('a2') === made.made[1]], [['removed a'], true]);
});

test('an id that is not in the room is not bound, nor is our own', () => {
  const made = makeCall('a');
  made.list('me');
  for (const id of ['nobody', '', 'me']) made.made[0].tell('announced', {id, you: 'me'});
  assert.deepEqual([made.made[0].id, made.made[0].isAway, made.made[0].log], ['a', true, ['pause']]);
});

test('at the limit of held signals nobody is waited for any longer, and what was handed over does not count', () => {
  const made = makeCall('a', 'b');
  made.list('me', 'b2');
  made.roster.receive('b2', offer(0));
  made.made[1].tell('announced', {id: 'b2', you: 'me'});
  for (let i = 1; i < MAX_HELD_SIGNALS; i += 1) made.roster.receive(`sender ${i % 7}`, candidate(i));
  made.roster.receive('x', offer(1));
  assert.deepEqual([made.takeEvents(), made.peerOf('x').log],
    [['added x', 'refresh'], ['announce me to x', 'receive offer 1']]);
  assert.equal(made.clock.pending, 0);
});
