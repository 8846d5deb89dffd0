// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {Signaler} from '../../../web/js/client/signaling/signaler.js';
import {fakeEnvironment} from './fake-environment.mjs';

const EVENTS = ['connecting', 'open', 'reconnecting', 'closed', 'message', 'undelivered'];

/**
 * A Signaler in a fake environment, and every event of it in `events` as [type, detail]. It speaks the base
 * protocol unless it is told otherwise.
 * @param {object} [options] of the Signaler
 * @param {object} [overrides] of the environment
 */
export function makeSignaler(options = {}, overrides = {}) {
  const environment = fakeEnvironment(overrides);
  const signaler = new Signaler({url: () => 'ws://parley.test/room/r/ws', protocol: 'base', environment, ...options});
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

/** The first message of a server that speaks `parley.v1`; `data` has what differs from a new session's. */
export function welcome(data = {}) {
  return {
    sender: 'ground control', receiver: 'me', type: 'welcome', data: {
      id: 'me', room_id: 'r', username: 'Major Tom', version: '0', features: ['resume', 'ice-servers'],
      heartbeat: {interval_ms: 25_000, timeout_ms: 15_000},
      limits: {message_bytes: 65_536, messages_per_second: 100, burst: 1000},
      resume: {token: 'a'.repeat(32), window_ms: 30_000},
      resumed: false, received: 0, room: {version: 1, clients: [{id: 'me', username: 'Major Tom'}]}, ice_servers: [],
      ...data,
    },
  };
}

/** The handshake is done, and the server welcomes. */
export function welcomeTo(socket, data) {
  socket.openWithoutGreeting();
  socket.deliver(welcome(data));
}

/** A Signaler that speaks `parley.v1`, in a session, as if nothing had been told or sent yet. */
export function makeSession(options = {}, overrides = {}) {
  const made = makeSignaler({protocol: 'parley.v1', ...options}, overrides);
  made.signaler.connect();
  welcomeTo(made.environment.socket);
  made.events.length = made.environment.socket.sent.length = 0;
  /** The connection is lost, and the next one is open up to the welcome. */
  const comeBack = async (data) => {
    made.environment.socket.serverClose(1006);
    await made.clock.advance(8_000);
    welcomeTo(made.environment.socket, data);
  };
  return {...made, comeBack};
}
