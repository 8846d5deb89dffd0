// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** The first delay is random between 0 and this. The upper end doubles with each failure, up to LAST_MS. */
const FIRST_MS = 500;
const LAST_MS = 8_000;

/** If a connection ends earlier than this, its end counts as a further failure. */
const STABLE_MS = 8_000;

/** The longest delay that a server can ask for. */
const MOST_GIVEN_MS = 60_000;

/**
 * Decides when the next attempt to connect follows: at once, after a delay that grows with the failures, or after the
 * delay that the server has named. A server that fails loses all its clients in the same moment; the delay is random
 * over its whole range, so that they do not all return at once. The Signaler owns it, and makes the attempts.
 */
export class Retry {
  #environment;
  #attempt;
  #rangeMs = FIRST_MS;
  #timer = 0;
  /** @type {number | null} */
  #givenMs = null;
  #isGiven = false;

  /**
   * @param {import('../environment.js').Environment} environment
   * @param {() => void} attempt
   */
  constructor(environment, attempt) {
    this.#environment = environment;
    this.#attempt = attempt;
  }

  /** Whether the server has named the delay. It spreads its clients by these delays, so none should return earlier. */
  get isFixed() {
    return this.#isGiven;
  }

  /** @param {unknown} ms the delay that the server has named; ignored if it is not a valid time */
  give(ms) {
    if (typeof ms === 'number' && ms >= 0) this.#givenMs = Math.min(ms, MOST_GIVEN_MS);
  }

  /**
   * @param {number} openForMs time for which the ended connection was open
   * @param {boolean} isDead whether this side gave it up after a long wait, so that no further wait is needed
   * @returns {number} milliseconds until the next attempt; at 0 the caller makes it
   */
  schedule(openForMs, isDead) {
    if (openForMs >= STABLE_MS) this.#rangeMs = FIRST_MS;
    this.#isGiven = this.#givenMs !== null;
    const delayMs = this.#givenMs ?? (isDead ? 0 : this.#draw());
    this.#givenMs = null;
    if (delayMs > 0) this.#timer = this.#environment.setTimeout(() => this.#attempt(), delayMs);
    return delayMs;
  }

  #draw() {
    const delayMs = this.#environment.random() * this.#rangeMs;
    this.#rangeMs = Math.min(2 * this.#rangeMs, LAST_MS);
    return delayMs;
  }

  stop() {
    this.#environment.clearTimeout(this.#timer);
  }
}
