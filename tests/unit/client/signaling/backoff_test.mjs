// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Backoff} from '../../../../web/js/client/signaling/backoff.js';

const ALMOST_ONE = 1 - Number.EPSILON;

const delays = (backoff, count) => Array.from({length: count}, () => Math.round(backoff.next()));

test('the limit doubles from half a second to eight', () => {
  const backoff = new Backoff(() => ALMOST_ONE);
  assert.deepEqual(delays(backoff, 7), [500, 1000, 2000, 4000, 8000, 8000, 8000]);
});

test('the delay is drawn from all between nothing and the limit', () => {
  const draws = [0, 0.25, 0.5, 0];
  const backoff = new Backoff(() => draws.shift());
  assert.deepEqual(delays(backoff, 4), [0, 250, 1000, 0]);
});

test('after a reset it begins anew', () => {
  const backoff = new Backoff(() => ALMOST_ONE);
  delays(backoff, 5);
  backoff.reset();
  assert.deepEqual(delays(backoff, 2), [500, 1000]);
});
