// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {LocalMedia} from '../../../web/js/client/media/local-media.js';
import {Manager} from '../../../web/js/client/room/manager.js';
import {FakeClock} from './fake-clock.mjs';
import {FakeMediaDevices, device} from './fake-media-devices.mjs';
import {FakeNetwork} from './fake-network.mjs';
import {FakeServer} from './fake-server.mjs';

const EVENTS = [
  'joined', 'reconnecting', 'closed', 'clients', 'peer-added', 'peer-removed', 'text', 'refused', 'undelivered',
];

/** Longer than any wait between two attempts to connect, and what follows it. */
export const LONG_MS = 15_000;

/** One clock, network and server, and the Managers that a test makes in them. */
export class World {
  clock = new FakeClock();
  network = new FakeNetwork(this.clock);
  server;
  /** Those made with `add`, in order: {manager, media, mediaDevices, environment, events}. */
  members = [];
  #protocol;
  #random;

  /** @param {{protocol?: string, random?: () => number, latency?: () => number}} [options] */
  constructor({protocol = 'parley.v1', random = () => 0.5, latency} = {}) {
    this.#protocol = protocol;
    this.#random = random;
    this.server = new FakeServer({clock: this.clock, random: seeded(1), latency});
  }

  /** Somebody who has not joined yet; `events` grows by [type, detail]. */
  add(options = {}) {
    const mediaDevices = new FakeMediaDevices([device('audioinput', 'headset'), device('videoinput', 'front')]);
    const environment = this.network.environment({mediaDevices, random: this.#random});
    environment.WebSocket = this.server.socketClass(environment.sockets);
    const media = new LocalMedia({environment});
    const address = {url: 'ws://parley.test/room/r/ws', protocol: this.#protocol};
    const manager = new Manager({...address, media, environment, ...options});
    const events = [];
    for (const type of EVENTS) manager.on(type, (detail) => events.push([type, detail]));
    const member = {manager, media, mediaDevices, environment, events};
    this.members.push(member);
    return member;
  }

  /** So many, with camera and microphone, each in the room and connected before the next comes. */
  async call(count, options = {}) {
    for (let i = 0; i < count; i += 1) {
      const member = this.add({username: `Member ${this.members.length}`, ...options});
      await Promise.all([member.media.openMicrophone(), member.media.openCamera()]);
      member.manager.join();
      await this.settle();
    }
    return this.members.slice(-count);
  }

  /** Until nothing is left to do at this moment. */
  async settle() {
    await this.clock.advance(0);
  }
}

export const eventsOfType = ({events}, type) => events.filter(([name]) => name === type).map(([, detail]) => detail);

/** Pseudo-random numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
