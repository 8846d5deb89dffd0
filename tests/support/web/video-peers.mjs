// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {VideoPeer} from '../../../web/js/client/peer/video-peer.js';
import {FakeClock} from './fake-clock.mjs';
import {FakeMediaStream, FakeTrack} from './fake-media-stream.mjs';
import {FakeNetwork} from './fake-network.mjs';

const EVENTS = ['state', 'media', 'remote', 'identity', 'announced', 'left', 'problem'];

/** A camera with microphone to send. */
export function cameraTracks() {
  const [audio, video] = [new FakeTrack('audio'), new FakeTrack('video')];
  const stream = new FakeMediaStream([audio, video]);
  return [{slot: 'microphone', track: audio, stream}, {slot: 'camera', track: video, stream}];
}

/** A clock and a network, and VideoPeers in them. */
export class VideoPeers {
  clock = new FakeClock();
  network = new FakeNetwork(this.clock);
  /** Whether signals arrive. */
  isSignaling = true;

  /** One VideoPeer: its `connection`, the signals that it has `sent`, its `events` as [type, detail]. */
  make(options = {}) {
    const sent = [];
    const side = {sent, events: [], to: null};
    side.peer = new VideoPeer({
      id: 'other',
      polite: false,
      calls: false,
      environment: this.network.environment(),
      send: (signal) => {
        sent.push(signal);
        if (this.isSignaling) this.network.later(() => side.to?.receive(JSON.parse(JSON.stringify(signal))));
      },
      ...options,
    });
    side.connection = this.network.connections.at(-1);
    for (const type of EVENTS) side.peer.on(type, (detail) => side.events.push([type, detail]));
    side.types = () => sent.map(({type}) => type);
    side.eventsOfType = (type) => side.events.filter(([name]) => name === type).map(([, detail]) => detail);
    return side;
  }

  /** Two in a call: the first has called the second. */
  async call({caller = {}, callee = {}} = {}) {
    const first = this.make({id: 'second', polite: true, calls: true, ...caller});
    await this.clock.advance(0);
    const second = this.make({id: 'first', ...callee});
    [first.to, second.to] = [second.peer, first.peer];
    for (const signal of first.sent) second.peer.receive(signal);
    await this.settle();
    return [first, second];
  }

  async settle() {
    await this.clock.advance(0);
  }
}
