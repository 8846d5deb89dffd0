// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** How much of a credential's life passes before another is asked for. */
const SHARE = 0.75;

/** The least and the most time between two questions (ms), whatever the two clocks make of it. */
export const LEAST_MS = 30_000;
const MOST_MS = 3_600_000;

/**
 * The STUN and TURN servers of one stay in a room: one's own and those that the server names. What the
 * server makes up to log in to a TURN server with is good for a while only, an hour by default, while
 * a call may last longer, so it is asked for anew in time. The Manager's.
 */
export class IceServers {
  #environment;
  #own;
  #ask;
  #onChange;
  /** @type {RTCIceServer[]} */
  #current;
  #timer = 0;
  #isClosed = false;

  /**
   * @param {object} options
   * @param {import('./environment.js').Environment} options.environment
   * @param {RTCIceServer[]} options.own
   * @param {() => Promise<RTCIceServer[] | null>} options.ask null: there is no answer now
   * @param {(servers: RTCIceServer[]) => void} options.onChange
   */
  constructor({environment, own, ask, onChange}) {
    this.#environment = environment;
    this.#own = own;
    this.#ask = ask;
    this.#onChange = onChange;
    this.#current = own;
  }

  get current() {
    return this.#current;
  }

  /** @param {RTCIceServer[]} given by the server */
  take(given) {
    this.#current = [...this.#own, ...given];
    const ends = given.map(endOf).filter(Number.isFinite);
    this.#wait(ends.length > 0 ? SHARE * (Math.min(...ends) - this.#environment.date()) : Infinity);
    this.#onChange(this.#current);
  }

  close() {
    this.#isClosed = true;
    this.#environment.clearTimeout(this.#timer);
  }

  /** @param {number} ms infinite: what there is lasts */
  #wait(ms) {
    this.#environment.clearTimeout(this.#timer);
    if (this.#isClosed || ms === Infinity) return;
    this.#timer = this.#environment.setTimeout(() => this.#renew(), Math.min(MOST_MS, Math.max(LEAST_MS, ms)));
  }

  async #renew() {
    const given = await this.#ask();
    if (this.#isClosed) return;
    if (given) this.take(given);
    else this.#wait(LEAST_MS);
  }
}

/**
 * When a credential ends: where it is made for a while, the user name begins with that moment
 * (draft-uberti-behave-turn-rest, section 2.2).
 * @param {RTCIceServer} server
 * @returns {number} milliseconds of Unix time; NaN: it does not say
 */
function endOf({username}) {
  return Number(/^(\d{10})(:|$)/.exec(username ?? '')?.[1] ?? NaN) * 1000;
}
