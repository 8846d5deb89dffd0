// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('../peer/video-peer.js').VideoPeer} VideoPeer */

/** The share of a credential's life after which the Manager requests another. */
const SHARE = 0.75;

/** The shortest and the longest time between two requests (ms), even if the two clocks differ. */
export const LEAST_MS = 30_000;
const MOST_MS = 3_600_000;

/**
 * The STUN and TURN servers of one stay in a room: the user's own and those of parleyd. A TURN credential expires, by
 * default after an hour, but a call may last longer. This class therefore requests new ones in time, unless the server
 * sends them by itself. It passes changes to every peer. The Manager owns it.
 */
export class IceServers {
  #environment;
  #own;
  #isPushed;
  #ask;
  #peers;
  /** @type {RTCIceServer[]} */
  #current;
  #timer = 0;
  #isClosed = false;

  /**
   * @param {object} options
   * @param {import('../environment.js').Environment} options.environment
   * @param {RTCIceServer[]} options.own
   * @param {boolean} [options.isPushed] whether the server sends new ones in time by itself
   * @param {() => Promise<RTCIceServer[] | null>} options.ask null: there is no response now
   * @param {() => VideoPeer[]} options.peers returns the current peers
   */
  constructor({environment, own, isPushed = false, ask, peers}) {
    this.#isPushed = isPushed;
    this.#environment = environment;
    this.#own = own;
    this.#ask = ask;
    this.#peers = peers;
    this.#current = own;
  }

  get current() {
    return this.#current;
  }

  /**
   * @param {RTCIceServer[]} given by the server; ignored if it is not a list
   * @param {boolean} [areOthersEnding] whether the credentials in use expire soon: true unless a welcome has brought
   *   the new ones
   */
  take(given, areOthersEnding = true) {
    if (!Array.isArray(given)) return;
    const before = JSON.stringify(this.#current);
    this.#current = [...this.#own, ...given];
    const ends = given.map(endOf).filter(Number.isFinite);
    this.#wait(ends.length > 0 ? SHARE * (Math.min(...ends) - this.#environment.date()) : Infinity);
    // A response to a request does not say when the credentials in use expire.
    this.#give(this.#isPushed && areOthersEnding && JSON.stringify(this.#current) !== before);
  }

  close() {
    this.#isClosed = true;
    this.#environment.clearTimeout(this.#timer);
  }

  /** @param {boolean} isUrgent whether calls must leave the TURN credentials in use */
  #give(isUrgent) {
    for (const peer of this.#peers()) {
      peer.setIceServers(this.#current);
      if (isUrgent) peer.renewRelay();
    }
  }

  /** @param {number} ms infinite: the current credentials do not expire */
  #wait(ms) {
    this.#environment.clearTimeout(this.#timer);
    if (this.#isClosed || this.#isPushed || ms === Infinity) return;
    this.#timer = this.#environment.setTimeout(() => this.#renew(), Math.min(MOST_MS, Math.max(LEAST_MS, ms)));
  }

  async #renew() {
    const given = await this.#ask();
    if (this.#isClosed) return;
    if (Array.isArray(given)) this.take(given);
    else this.#wait(LEAST_MS);
  }
}

/**
 * The expiry of a credential. The user name of a temporary credential begins with it
 * (draft-uberti-behave-turn-rest, section 2.2).
 * @param {RTCIceServer} server
 * @returns {number} milliseconds of Unix time; NaN: the credential names no expiry
 */
function endOf({username}) {
  return Number(/^(\d{10})(:|$)/.exec(username ?? '')?.[1] ?? NaN) * 1000;
}
