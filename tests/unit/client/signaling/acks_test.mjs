// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Acks} from '../../../../web/js/client/signaling/acks.js';
import {FakeClock} from '../../../support/web/fake-clock.mjs';

function setUp() {
  const clock = new FakeClock();
  const told = [];
  return {clock, told, acks: new Acks(clock, (received) => told.push(received))};
}

test('sixteen messages are told of at once', () => {
  const {acks, told, clock} = setUp();
  for (let i = 0; i < 15; i += 1) acks.onReceived(10);
  assert.deepEqual(told, []);
  for (let i = 0; i < 17; i += 1) acks.onReceived(10);
  assert.deepEqual([told, clock.pending], [[16, 32], 0]);
});

test('so are 64 KiB', () => {
  const {acks, told} = setUp();
  acks.onReceived(65_535);
  assert.deepEqual(told, []);
  acks.onReceived(1);
  acks.onReceived(65_536);
  assert.deepEqual(told, [2, 3]);
});

test('less is told of five seconds after the first, and nothing if there was nothing', async () => {
  const {acks, told, clock} = setUp();
  await clock.advance(60_000);
  acks.onReceived(1);
  await clock.advance(3_000);
  acks.onReceived(1);
  await clock.advance(1_999);
  assert.deepEqual(told, []);
  await clock.advance(1);
  assert.deepEqual(told, [2]);
  await clock.advance(60_000);
  assert.deepEqual([told, clock.pending], [[2], 0]);
});

test('what has been told is not told by flush(), and nothing is told after stop()', async () => {
  const {acks, told, clock} = setUp();
  acks.onReceived(1);
  acks.flush();
  acks.flush();
  assert.deepEqual(told, [1]);
  acks.onReceived(1);
  acks.stop();
  await clock.advance(60_000);
  assert.deepEqual([told, acks.received], [[1], 2]);
});

test('a new session counts from nothing', () => {
  const {acks, told} = setUp();
  acks.onReceived(1);
  acks.reset();
  acks.flush();
  acks.tell();
  assert.deepEqual(told, [0]);
});
