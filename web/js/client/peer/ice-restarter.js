// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('../environment.js').Environment} Environment */

/**
 * How long each state may last before the connection is begun anew (ms). An interruption mends itself
 * more often than not; a first connection needs time for the slowest kind of candidate.
 * @type {Partial<Record<RTCPeerConnectionState, number>>}
 */
const PATIENCE_MS = {new: 20_000, connecting: 20_000, disconnected: 4_000, failed: 10_000};

/**
 * Watches the state of one connection and calls `restart` when it has failed or when a bad state
 * lasts: each time again, for as long as it does. It is the VideoPeer's; while that cannot reach the
 * other side through the server it is stopped, because an offer would go nowhere.
 */
export class IceRestarter {
  #environment;
  #restart;
  /** @type {RTCPeerConnectionState} */
  #state = 'new';
  #timer = 0;

  /**
   * @param {Environment} environment
   * @param {() => void} restart
   */
  constructor(environment, restart) {
    this.#environment = environment;
    this.#restart = restart;
  }

  /**
   * @param {RTCPeerConnectionState} state told at each change, and to go on after `stop`
   * @param {boolean} [isHalfWay] whether signals are on their way that may mend it: they get their time first
   */
  watch(state, isHalfWay = false) {
    this.stop();
    this.#state = state;
    this.#wait();
    if (state === 'failed' && !isHalfWay) this.#restart();
  }

  stop() {
    this.#environment.clearTimeout(this.#timer);
  }

  #wait() {
    const patience = PATIENCE_MS[this.#state];
    if (patience === undefined) return;
    this.#timer = this.#environment.setTimeout(() => {
      this.#wait();
      this.#restart();
    }, patience);
  }
}
