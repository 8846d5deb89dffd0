// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** Maximum number of ids in a RecentIds. Another one replaces the oldest. */
export const MAX_RECENT_IDS = 1024;

/** The most recent ids of clients or of messages. The Roster and the Chat each own one. */
export class RecentIds {
  /** @type {Set<string>} */
  #ids = new Set();

  /** @param {string} id */
  add(id) {
    this.#ids.delete(id);
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > MAX_RECENT_IDS) this.#ids.delete(oldest);
  }

  /** @param {string} id */
  delete(id) {
    this.#ids.delete(id);
  }

  /** @param {string} id */
  has(id) {
    return this.#ids.has(id);
  }
}
