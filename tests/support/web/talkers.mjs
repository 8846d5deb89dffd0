// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {Signaler} from '../../../web/js/client/signaling/signaler.js';
import {FakeClock} from './fake-clock.mjs';
import {fakeEnvironment} from './fake-environment.mjs';
import {FakeServer} from './fake-server.mjs';

/** One FakeServer, and Signalers that send each other numbered messages and remember what became of each. */
export class Talkers {
  clock = new FakeClock();
  server;
  /** {protocol, signaler, id, sent, got, reported, sessions}, in the order in which they were added. */
  all = [];
  #random;

  /** @param {{random: () => number, latency?: () => number}} options */
  constructor({random, latency}) {
    this.#random = random;
    this.server = new FakeServer({clock: this.clock, random, latency});
  }

  add(protocol) {
    const {setTimeout, clearTimeout, now} = this.clock;
    const environment = fakeEnvironment({setTimeout, clearTimeout, now, date: now, random: this.#random});
    environment.WebSocket = this.server.socketClass(environment.sockets);
    const signaler = new Signaler({url: () => 'ws://parley.test/room/r/ws', protocol, environment});
    const talker = {
      protocol, signaler, environment, id: '', ids: new Set(), sessions: 0,
      /** [type, receiver] of what was taken on; `got` has [sender, type]; `reported` the types. */
      sent: [], got: [], reported: new Set(),
    };
    signaler.on('open', ({resumed, welcome}) => this.#onOpen(talker, resumed, welcome));
    signaler.on('undelivered', ({messages}) => messages.forEach(({type}) => talker.reported.add(type)));
    signaler.on('message', (message) => this.#onMessage(talker, message));
    this.all.push(talker);
    signaler.connect();
    return talker;
  }

  /** To a talker, or to the room; what it is called is told from everything else that was ever sent. */
  send(talker, to) {
    const receiver = to ? to.id : 'room';
    const type = `m${this.all.indexOf(talker)}.${talker.sent.length}`;
    if (receiver && talker.signaler.send(type, receiver) !== 'refused') talker.sent.push([type, receiver]);
  }

  /** Who has had this id. */
  ownerOf(id) {
    return this.all.find(({ids}) => ids.has(id));
  }

  async #onOpen(talker, resumed, welcome) {
    if (!resumed) talker.sessions += 1;
    const id = welcome?.id ?? await talker.signaler.ask('ping').then(({receiver}) => receiver, () => '');
    if (!id) return;
    talker.id = id;
    talker.ids.add(id);
  }

  #onMessage(talker, {sender, type, data}) {
    if (type.startsWith('m')) talker.got.push([sender, type]);
    if (type === 'error') talker.reported.add(data.type);
  }
}
