// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('../environment.js').Environment} Environment */
/** @typedef {import('../peer/negotiation.js').Signal} Signal */

/** How long we wait for somebody unknown to call us, or to be one of those whom we see under an older id (ms). */
export const REASSOCIATION_MS = 3000;

/**
 * The same while there are such, and for somebody who does not call us: whoever is new does, so that there
 * is no hurry, and on a busy machine it takes a while until the others have said who they are.
 */
export const RETURN_MS = 10_000;

/** How many signals of theirs are held in all; one call takes about twenty. At the limit the wait ends. */
export const MAX_HELD_SIGNALS = 512;

/** Timers may fire a little early (ms). */
const TOLERANCE_MS = 1;

/**
 * The wait before people whom we do not know are met, each with its own time, and their signals, which are held
 * meanwhile in their order. The PeerRoster's.
 */
export class PendingPeers {
  #environment;
  #meet;
  /** @type {Map<string, number>} since when each of those to be met is waited for */
  #since = new Map();
  #waitMs = 0;
  #timer = 0;
  #holdTimer = 0;
  /** @type {Map<string, Signal[]>} by sender */
  #held = new Map();
  #count = 0;
  #isClosed = false;

  /**
   * @param {Environment} environment
   * @param {(held: [string, Signal[]][], toMeet: ReadonlySet<string> | 'all' | null) => void} meet the wait is over:
   *   for those who have called, what was held of them is handed over; null: for nobody else
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

  /** Those who have called have waited long enough for an answer after REASSOCIATION_MS. */
  answerLater() {
    if (this.#isClosed || this.#count === 0) return;
    this.#holdTimer ||= this.#environment.setTimeout(() => this.#end(null), REASSOCIATION_MS);
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

  /**
   * @param {string[]} ids of all who are to be met; whoever was among them before has waited since then
   * @param {number} ms for how long each of them is waited for
   */
  expect(ids, ms) {
    if (this.#isClosed) return;
    const now = this.#environment.now();
    this.#since = new Map(ids.map((id) => [id, this.#since.get(id) ?? now]));
    this.#waitMs = ms;
    this.#arm();
  }

  /** @param {string} id of somebody who has been met */
  onMet(id) {
    if (this.#since.delete(id)) this.#arm();
  }

  meetNow() {
    if (this.#isClosed) return;
    this.expect([], 0);
    this.#end('all');
  }

  /** Nobody is met until `expect`, `answerLater` or `meetNow`; what is held stays. */
  wait() {
    this.expect([], 0);
    this.#stopHolding();
  }

  clear() {
    this.wait();
    this.#forget();
  }

  /** Sets the timer for those who have waited longest. */
  #arm() {
    this.#environment.clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#since.size === 0) return;
    const left = Math.min(...this.#since.values()) + this.#waitMs - this.#environment.now();
    this.#timer = this.#environment.setTimeout(() => this.#meetDue(), left);
  }

  #meetDue() {
    const now = this.#environment.now() + TOLERANCE_MS;
    const due = [...this.#since].filter(([, since]) => since + this.#waitMs <= now).map(([id]) => id);
    for (const id of due) this.#since.delete(id);
    this.#arm();
    /** @type {[string, Signal[]][]} */
    const held = due.filter((id) => this.#held.has(id)).map((id) => [id, this.take(id)]);
    if (this.#count === 0) this.#stopHolding();
    this.#meet(held, new Set(due));
  }

  /** @param {'all' | null} toMeet */
  #end(toMeet) {
    this.#stopHolding();
    const held = [...this.#held];
    this.#forget();
    this.#meet(held, toMeet);
  }

  #stopHolding() {
    this.#environment.clearTimeout(this.#holdTimer);
    this.#holdTimer = 0;
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
