// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {STATS_MS, StatsMeter} from '../../../../web/js/client/peer/stats-meter.js';
import {fakeEnvironment} from '../../../support/web/fake-environment.mjs';

/** Each look at the connection finds 1000 more bytes; `heard` has the bitrates. */
function setUp(overrides = {}) {
  const environment = fakeEnvironment();
  const {clock} = environment;
  const heard = [];
  let looks = 0;
  const connection = {
    getStats: async () => {
      looks += 1;
      const counts = {bytesReceived: looks * 1000, timestamp: clock.now()};
      return new Map([['P', {type: 'candidate-pair', id: 'P', selected: true, ...counts}]]);
    },
    ...overrides,
  };
  const meter = new StatsMeter(connection, environment, ({bitrateIn}) => heard.push(bitrateIn));
  return {clock, connection, meter, heard, looks: () => looks};
}

test('it looks at once, and once a second from then on', async () => {
  const {clock, meter, heard} = setUp();
  meter.start();
  await clock.settle();
  assert.deepEqual(heard, [0]);
  await clock.advance(2 * STATS_MS);
  assert.deepEqual(heard, [0, 8000, 8000]);
});

test('started twice it looks no more often', async () => {
  const {clock, meter, looks} = setUp();
  meter.start();
  meter.start();
  await clock.advance(STATS_MS);
  assert.deepEqual([looks(), clock.pending], [2, 1]);
});

test('what was found last is at hand', async () => {
  const {clock, meter} = setUp();
  assert.equal(meter.latest, null);
  meter.start();
  await clock.advance(STATS_MS);
  assert.equal(meter.latest.bitrateIn, 8000);
});

test('it says whether the way goes through a TURN server, and if it cannot tell, that it does not', async () => {
  const pair = {id: 'P', type: 'candidate-pair', selected: true, localCandidateId: 'L'};
  const report = (candidateType) => new Map([['P', pair], ['L', {id: 'L', type: 'local-candidate', candidateType}]]);
  for (const [getStats, expected] of [
    [async () => report('relay'), true],
    [async () => report('host'), false],
    [() => Promise.reject(new Error('not now')), false],
  ]) {
    assert.equal(await setUp({getStats}).meter.isRelayed(), expected);
  }
});

test('closed it looks no more', async () => {
  const {clock, meter, looks} = setUp();
  meter.start();
  await clock.settle();
  meter.close();
  assert.equal(clock.pending, 0);
  await clock.advance(10 * STATS_MS);
  assert.equal(looks(), 1);
});

test('what is found after it was closed is not told', async () => {
  const {clock, meter, heard} = setUp();
  meter.start();
  meter.close();
  await clock.settle();
  assert.deepEqual([heard, clock.pending], [[], 0]);
});

test('who closes it while being told is told no more', async () => {
  const environment = fakeEnvironment();
  const connection = {getStats: async () => new Map()};
  let told = 0;
  const meter = new StatsMeter(connection, environment, () => {
    told += 1;
    meter.close();
  });
  meter.start();
  await environment.clock.advance(10 * STATS_MS);
  assert.deepEqual([told, environment.clock.pending], [1, 0]);
});

test('a look that fails is passed over, and the next is taken', async () => {
  let isBroken = true;
  const {clock, connection, meter, heard} = setUp();
  const {getStats} = connection;
  connection.getStats = () => (isBroken ? Promise.reject(new Error('not now')) : getStats());
  meter.start();
  await clock.settle();
  assert.deepEqual(heard, []);
  isBroken = false;
  await clock.advance(STATS_MS);
  assert.deepEqual(heard, [0]);
  isBroken = true;
  await clock.advance(STATS_MS);
  meter.close();
  assert.equal(clock.pending, 0);
});
