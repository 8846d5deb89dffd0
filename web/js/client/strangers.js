// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('./environment.js').Environment} Environment */
/** @typedef {import('./negotiation.js').Signal} Signal */

/** How long somebody unknown may be one of those whom we still see under an older id (ms). */
export const REUNION_MS = 3000;

/** How many signals of theirs are held in all; one call takes about twenty. At the limit the wait ends. */
export const MAX_HELD_SIGNALS = 512;

/**
 * The wait before people whom we do not know are met, and their signals, which are held meanwhile in
 * their order. The PeerRoster's.
 */
export class Strangers {
  #environment;
  #meet;
  #timer = 0;
  /** @type {Map<string, Signal[]>} by sender */
  #held = new Map();
  #count = 0;
  #isClosed = false;

  /**
   * @param {Environment} environment
   * @param {(held: [string, Signal[]][]) => void} meet the wait is over; what was held is handed over
   */
  constructor(environment, meet) {
    this.#environment = environment;
    this.#meet = meet;
  }

  /**
   * @param {string} sender
   * @param {Signal} signal
   */
  hold(sender, signal) {
    const signals = this.#held.get(sender) ?? [];
    this.#held.set(sender, [...signals, signal]);
    this.#count += 1;
    if (this.#count >= MAX_HELD_SIGNALS) this.meetNow();
    else this.meetLater();
  }

  /**
   * @param {string} sender who is known after all, or has gone
   * @returns {Signal[]} what was held
   */
  take(sender) {
    const signals = this.#held.get(sender) ?? [];
    this.#held.delete(sender);
    this.#count -= signals.length;
    return signals;
  }

  meetLater() {
    if (this.#isClosed) return;
    this.#timer ||= this.#environment.setTimeout(() => this.meetNow(), REUNION_MS);
  }

  meetNow() {
    if (this.#isClosed) return;
    const held = [...this.#held];
    this.clear();
    this.#meet(held);
  }

  clear() {
    this.#environment.clearTimeout(this.#timer);
    this.#timer = 0;
    this.#held.clear();
    this.#count = 0;
  }

  /** Nobody is met any more, and nothing is timed. */
  close() {
    this.clear();
    this.#isClosed = true;
  }
}
