// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {isRelayed, readStats} from './peer-stats.js';

/** @typedef {import('./peer-stats.js').PeerStats} PeerStats */

/** How often the statistics are read (ms). */
export const STATS_MS = 1000;

/** Reads the statistics of one connection again and again, from `start` until it is closed. The VideoPeer's. */
export class StatsMeter {
  #connection;
  #environment;
  #onStats;
  #timer = 0;
  #isRunning = false;
  /** @type {PeerStats | null} */
  #latest = null;
  /** @type {import('./peer-stats.js').Counts | null} */
  #counts = null;

  /**
   * @param {RTCPeerConnection} connection
   * @param {import('../environment.js').Environment} environment
   * @param {(stats: PeerStats) => void} onStats
   */
  constructor(connection, environment, onStats) {
    this.#connection = connection;
    this.#environment = environment;
    this.#onStats = onStats;
  }

  /** What was found last; null before. */
  get latest() {
    return this.#latest;
  }

  /** Whether what is sent goes through a TURN server right now. */
  async isRelayed() {
    const report = await this.#read();
    return report !== null && isRelayed(report.values());
  }

  start() {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#measure();
  }

  close() {
    this.#isRunning = false;
    this.#environment.clearTimeout(this.#timer);
  }

  async #measure() {
    const report = await this.#read();
    if (!this.#isRunning) return;
    this.#timer = this.#environment.setTimeout(() => this.#measure(), STATS_MS);
    if (!report) return;
    const {stats, counts} = readStats(report.values(), this.#counts);
    this.#counts = counts;
    this.#latest = stats;
    this.#onStats(stats);
  }

  /**
   * A browser that cannot tell now, such as of a connection that is just being closed, may be able to later.
   * @returns {Promise<any>} null: it cannot
   */
  #read() {
    return this.#connection.getStats().catch(() => null);
  }
}
