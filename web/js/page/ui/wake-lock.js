// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * Keeps the screen from going dark during a call, where the browser can. The system takes the lock away
 * whenever the page is out of sight, so it is asked for anew each time the page is back.
 */
export class WakeLock {
  #isWanted = false;
  #isAsking = false;
  /** @type {WakeLockSentinel | null} */
  #lock = null;
  #onVisible = () => this.#acquire();

  start() {
    this.#isWanted = true;
    document.addEventListener('visibilitychange', this.#onVisible);
    this.#acquire();
  }

  stop() {
    this.#isWanted = false;
    document.removeEventListener('visibilitychange', this.#onVisible);
    this.#lock?.release().catch(() => {});
    this.#lock = null;
  }

  async #acquire() {
    if (!this.#isWanted || document.visibilityState !== 'visible' || !navigator.wakeLock) return;
    if (this.#isAsking || (this.#lock && !this.#lock.released)) return;
    this.#isAsking = true;
    try {
      const lock = await navigator.wakeLock.request('screen');
      if (this.#isWanted) this.#lock = lock;
      else await lock.release();
    } catch {
      // A battery that is nearly empty comes first.
    } finally {
      this.#isAsking = false;
    }
  }
}
