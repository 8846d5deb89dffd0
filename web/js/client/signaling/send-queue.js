// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('./protocol.js').OutgoingMessage} OutgoingMessage */
/** @typedef {{message: OutgoingMessage, text: string}} Entry a message and its JSON */

/**
 * @typedef {object} QueueLimit
 * @property {number} messages
 * @property {number} characters of JSON, in UTF-16 units: what they take up in memory, not on the wire
 */

/** @type {QueueLimit} */
export const DEFAULT_QUEUE_LIMIT = {messages: 256, characters: 256 * 1024};

/**
 * Messages in order, up to a limit: what was said while there was no connection, which is the Signaler's, and
 * what the server has not confirmed yet, which is the Session's. It forgets nothing by itself: what does not
 * fit is refused, and whoever sends is told.
 */
export class SendQueue {
  #limit;
  /** @type {Entry[]} */
  #entries = [];
  #characters = 0;

  /** @param {QueueLimit} limit */
  constructor(limit) {
    this.#limit = limit;
  }

  get entries() {
    return this.#entries;
  }

  /**
   * @param {Entry} entry
   * @returns {boolean} whether there was room for it
   */
  push(entry) {
    const characters = this.#characters + entry.text.length;
    if (this.#entries.length >= this.#limit.messages || characters > this.#limit.characters) return false;
    this.add(entry);
    return true;
  }

  /** @param {Entry} entry one that has a place already, wherever it comes from */
  add(entry) {
    this.#entries.push(entry);
    this.#characters += entry.text.length;
  }

  /** @param {number} count how many of the oldest to take away */
  drop(count) {
    for (const {text} of this.#entries.splice(0, count)) this.#characters -= text.length;
  }

  /** Empties it. */
  takeAll() {
    this.#characters = 0;
    return this.#entries.splice(0);
  }
}
