// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('../environment.js').Environment} Environment */
/** @typedef {{intervalMs: number, timeoutMs: number}} Heartbeat */

/**
 * @typedef {object} LivenessOptions
 * @property {Environment} environment
 * @property {Heartbeat} heartbeat silence before a ping goes out, and what it then has to be answered
 * @property {number} [firstPingMs] when the first ping goes out whatever is heard; absent: after a silence, too
 * @property {() => void} ping sends one
 * @property {() => void} onDead called once, after which nothing more is done
 */

/** The same as the server's, so that both sides come to the same judgement at about the same time. */
export const DEFAULT_HEARTBEAT = {intervalMs: 25_000, timeoutMs: 15_000};

/** A timer this late was asleep, with the page or the whole machine: its time proves nothing. */
const LATE_MS = 2_000;

/**
 * How many pings may in turn get no verdict, because timers slept or the page woke up meanwhile. In
 * a page in the background every timer is late, and without an end its dead socket would stay.
 */
const MAX_REPEATS = 2;

/**
 * Tells silence from death. A network that vanishes closes nothing, and its socket would look open
 * for many minutes. After a silence a ping goes out, and only a ping that had its full time without
 * anything being heard means death. A Connection owns it; it knows no socket.
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

  /** The network or the page has come back: asks at once instead of waiting for a silence. */
  onWake() {
    if (this.#isPinged) this.#repeat();
    else this.#askForSign();
  }

  stop() {
    this.#environment.clearTimeout(this.#timer);
  }

  // Nothing that is heard touches the timer: whoever hears much does not set one for each message.
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
