// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

import {SERVER} from './protocol.js';

/** @typedef {import('../environment.js').Environment} Environment */
/** @typedef {import('./protocol.js').Message} Message */

/**
 * @typedef {object} Request
 * @property {(reply: Message) => void} resolve
 * @property {(error: SignalerError) => void} reject
 * @property {boolean} isLasting whether the response can come over a later connection
 * @property {boolean} isSent
 * @property {number} timer
 */

/** Time between sending a request and the latest response. */
const ANSWER_MS = 10_000;

/** Distinguishes the ids of requests from ids that a user of the library gives to its messages. */
const ID_PREFIX = 'parley:';

/** @type {Record<string, string>} */
const SENTENCES = {
  disconnected: 'the connection was lost before the response came',
  timeout: 'the server did not respond in time',
  closed: 'the signaler is closed',
  refused: 'the request could not be sent',
};

/**
 * Why a request to the server has no response. `code` is for programs: the code of the server's error
 * message, or `disconnected`, `timeout`, `closed` or `refused`; `message` is for people.
 */
export class SignalerError extends Error {
  /**
   * @param {string} code
   * @param {string} [message]
   */
  constructor(code, message = SENTENCES[code] ?? code) {
    super(message);
    this.name = 'SignalerError';
    this.code = code;
  }
}

/**
 * The requests that wait for a response of the server, by id. An id is used only once, so that a late response is
 * never mistaken for the response to another request. Every request ends exactly once. The Signaler owns this object and sends
 * the requests.
 */
export class Requests {
  #environment;
  #lastId = 0;
  /** @type {Map<string, Request>} */
  #waiting = new Map();

  /** @param {Environment} environment */
  constructor(environment) {
    this.#environment = environment;
  }

  /** @returns {string} an id that no request has had */
  makeId() {
    this.#lastId += 1;
    return `${ID_PREFIX}${this.#lastId}`;
  }

  /**
   * @param {string} id
   * @param {boolean} isLasting whether request and response outlive the connection, together with the session
   * @returns {Promise<Message>} rejects with a SignalerError
   */
  wait(id, isLasting) {
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, {resolve, reject, isLasting, isSent: false, timer: 0});
    });
  }

  /** @param {unknown} id of any sent message; if it is a request, the time for the response begins */
  onSent(id) {
    const request = this.#find(id);
    if (!request) return;
    request.isSent = true;
    this.#environment.clearTimeout(request.timer);
    request.timer = this.#environment.setTimeout(() => {
      this.#take(id)?.reject(new SignalerError('timeout'));
    }, ANSWER_MS);
  }

  /** @param {unknown} id whether it belongs to a request, open or ended, whose promise reports the outcome */
  owns(id) {
    return typeof id === 'string' && id.startsWith(ID_PREFIX);
  }

  /**
   * @param {Message} message
   * @returns {boolean} whether it was a response, in time or late; nobody else has to handle it
   */
  onMessage(message) {
    const {sender, id, type, data} = message;
    if (type === 'error' && data?.code === 'rate-limited') return false;  // the response follows later
    if (sender !== SERVER || !this.owns(id)) return false;
    const request = this.#take(id);
    if (type === 'error') request?.reject(new SignalerError(data?.code ?? 'internal', data?.message));
    else request?.resolve(message);
    return true;
  }

  /** The connection is lost, but its session may be resumed. Until then no request times out. */
  onDisconnected() {
    for (const [id, {isSent, isLasting, timer}] of this.#waiting) {
      if (isLasting) this.#environment.clearTimeout(timer);
      else if (isSent) this.#take(id)?.reject(new SignalerError('disconnected'));
    }
  }

  /** The session is resumed, so the responses to sent requests will follow. */
  onResumed() {
    for (const [id, {isSent}] of this.#waiting) if (isSent) this.onSent(id);
  }

  /** The session is lost, so sent requests get no response. */
  rejectSent() {
    for (const [id, {isSent}] of this.#waiting) {
      if (isSent) this.#take(id)?.reject(new SignalerError('disconnected'));
    }
  }

  rejectAll() {
    for (const id of this.#waiting.keys()) this.#take(id)?.reject(new SignalerError('closed'));
  }

  /** @param {unknown} id */
  #find(id) {
    return typeof id === 'string' ? this.#waiting.get(id) : undefined;
  }

  /** @param {unknown} id */
  #take(id) {
    const request = this.#find(id);
    if (typeof id !== 'string' || !request) return undefined;
    this.#waiting.delete(id);
    this.#environment.clearTimeout(request.timer);
    return request;
  }
}
