// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** The first delay is drawn from between nothing and this; the range doubles with each failure up to LAST_MS. */
const FIRST_MS = 500;
const LAST_MS = 8_000;

/** Until a connection has lasted this long, the next failure counts as one more in a row. */
const STABLE_MS = 8_000;

/** The longest delay that a server can ask for. */
const MOST_GIVEN_MS = 60_000;

/**
 * When the next attempt to connect comes: at once, after a delay that grows with the failures, or when the server
 * has said that it should. The delay is drawn from the whole range, because a server that restarts loses all its
 * clients in the same instant and should not get them back in one. The Signaler owns it, and makes the attempts.
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

  /** Whether nobody should come earlier: a server that goes away spreads its clients itself. */
  get isFixed() {
    return this.#isGiven;
  }

  /** @param {unknown} ms what the server wants to be waited after this connection; what is no time is not heeded */
  give(ms) {
    if (typeof ms === 'number' && ms >= 0) this.#givenMs = Math.min(ms, MOST_GIVEN_MS);
  }

  /**
   * @param {number} openForMs how long the connection that has ended was open
   * @param {boolean} isDead whether it was given up after a long wait, which is wait enough
   * @returns {number} milliseconds until the next attempt; at 0 it is the caller's to make
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
