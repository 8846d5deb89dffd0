// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * The parts of the protocol that every module of the library needs.
 *
 * @typedef {object} Message a received message
 * @property {string} sender a client's id, or SERVER
 * @property {string} receiver a client's id, or ROOM
 * @property {string} type
 * @property {string | number} [id] of the request to which this responds
 * @property {any} [data] from another client: check it before use
 */

/**
 * @typedef {object} OutgoingMessage a message to send; the server adds the sender
 * @property {string} receiver
 * @property {string} type
 * @property {string | number} [id]
 * @property {any} [data]
 */

/**
 * @typedef {object} Client
 * @property {string} id
 * @property {string} username
 * @property {true} [suspended] it has lost its connection, and the server keeps its seat
 */

/** @typedef {'parley.v1' | 'base'} Protocol */

/**
 * The first message over each connection that speaks `parley.v1`.
 * @typedef {object} Welcome
 * @property {string} id
 * @property {string} room_id
 * @property {string} username
 * @property {string} version of the server's software
 * @property {string[]} features
 * @property {{interval_ms: number, timeout_ms: number}} heartbeat
 * @property {{message_bytes: number, messages_per_second: number, burst: number}} limits
 * @property {{token: string, window_ms: number}} resume
 * @property {boolean} resumed true: the requested session; false: a new one
 * @property {number} received number of messages from this client that the server has counted in this session
 * @property {{version: number, clients?: Client[]}} room without the list if resumed
 * @property {RTCIceServer[]} ice_servers
 */

/** The address of the server itself. */
export const SERVER = 'ground control';

/** The address of everybody in the room, including the sender. */
export const ROOM = 'room';

/** The server's name for a client that has not set one. */
export const DEFAULT_USERNAME = 'Major Tom';

/**
 * Default for the longest message that the server accepts. A longer one ends the connection for good.
 */
export const MAX_MESSAGE_BYTES = 64 * 1024;

/** Types that are not counted: of messages to the server, and of messages from it. */
const UNCOUNTED_TO_SERVER = new Set(['ack', 'bye', 'ping', 'pong']);
const UNCOUNTED_FROM_SERVER = new Set([...UNCOUNTED_TO_SERVER, 'going-away', 'welcome']);

/** UTF-8 needs no more bytes than this for one UTF-16 unit. */
const MAX_BYTES_PER_UNIT = 3;

/** The close codes after which another attempt would only get the same response. */
const FINAL_CODES = new Set([
  1000, 1002, 1003, 1007, 1008, 1009, 4400, 4401, 4403, 4404, 4409, 4410, 4423, 4430,
]);

/**
 * Whether a client connects again by itself after its connection was closed with this code.
 * @param {number} code
 */
export function shouldReconnect(code) {
  return !FINAL_CODES.has(code);
}

/**
 * @param {unknown} frame what a WebSocket delivers
 * @returns {Message | null} null if it is no message
 */
export function parseMessage(frame) {
  if (typeof frame !== 'string') return null;
  try {
    const message = JSON.parse(frame);
    const isEnvelope = ['sender', 'receiver', 'type'].every((key) => typeof message?.[key] === 'string');
    return isEnvelope ? message : null;
  } catch {
    return null;
  }
}

/**
 * Whether the server accepts a message of this length.
 * @param {string} text
 * @param {number} [limit] the most bytes
 */
export function fitsFrame(text, limit = MAX_MESSAGE_BYTES) {
  if (text.length * MAX_BYTES_PER_UNIT <= limit) return true;
  return byteLength(text) <= limit;
}

/**
 * Whether a value can be the version of a room.
 * @param {unknown} version
 * @returns {version is number}
 */
export function isVersion(version) {
  return Number.isSafeInteger(version) && Number(version) >= 0;
}

/**
 * Whether a welcome has every field that the library needs.
 * @param {any} data of a message with the type `welcome`
 * @returns {data is Welcome}
 */
export function isWelcome(data) {
  const {id, resume, resumed, room, ice_servers: iceServers} = data ?? {};
  const isSession = [id, resume?.token].every((part) => typeof part === 'string') && typeof resumed === 'boolean';
  const isRoom = isVersion(room?.version) && (resumed || Array.isArray(room.clients));
  return isSession && isRoom && Array.isArray(iceServers);
}

/**
 * @param {string} text
 * @returns {number} its size on the wire, in bytes
 */
export function byteLength(text) {
  return new TextEncoder().encode(text).length;
}

/**
 * Whether both sides count a message of this client in `parley.v1`. The client keeps a counted message until the server
 * acknowledges it.
 * @param {OutgoingMessage} message
 */
export function isCountedToServer({receiver, type}) {
  return !(UNCOUNTED_TO_SERVER.has(type) && (!receiver || receiver === SERVER));
}

/**
 * @param {Message | null} message null: a frame without a valid message, which counts like any other
 */
export function isCountedFromServer(message) {
  return !(message?.sender === SERVER && UNCOUNTED_FROM_SERVER.has(message.type));
}

/**
 * @param {Welcome} welcome
 * @returns {Omit<Welcome, 'resume'>} the welcome without its token, because anybody with the token could take over the
 *   session
 */
export function withoutToken(welcome) {
  const {resume: _, ...rest} = welcome;
  return rest;
}
