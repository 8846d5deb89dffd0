// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {Acks} from './acks.js';
import {isCountedToServer} from './protocol.js';
import {SendQueue} from './send-queue.js';

/** @typedef {import('./protocol.js').Welcome} Welcome */
/** @typedef {import('./send-queue.js').Entry} Entry */

/**
 * Limit of unconfirmed messages; the server confirms after 16. A resumed session sends all of them at once, so the
 * limit must be below the burst that the server allows.
 */
export const UNCONFIRMED_LIMIT = {messages: 768, characters: 256 * 1024};

/**
 * The state that outlives a connection of `parley.v1`: the token for the next connection, the counts of both
 * directions, and this client's unconfirmed messages. It decides what a welcome means for them. The
 * Signaler owns it, sends the messages and reports the lost ones. The token is only here and in the address of the
 * next connection, so a page that is loaded again joins anew.
 */
export class Session {
  #token = '';
  #confirmed = 0;
  #unconfirmed = new SendQueue(UNCONFIRMED_LIMIT);
  #acks;

  /**
   * @param {import('../environment.js').Environment} environment
   * @param {(received: number) => void} sendAck
   */
  constructor(environment, sendAck) {
    this.#acks = new Acks(environment, sendAck);
  }

  get acks() {
    return this.#acks;
  }

  /** The sent messages that the server has not confirmed, in order. */
  get unconfirmed() {
    return this.#unconfirmed.entries;
  }

  /**
   * @param {string | URL} url
   * @returns {string | URL} the same address, with the parameters that resume this session if there is one
   */
  address(url) {
    if (!this.#token) return url;
    const address = new URL(url, globalThis.location?.href);
    address.searchParams.set('resume', this.#token);
    address.searchParams.set('received', String(this.#acks.received));
    return address;
  }

  /**
   * @param {Entry} entry about to be sent
   * @returns {boolean} false: it does not fit, so it must not be sent
   */
  keep(entry) {
    return !isCountedToServer(entry.message) || this.#unconfirmed.push(entry);
  }

  /** @param {Entry} entry about to be sent; it was accepted without a connection, so the limit does not apply */
  keepQueued(entry) {
    if (isCountedToServer(entry.message)) this.#unconfirmed.add(entry);
  }

  /**
   * @param {unknown} received number of this client's messages that the server has, according to the server
   * @returns {boolean} false: the number is impossible
   */
  confirm(received) {
    const count = Number.isSafeInteger(received) ? Number(received) - this.#confirmed : -1;
    if (count < 0 || count > this.unconfirmed.length) return false;
    this.#confirmed += count;
    this.#unconfirmed.drop(count);
    return true;
  }

  /**
   * After this, if the session is resumed, `unconfirmed` has the messages to send again.
   * @param {Welcome} welcome
   * @returns {Entry[] | null} messages of the old session that will never be confirmed; null: the counts of the two
   *   sides contradict each other
   */
  onWelcome({resume, resumed, received}) {
    if (resumed && !(this.#token && this.confirm(received))) return null;
    this.#token = resume.token;
    return resumed ? [] : this.#begin();
  }

  /** Makes the next connection begin a new session. `onWelcome` then returns the unconfirmed messages. */
  forget() {
    this.#token = '';
  }

  /** @returns {Entry[]} */
  takeUnconfirmed() {
    return this.#unconfirmed.takeAll();
  }

  #begin() {
    this.#confirmed = 0;
    this.#acks.reset();
    return this.takeUnconfirmed();
  }
}
