// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('./environment.js').Environment} Environment */
/** @typedef {import('./negotiation.js').Signal} Signal */

/** How long we wait for somebody unknown to call us, or to be one of those whom we see under an older id (ms). */
export const REUNION_MS = 3000;

/**
 * The same while there are such, and for somebody who does not call us: whoever is new does, so that there
 * is no hurry, and on a busy machine it takes a while until the others have said who they are.
 */
export const RETURN_MS = 10_000;

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
  #holdTimer = 0;
  /** @type {Map<string, Signal[]>} by sender */
  #held = new Map();
  #count = 0;
  #isClosed = false;

  /**
   * @param {Environment} environment
   * @param {(held: [string, Signal[]][], areAllMet: boolean) => void} meet the wait is over for those who have called,
   *   or for all; what was held is handed over
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
    else this.answerLater();
  }

  /** Those who have called have waited long enough for an answer after REUNION_MS. */
  answerLater() {
    if (this.#isClosed || this.#count === 0) return;
    this.#holdTimer ||= this.#environment.setTimeout(() => this.#end(false), REUNION_MS);
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

  /** @param {number} ms */
  meetLater(ms) {
    if (this.#isClosed) return;
    this.#timer ||= this.#environment.setTimeout(() => this.meetNow(), ms);
  }

  /** There is nobody to be met. */
  expectNobody() {
    this.#environment.clearTimeout(this.#timer);
    this.#timer = 0;
  }

  meetNow() {
    if (this.#isClosed) return;
    this.expectNobody();
    this.#end(true);
  }

  /** Nobody is met until `meetLater`, `answerLater` or `meetNow`; what is held stays. */
  wait() {
    this.expectNobody();
    this.#environment.clearTimeout(this.#holdTimer);
    this.#holdTimer = 0;
  }

  clear() {
    this.wait();
    this.#forget();
  }

  /** @param {boolean} areAllMet */
  #end(areAllMet) {
    this.#environment.clearTimeout(this.#holdTimer);
    this.#holdTimer = 0;
    const held = [...this.#held];
    this.#forget();
    this.#meet(held, areAllMet);
  }

  #forget() {
    this.#held.clear();
    this.#count = 0;
  }

  /** Nobody is met any more, and nothing is timed. */
  close() {
    this.clear();
    this.#isClosed = true;
  }
}
