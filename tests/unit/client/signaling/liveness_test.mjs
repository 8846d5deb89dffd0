// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Liveness} from '../../../../web/js/client/signaling/liveness.js';
import {FakeClock} from '../../../support/web/fake-clock.mjs';

const INTERVAL_MS = 25_000;
const TIMEOUT_MS = 15_000;

/** What happened, with the time since the beginning in seconds: ['ping 25', 'dead 40']. */
function begin() {
  const clock = new FakeClock();
  const start = clock.now();
  const events = [];
  const note = (what) => events.push(`${what} ${(clock.now() - start) / 1000}`);
  const liveness = new Liveness({
    environment: clock,
    heartbeat: {intervalMs: INTERVAL_MS, timeoutMs: TIMEOUT_MS},
    ping: () => note('ping'),
    onDead: () => note('dead'),
  });
  return {clock, events, liveness};
}

test('a silence leads to a ping, and a ping without any answer to death', async () => {
  const {clock, events} = begin();
  await clock.advance(24_999);
  assert.deepEqual(events, []);
  await clock.advance(15_000);
  assert.deepEqual(events, ['ping 25']);
  await clock.advance(600_000);
  assert.deepEqual(events, ['ping 25', 'dead 40']);
  assert.equal(clock.pending, 0);
});

test('whoever is heard is not pinged', async () => {
  const {clock, events, liveness} = begin();
  for (let i = 0; i < 20; i += 1) {
    await clock.advance(20_000);
    liveness.onHeard();
  }
  assert.deepEqual(events, []);
});

test('anything that is heard after a ping is a sign of life, up to the last moment', async () => {
  const {clock, events, liveness} = begin();
  await clock.advance(39_999);
  liveness.onHeard();
  await clock.advance(24_999);
  assert.deepEqual(events, ['ping 25']);
  await clock.advance(16_000);
  assert.deepEqual(events, ['ping 25', 'ping 64.999', 'dead 79.999']);
});

test('time for which the machine slept is no silence: the ping gets its full time again', async () => {
  const {clock, events, liveness} = begin();
  await clock.advance(26_000);
  clock.sleep(3_600_000);
  await clock.advance(14_999);
  assert.deepEqual(events, ['ping 25', 'ping 3626']);
  liveness.onHeard();
  await clock.advance(20_000);
  assert.equal(events.length, 2);
});

test('a sleep before the ping costs nothing but a ping', async () => {
  const {clock, events} = begin();
  clock.sleep(3_600_000);
  await clock.advance(14_999);
  assert.deepEqual(events, ['ping 3600']);
  await clock.advance(1);
  assert.deepEqual(events, ['ping 3600', 'dead 3615']);
});

test('a timer that is a little late is not asleep', async () => {
  const {clock, events} = begin();
  await clock.advance(25_000);
  clock.sleep(16_500);
  await clock.advance(0);
  assert.deepEqual(events, ['ping 25', 'dead 41.5']);
});

test('where every timer is late, as in the background, death is still found', async () => {
  const {clock, events} = begin();
  for (let i = 0; i < 10; i += 1) {
    clock.sleep(60_000);
    await clock.advance(0);
  }
  assert.deepEqual(events, ['ping 60', 'ping 120', 'ping 180', 'dead 240']);
});

test('a sign of life gives the next pings all their tries again', async () => {
  const {clock, events, liveness} = begin();
  for (let i = 0; i < 3; i += 1) {
    clock.sleep(60_000);
    await clock.advance(0);
  }
  liveness.onHeard();
  for (let i = 0; i < 5; i += 1) {
    clock.sleep(60_000);
    await clock.advance(0);
  }
  assert.deepEqual(events.slice(3), ['ping 240', 'ping 300', 'ping 360', 'dead 420']);
});

test('waking up asks at once, and no answer in time means death', async () => {
  const {clock, events, liveness} = begin();
  await clock.advance(3_000);
  liveness.onWake();
  await clock.advance(14_999);
  assert.deepEqual(events, ['ping 3']);
  await clock.advance(1);
  assert.deepEqual(events, ['ping 3', 'dead 18']);
});

test('waking up while a ping is out asks again, but not for ever', async () => {
  const {clock, events, liveness} = begin();
  await clock.advance(25_000);
  for (let i = 0; i < 3; i += 1) {
    await clock.advance(10_000);
    liveness.onWake();
  }
  await clock.advance(60_000);
  assert.deepEqual(events, ['ping 25', 'ping 35', 'ping 45', 'dead 60']);
});

test('after stop() nothing happens', async () => {
  const {clock, events, liveness} = begin();
  await clock.advance(30_000);
  liveness.stop();
  await clock.advance(60_000);
  assert.deepEqual(events, ['ping 25']);
  assert.equal(clock.pending, 0);
});
