// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {MAX_HELD_SIGNALS, REASSOCIATION_MS, PendingPeers} from '../../../../web/js/client/room/pending-peers.js';
import {fakeEnvironment} from '../../../support/web/fake-environment.mjs';

const signal = (data) => ({type: 'icecandidate', data});

function setUp() {
  const environment = fakeEnvironment();
  const met = [];
  const ends = [];
  const pending = new PendingPeers(environment, (held, toMeet) => {
    met.push(held);
    ends.push(toMeet instanceof Set ? [...toMeet] : toMeet);
  });
  return {clock: environment.clock, pending, met, ends};
}

test('signals are held by sender, in order, until the wait is over', async () => {
  const {clock, pending, met} = setUp();
  for (const [sender, data] of [['a', 1], ['b', 2], ['a', 3]]) pending.hold(sender, signal(data));
  await clock.advance(REASSOCIATION_MS - 1);
  assert.deepEqual(met, []);
  await clock.advance(1);
  assert.deepEqual(met, [[['a', [signal(1), signal(3)]], ['b', [signal(2)]]]]);
});

test('the wait is counted from its beginning', async () => {
  const {clock, pending, met} = setUp();
  pending.expect(['a'], REASSOCIATION_MS);
  await clock.advance(REASSOCIATION_MS - 1);
  pending.hold('a', signal(1));
  pending.expect(['a'], REASSOCIATION_MS);
  await clock.advance(1);
  assert.deepEqual([met, clock.pending], [[[['a', [signal(1)]]]], 0]);
});

test('who has called is answered while the others still wait', async () => {
  const {clock, pending, met, ends} = setUp();
  pending.expect(['b'], 2 * REASSOCIATION_MS);
  pending.hold('a', signal(1));
  await clock.advance(REASSOCIATION_MS);
  assert.deepEqual([met, ends], [[[['a', [signal(1)]]]], [null]]);
  await clock.advance(REASSOCIATION_MS);
  assert.deepEqual([ends, clock.pending], [[null, ['b']], 0]);
});

test('when there is nobody to be met any more, whoever comes next has the full time', async () => {
  const {clock, pending, ends} = setUp();
  pending.expect(['a'], REASSOCIATION_MS);
  await clock.advance(REASSOCIATION_MS - 1);
  pending.expect([], REASSOCIATION_MS);
  pending.expect(['a'], REASSOCIATION_MS);
  await clock.advance(REASSOCIATION_MS - 1);
  assert.deepEqual(ends, []);
  await clock.advance(1);
  assert.deepEqual(ends, [['a']]);
});

test('each is waited for since it is expected', async () => {
  const {clock, pending, ends} = setUp();
  pending.expect(['a', 'b'], REASSOCIATION_MS);
  await clock.advance(REASSOCIATION_MS - 50);
  pending.expect(['a', 'b', 'c'], REASSOCIATION_MS);
  await clock.advance(50);
  assert.deepEqual(ends, [['a', 'b']]);
  await clock.advance(REASSOCIATION_MS - 51);
  assert.equal(ends.length, 1);
  await clock.advance(1);
  assert.deepEqual([ends, clock.pending], [[['a', 'b'], ['c']], 0]);
});

test('who has been met is not waited for', async () => {
  const {clock, pending, ends} = setUp();
  pending.expect(['a'], REASSOCIATION_MS);
  pending.onMet('a');
  assert.equal(clock.pending, 0);
  await clock.advance(REASSOCIATION_MS - 1);
  pending.expect(['b'], REASSOCIATION_MS);
  await clock.advance(REASSOCIATION_MS - 1);
  assert.deepEqual(ends, []);
  await clock.advance(1);
  assert.deepEqual(ends, [['b']]);
});

test('what one who is met has sent is handed over, what others have sent is held on', async () => {
  const {clock, pending, met, ends} = setUp();
  pending.expect(['a'], REASSOCIATION_MS);
  await clock.advance(REASSOCIATION_MS - 1);
  for (const sender of ['a', 'b']) pending.hold(sender, signal(1));
  await clock.advance(1);
  await clock.advance(REASSOCIATION_MS);
  assert.deepEqual([met, ends], [[[['a', [signal(1)]]], [['b', [signal(1)]]]], [['a'], null]]);
});

test('what is taken is not handed over', () => {
  const {pending, met} = setUp();
  pending.hold('a', signal(1));
  assert.deepEqual([pending.take('a'), pending.take('a'), pending.take('b')], [[signal(1)], [], []]);
  pending.meetNow();
  assert.deepEqual(met, [[]]);
});

test('at the limit the wait ends, and what was taken does not count', () => {
  const {clock, pending, met} = setUp();
  pending.hold('a', signal(0));
  pending.take('a');
  for (let i = 1; i < MAX_HELD_SIGNALS; i += 1) pending.hold(`sender ${i % 7}`, signal(i));
  assert.deepEqual(met, []);
  pending.hold('last', signal(0));
  assert.deepEqual([met.length, met[0].length, clock.pending], [1, 8, 0]);
});

test('cleared, nothing is held and nothing is waited for', async () => {
  const {clock, pending, met} = setUp();
  pending.hold('a', signal(1));
  pending.clear();
  assert.equal(clock.pending, 0);
  await clock.advance(2 * REASSOCIATION_MS);
  pending.expect(['b'], REASSOCIATION_MS);
  await clock.advance(REASSOCIATION_MS);
  assert.deepEqual(met, [[]]);
});
