// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {REASSOCIATION_MS} from '../../../../web/js/client/room/peer-record.js';
import {makeCall, makeRoster, offer} from '../../../support/web/fake-roster.mjs';

const ids = ({roster}) => roster.peers.map(({id}) => id);

test('cut off, it holds everybody, and afterwards everybody is as before', async () => {
  const made = makeCall('a', 'b');
  made.roster.suspend();
  assert.deepEqual(made.made.map(({log}) => log.splice(0)), [['hold'], ['hold']]);
  made.roster.resume();
  await made.clock.advance(REASSOCIATION_MS);
  assert.deepEqual([made.made.map(({log}) => log[0]), made.events], [['release', 'release'], []]);
});

test('what somebody has announced meanwhile is looked at then', () => {
  const made = makeCall('a');
  made.list('me');
  made.list('me', 'a2');
  made.roster.suspend();
  made.made[0].tell('announced', {id: 'a2', you: 'me'});
  assert.deepEqual(ids(made), ['a']);
  made.roster.resume();
  assert.deepEqual([ids(made), made.made[0].log.at(-1)], [['a2'], 'resume']);
});

test('who was waited for is waited for again, with the signals that were held', async () => {
  const made = makeCall('a');
  made.list('me', 'x');
  made.roster.receive('x', offer(1));
  made.roster.suspend();
  await made.clock.advance(2 * REASSOCIATION_MS);
  assert.deepEqual(made.takeEvents(), []);
  made.roster.resume();
  await made.clock.advance(REASSOCIATION_MS);
  assert.deepEqual([made.events[0], made.peerOf('x').log.at(-1)], ['added x', 'receive offer 1']);
});

test('who is suspended and may be one of those that we still see is not called until it is back', async () => {
  const made = makeCall('a');
  made.roster.suspend();
  made.roster.join('me2');
  const me = {id: 'me2', username: 'I'};
  made.roster.update([me, {id: 'x', username: 'Ann', suspended: true}]);
  await made.clock.advance(2 * REASSOCIATION_MS);
  assert.deepEqual(made.events, []);
  made.roster.update([me, {id: 'x', username: 'Ann'}]);
  made.made[0].tell('announced', {id: 'x', you: 'me2'});
  await made.clock.advance(2 * REASSOCIATION_MS);
  assert.deepEqual([made.events, ids(made)], [[], ['x']]);
});

test('a newcomer calls those who are suspended, too', () => {
  const made = makeRoster();
  made.roster.join('me');
  made.roster.update([{id: 'me', username: 'I'}, {id: 'x', username: 'Ann', suspended: true}]);
  assert.deepEqual([made.events, made.made[0].isSuspended], [['added x'], true]);
});
