// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('./protocol.js').Client} Client */

/** The least time between two questions for the list (ms): others can make us ask, but not a flood. */
export const REFRESH_MS = 200;

/**
 * Who is in the room, as the server said last, and the way to hear it anew: nobody is told when somebody
 * arrives, so it is asked for when somebody unknown turns up. The Manager's.
 */
export class RoomList {
  #environment;
  #ask;
  /** @type {Client[]} */
  #clients = [];
  /** @type {Map<string, string>} */
  #names = new Map();
  /** @type {Promise<void> | null} a question that is not on its way yet, so that everybody may share it */
  #next = null;
  #running = Promise.resolve();
  #askedAt = -Infinity;
  #timer = 0;
  #isClosed = false;

  /**
   * @param {import('./environment.js').Environment} environment
   * @param {() => Promise<void>} ask brings a new list to `clients`, if it can
   */
  constructor(environment, ask) {
    this.#environment = environment;
    this.#ask = ask;
  }

  get clients() {
    return this.#clients;
  }

  set clients(clients) {
    this.#clients = clients;
    this.#names = new Map(clients.map(({id, username}) => [id, username]));
  }

  /** id → username, in the order in which they came */
  get names() {
    return this.#names;
  }

  /** @returns {Promise<void>} fulfilled when a list that is younger than this call has come, or cannot come */
  refresh() {
    this.#next ??= this.#running.then(() => this.#pause()).then(() => {
      this.#next = null;
      this.#askedAt = this.#environment.now();
      this.#running = this.#ask();
      return this.#running;
    });
    return this.#next;
  }

  /** Nothing is asked or timed any more, and whoever waits for a list waits in vain. */
  close() {
    this.#isClosed = true;
    this.#environment.clearTimeout(this.#timer);
  }

  /** @returns {Promise<void> | undefined} */
  #pause() {
    if (this.#isClosed) return new Promise(() => {});
    const left = this.#askedAt + REFRESH_MS - this.#environment.now();
    if (left <= 0) return undefined;
    return new Promise((resolve) => { this.#timer = this.#environment.setTimeout(resolve, left); });
  }
}
