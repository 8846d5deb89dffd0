// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * Keeps the screen on during a call, if the browser supports that. The system releases the lock whenever the page is
 * hidden, so this class requests it again each time the page is visible.
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
      // The system may refuse, for example because the battery is nearly empty.
    } finally {
      this.#isAsking = false;
    }
  }
}
