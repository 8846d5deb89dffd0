// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Retry} from '../../../../web/js/client/signaling/retry.js';
import {fakeEnvironment} from '../../../support/web/fake-environment.mjs';

const ALMOST_ONE = 1 - Number.EPSILON;

function setUp(random = () => 0.5) {
  const environment = {...fakeEnvironment(), random};
  const made = {clock: environment.clock, attempts: 0};
  made.retry = new Retry(environment, () => { made.attempts += 1; });
  return made;
}

test('an attempt is made after the delay, and none after stop()', async () => {
  const made = setUp();
  assert.equal(made.retry.schedule(0, false), 250);
  await made.clock.advance(249);
  assert.equal(made.attempts, 0);
  await made.clock.advance(1);
  assert.equal(made.attempts, 1);
  made.retry.schedule(0, false);
  made.retry.stop();
  await made.clock.advance(60_000);
  assert.deepEqual([made.attempts, made.clock.pending], [1, 0]);
});

test('the range doubles from half a second to eight', () => {
  const {retry} = setUp(() => ALMOST_ONE);
  assert.deepEqual(Array.from({length: 7}, () => Math.round(retry.schedule(0, false))),
    [500, 1000, 2000, 4000, 8000, 8000, 8000]);
});

test('the delay is drawn from all between nothing and the end of the range', () => {
  const draws = [0, 0.25, 0.5, 0];
  const {retry} = setUp(() => draws.shift());
  assert.deepEqual(Array.from({length: 4}, () => retry.schedule(0, false)), [0, 250, 1000, 0]);
});

test('the delays grow until a connection has lasted', () => {
  const {retry} = setUp();
  assert.deepEqual([0, 7_999, 8_000].map((openForMs) => retry.schedule(openForMs, false)), [250, 500, 250]);
});

test('the dead have been waited for, unless there is a time to come back', () => {
  const {retry, clock} = setUp();
  assert.deepEqual([retry.schedule(0, true), retry.isFixed, clock.pending], [0, false, 0]);
  retry.give(700);
  assert.deepEqual([retry.schedule(0, true), retry.isFixed], [700, true]);
  assert.deepEqual([retry.schedule(0, true), retry.isFixed], [0, false]);
});
