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
 * What was said while there was no connection, in order, up to a limit. The Signaler owns it. It
 * forgets nothing by itself: what does not fit is refused, and whoever sends is told.
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

  /**
   * @param {Entry} entry
   * @returns {boolean} whether there was room for it
   */
  push(entry) {
    const characters = this.#characters + entry.text.length;
    if (this.#entries.length >= this.#limit.messages || characters > this.#limit.characters) return false;
    this.#entries.push(entry);
    this.#characters = characters;
    return true;
  }

  /** Empties it. */
  takeAll() {
    this.#characters = 0;
    return this.#entries.splice(0);
  }
}
