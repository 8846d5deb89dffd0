// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('../environment.js').Environment} Environment */

/**
 * Time that each state may last before an ICE restart (ms). Most interruptions end by themselves. A first connection
 * needs time for the slowest type of candidate.
 * @type {Partial<Record<RTCPeerConnectionState, number>>}
 */
const PATIENCE_MS = {new: 20_000, connecting: 20_000, disconnected: 4_000, failed: 10_000};

/**
 * Watches the state of one connection. It calls `restart` when the connection has failed or a bad state lasts, and
 * repeats that while it lasts. The VideoPeer owns it, and stops it while signals do not reach the other side, because
 * an offer would be lost.
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
   * @param {RTCPeerConnectionState} state passed at each change, and to continue after `stop`
   * @param {boolean} [isHalfWay] whether an exchange of signals that may repair the connection is
   *   under way; a restart waits for it
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
