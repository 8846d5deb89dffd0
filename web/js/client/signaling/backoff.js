// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

const FIRST_MS = 500;
const LAST_MS = 8_000;

/**
 * How long to wait before the next attempt to connect: anything from nothing to a limit that doubles
 * each time. Drawn from the whole range, because a server that restarts loses all its clients in the
 * same instant and should not get them back in one. The Signaler owns it; it keeps no timer.
 */
export class Backoff {
  #random;
  #limitMs = FIRST_MS;

  /** @param {() => number} random from 0, inclusive, to 1, exclusive */
  constructor(random) {
    this.#random = random;
  }

  /** @returns {number} milliseconds to wait this time */
  next() {
    const delayMs = this.#random() * this.#limitMs;
    this.#limitMs = Math.min(2 * this.#limitMs, LAST_MS);
    return delayMs;
  }

  reset() {
    this.#limitMs = FIRST_MS;
  }
}
