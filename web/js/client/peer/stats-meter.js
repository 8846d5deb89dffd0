// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {isRelayed, readStats} from './peer-stats.js';

/** @typedef {import('./peer-stats.js').PeerStats} PeerStats */

/** Time between two readings of the statistics (ms). */
export const STATS_MS = 1000;

/** Reads the statistics of one connection periodically, from `start` until it is closed. The VideoPeer owns it. */
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

  /** The last statistics; null before the first reading. */
  get latest() {
    return this.#latest;
  }

  /** Whether sent media goes through a TURN server now. */
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
   * @returns {Promise<any>} null: the browser cannot tell now, for example while the connection is closing
   */
  #read() {
    return this.#connection.getStats().catch(() => null);
  }
}
