// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {Acks} from './acks.js';
import {isCountedToServer} from './protocol.js';
import {SendQueue} from './send-queue.js';

/** @typedef {import('./protocol.js').Welcome} Welcome */
/** @typedef {import('./send-queue.js').Entry} Entry */

/**
 * What may wait for the server's confirmation, which comes after 16 messages. A session that goes on sends all of it
 * at once, so it has to be less than the server takes in a burst.
 */
export const UNCONFIRMED_LIMIT = {messages: 768, characters: 256 * 1024};

/**
 * What outlives a connection that speaks `parley.v1`: the token that the next one is opened with, how much each
 * side has of the other, and our messages that the server has not confirmed yet. It decides what a welcome means
 * for them; to send and to report is the Signaler's, which owns it. The token is nowhere but in here and in
 * the address of the next connection: a page that is loaded again joins anew.
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

  /** What has been sent and not been confirmed, in order. */
  get unconfirmed() {
    return this.#unconfirmed.entries;
  }

  /**
   * @param {string | URL} url
   * @returns {string | URL} the same, and how to take up this session if there is one
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
   * @returns {boolean} false: there is no room for it, so that it must not be sent
   */
  keep(entry) {
    return !isCountedToServer(entry.message) || this.#unconfirmed.push(entry);
  }

  /** @param {Entry} entry about to be sent, which had to wait for a connection and has been taken on then */
  keepQueued(entry) {
    if (isCountedToServer(entry.message)) this.#unconfirmed.add(entry);
  }

  /**
   * @param {unknown} received how many of our messages the server says it has
   * @returns {boolean} false: that cannot be
   */
  confirm(received) {
    const count = Number.isSafeInteger(received) ? Number(received) - this.#confirmed : -1;
    if (count < 0 || count > this.unconfirmed.length) return false;
    this.#confirmed += count;
    this.#unconfirmed.drop(count);
    return true;
  }

  /**
   * If the session goes on, `unconfirmed` has what is to be sent again.
   * @param {Welcome} welcome
   * @returns {Entry[] | null} what of the former session will not be confirmed any more; null: the counts of both
   *   sides do not go together
   */
  onWelcome({resume, resumed, received}) {
    if (resumed && !(this.#token && this.confirm(received))) return null;
    this.#token = resume.token;
    return resumed ? [] : this.#begin();
  }

  /** The next connection begins a new session, whose welcome gives back what is not confirmed. */
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
