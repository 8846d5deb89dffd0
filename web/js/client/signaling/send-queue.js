// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('./protocol.js').OutgoingMessage} OutgoingMessage */
/** @typedef {{message: OutgoingMessage, text: string}} Entry a message and its JSON */

/**
 * @typedef {object} QueueLimit
 * @property {number} messages
 * @property {number} characters of JSON, in UTF-16 units, as in memory, not on the wire
 */

/** @type {QueueLimit} */
export const DEFAULT_QUEUE_LIMIT = {messages: 256, characters: 256 * 1024};

/**
 * Messages in order, up to a limit. The Signaler has one for messages that wait for a connection, the Session one for
 * messages that the server has not confirmed. The queue drops nothing by itself: it refuses a message that does not
 * fit, and the sender learns about it.
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
   * @returns {boolean} whether it fitted
   */
  push(entry) {
    const characters = this.#characters + entry.text.length;
    if (this.#entries.length >= this.#limit.messages || characters > this.#limit.characters) return false;
    this.add(entry);
    return true;
  }

  /** @param {Entry} entry added even beyond the limit, because another queue has already accepted it */
  add(entry) {
    this.#entries.push(entry);
    this.#characters += entry.text.length;
  }

  /** @param {number} count number of the oldest entries to remove */
  drop(count) {
    for (const {text} of this.#entries.splice(0, count)) this.#characters -= text.length;
  }

  /** Empties the queue and returns its entries. */
  takeAll() {
    this.#characters = 0;
    return this.#entries.splice(0);
  }
}
