// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {IceRestarter} from '../../../../web/js/client/peer/ice-restarter.js';
import {fakeEnvironment} from '../../../support/web/fake-environment.mjs';

/** `restarts` has the times of all restarts, in ms from the beginning. */
function setUp() {
  const environment = fakeEnvironment();
  const {clock} = environment;
  const start = clock.now();
  const restarts = [];
  const iceRestarter = new IceRestarter(environment, () => restarts.push(clock.now() - start));
  return {clock, iceRestarter, restarts};
}

for (const [state, times] of Object.entries({
  new: [20_000, 40_000],
  connecting: [20_000, 40_000],
  disconnected: [4_000, 8_000],
  failed: [0, 10_000, 20_000],
  connected: [],
  closed: [],
})) {
  test(`${state} is borne with for its time, and again`, async () => {
    const {clock, iceRestarter, restarts} = setUp();
    iceRestarter.watch(state);
    await clock.advance((times.at(-1) ?? 60_000) + 1);
    assert.deepEqual(restarts, times);
  });
}

test('a state that passes in time needs no mending', async () => {
  const {clock, iceRestarter, restarts} = setUp();
  iceRestarter.watch('disconnected');
  await clock.advance(3_999);
  iceRestarter.watch('connected');
  await clock.advance(60_000);
  assert.deepEqual([restarts, clock.pending], [[], 0]);
});

test('each state has its time from the beginning', async () => {
  const {clock, iceRestarter, restarts} = setUp();
  iceRestarter.watch('new');
  await clock.advance(15_000);
  iceRestarter.watch('connecting');
  await clock.advance(19_999);
  assert.deepEqual(restarts, []);
  await clock.advance(1);
  assert.deepEqual(restarts, [35_000]);
});

test('stopped, it waits for nothing', async () => {
  const {clock, iceRestarter, restarts} = setUp();
  iceRestarter.watch('disconnected');
  iceRestarter.stop();
  assert.equal(clock.pending, 0);
  await clock.advance(60_000);
  iceRestarter.watch('disconnected');
  await clock.advance(4_000);
  assert.deepEqual(restarts, [64_000]);
});

test('a restart that stops it is the last', async () => {
  const environment = fakeEnvironment();
  let restarts = 0;
  const iceRestarter = new IceRestarter(environment, () => {
    restarts += 1;
    iceRestarter.stop();
  });
  iceRestarter.watch('disconnected');
  await environment.clock.advance(60_000);
  assert.deepEqual([restarts, environment.clock.pending], [1, 0]);
});
