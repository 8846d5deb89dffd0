// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {Signaler} from '../../../web/js/client/signaler.js';
import {fakeEnvironment} from './fake-environment.mjs';

const EVENTS = ['connecting', 'open', 'reconnecting', 'closed', 'message', 'undelivered'];

/**
 * A Signaler in a fake environment, and every event of it in `events` as [type, detail].
 * @param {object} [options] of the Signaler
 * @param {object} [overrides] of the environment
 */
export function makeSignaler(options = {}, overrides = {}) {
  const environment = fakeEnvironment(overrides);
  const signaler = new Signaler({url: () => 'ws://parley.test/room/r/ws', environment, ...options});
  const events = [];
  for (const type of EVENTS) signaler.on(type, (detail) => events.push([type, detail]));
  return {
    signaler,
    environment,
    clock: environment.clock,
    events,
    eventsOfType: (type) => events.filter(([name]) => name === type).map(([, detail]) => detail),
    /** The messages that arrived at the other end, over all sockets. */
    arrived: () => environment.sockets.flatMap(({sent}) => sent),
  };
}

/** The same with an open connection, and as if nothing had been told yet. */
export function makeOpenSignaler(options = {}, overrides = {}) {
  const made = makeSignaler(options, overrides);
  made.signaler.connect();
  made.environment.socket.open();
  made.events.length = 0;
  return made;
}

/** What the server answers to a question. */
export function answerTo({id}, type, data) {
  return {sender: 'ground control', receiver: 'me', type, id, data};
}
