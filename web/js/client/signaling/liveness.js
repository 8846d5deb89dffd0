// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('../environment.js').Environment} Environment */
/** @typedef {{intervalMs: number, timeoutMs: number}} Heartbeat */

/**
 * @typedef {object} LivenessOptions
 * @property {Environment} environment
 * @property {Heartbeat} heartbeat the silence before a ping, and the time within which something must then arrive
 * @property {number} [firstPingMs] time of the first ping, even if messages arrive; absent: it also needs a silence
 * @property {() => void} ping sends one
 * @property {() => void} onDead called once, as the last callback
 */

/** The server's default, so that both sides notice a dead connection at about the same time. */
export const DEFAULT_HEARTBEAT = {intervalMs: 25_000, timeoutMs: 15_000};

/** If a timer is this late, the page or the whole machine was asleep, and the time proves nothing. */
const LATE_MS = 2_000;

/**
 * Number of successive pings without a verdict, because timers slept or the page woke up. In a page in the
 * background every timer is late, so without this limit a dead socket would stay forever.
 */
const MAX_REPEATS = 2;

/**
 * Distinguishes a silent connection from a dead one. A network that vanishes closes no socket, so a dead socket looks open
 * for many minutes. After a silence this class sends a ping. The connection is dead only if nothing arrives during
 * the full time after it. A Connection owns it. It knows no socket.
 */
export class Liveness {
  #environment;
  #heartbeat;
  #ping;
  #onDead;
  #lastHeard;
  #isPinged = false;
  #isFirst;
  #repeats = 0;
  #timer = 0;
  #dueAt = 0;

  /** @param {LivenessOptions} options */
  constructor({environment, heartbeat, firstPingMs, ping, onDead}) {
    this.#environment = environment;
    this.#heartbeat = heartbeat;
    this.#ping = ping;
    this.#onDead = onDead;
    this.#lastHeard = environment.now();
    this.#isFirst = firstPingMs !== undefined;
    this.#wait(firstPingMs ?? heartbeat.intervalMs);
  }

  onHeard() {
    this.#lastHeard = this.#environment.now();
    this.#isPinged = false;
    this.#repeats = 0;
  }

  /** The network or the page has returned: pings at once instead of waiting for a silence. */
  onWake() {
    if (this.#isPinged) this.#repeat();
    else this.#askForSign();
  }

  stop() {
    this.#environment.clearTimeout(this.#timer);
  }

  // Messages do not touch the timer, so a busy connection does not set one for each message.
  #onTimer() {
    const isLate = this.#environment.now() - this.#dueAt > LATE_MS;
    const left = this.#lastHeard + this.#heartbeat.intervalMs - this.#environment.now();
    if (this.#isPinged && !(isLate && this.#repeat())) this.#onDead();
    else if (!this.#isPinged && left > 0 && !this.#isFirst) this.#wait(left);
    else if (!this.#isPinged) this.#askForSign();
  }

  /** @returns {boolean} whether it may have another ping */
  #repeat() {
    if (this.#repeats === MAX_REPEATS) return false;
    this.#repeats += 1;
    this.#askForSign();
    return true;
  }

  #askForSign() {
    this.#isPinged = true;
    this.#isFirst = false;
    this.#wait(this.#heartbeat.timeoutMs);
    this.#ping();
  }

  /** @param {number} ms */
  #wait(ms) {
    this.#environment.clearTimeout(this.#timer);
    this.#dueAt = this.#environment.now() + ms;
    this.#timer = this.#environment.setTimeout(() => this.#onTimer(), ms);
  }
}
