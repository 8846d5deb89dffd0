// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** Time between two readings of the levels. */
const POLL_MS = 200;
/** A person still counts as speaking for this time after the last sound, so that pauses between words do not count. */
const HOLD_MS = 700;
/** A linear audio level, as browsers report it, above the noise of breathing and keyboards. */
const THRESHOLD = 0.02;

/**
 * @typedef {object} Clock
 * @property {() => number} now
 * @property {(callback: () => void, ms: number) => number} setInterval
 * @property {(timer: number) => void} clearInterval
 */

/** @returns {Clock} */
function browserClock() {
  return {
    now: () => performance.now(),
    setInterval: (callback, ms) => Number(setInterval(callback, ms)),
    clearInterval: (timer) => clearInterval(timer),
  };
}

/**
 * @typedef {object} Voice
 * @property {() => number} level 0 to 1, right now
 * @property {(isSpeaking: boolean) => void} onChange
 * @property {boolean} isSpeaking
 * @property {number} heardAt
 */

/**
 * Finds out who is speaking: reads everybody's level a few times a second, and bridges the pauses between words.
 * The CallView owns and closes it.
 */
export class SpeakingWatch {
  #clock;
  #timer;
  /** @type {Map<object, Voice>} */
  #voices = new Map();

  /** @param {Clock} [clock] */
  constructor(clock = browserClock()) {
    this.#clock = clock;
    this.#timer = clock.setInterval(() => this.#look(), POLL_MS);
  }

  /**
   * @param {object} who any object that identifies the voice; `remove` takes the same object
   * @param {() => number} level
   * @param {(isSpeaking: boolean) => void} onChange
   */
  add(who, level, onChange) {
    this.#voices.set(who, {level, onChange, isSpeaking: false, heardAt: -Infinity});
  }

  /** @param {object} who */
  remove(who) {
    this.#voices.delete(who);
  }

  close() {
    this.#clock.clearInterval(this.#timer);
    this.#voices.clear();
  }

  #look() {
    const now = this.#clock.now();
    for (const voice of this.#voices.values()) {
      if (voice.level() >= THRESHOLD) voice.heardAt = now;
      const isSpeaking = now - voice.heardAt < HOLD_MS;
      if (isSpeaking === voice.isSpeaking) continue;
      voice.isSpeaking = isSpeaking;
      voice.onChange(isSpeaking);
    }
  }
}
