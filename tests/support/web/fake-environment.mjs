// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

import {FakeClock} from './fake-clock.mjs';
import {FakeWebSocket} from './fake-websocket.mjs';

/** The Unix time at which every fake environment begins. */
const START_DATE = Date.UTC(2026, 0, 1);

/**
 * An Environment in which nothing happens by itself, with handles for the test: `clock`, the
 * `sockets` in the order of their making, and `wake()`. `random()` is always a half unless a test
 * overrides it; there are no media devices and peer connections unless a test hands them in.
 * @param {object} [overrides] of the Environment's members
 */
export function fakeEnvironment(overrides = {}) {
  const clock = new FakeClock();
  const start = clock.now();
  const sockets = [];
  const wakeCallbacks = new Set();
  return {
    clock,
    sockets,
    get socket() {
      return sockets.at(-1);
    },
    wake: () => {
      for (const callback of [...wakeCallbacks]) callback();
    },
    get wakeListeners() {
      return wakeCallbacks.size;
    },
    WebSocket: class extends FakeWebSocket {
      constructor(...address) {
        super(...address);
        sockets.push(this);
      }
    },
    RTCPeerConnection: undefined,
    MediaStream: undefined,
    mediaDevices: undefined,
    setTimeout: clock.setTimeout,
    clearTimeout: clock.clearTimeout,
    now: clock.now,
    date: () => START_DATE + clock.now() - start,
    random: () => 0.5,
    onWake: (callback) => {
      wakeCallbacks.add(callback);
      return () => wakeCallbacks.delete(callback);
    },
    ...overrides,
  };
}
