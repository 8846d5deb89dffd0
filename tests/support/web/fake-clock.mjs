// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * Time that passes only when a test says so, with timers that fire in their order. Microtasks and
 * what they lead to run out between two timers, as in a browser.
 */
export class FakeClock {
  #now = 1_000;
  #lastId = 0;
  /** @type {Map<number, {at: number, callback: () => void}>} */
  #timers = new Map();

  now = () => this.#now;

  setTimeout = (callback, ms) => {
    this.#lastId += 1;
    this.#timers.set(this.#lastId, {at: this.#now + Math.max(ms, 0), callback});
    return this.#lastId;
  };

  clearTimeout = (id) => {
    this.#timers.delete(id);
  };

  /** How many timers are waiting. */
  get pending() {
    return this.#timers.size;
  }

  /** Lets time pass and fires what falls due in it, each timer at its time. */
  async advance(ms) {
    const end = this.#now + ms;
    await this.settle();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const [id, {at, callback}] = next;
      this.#timers.delete(id);
      this.#now = Math.max(this.#now, at);
      callback();
      await this.settle();
    }
    this.#now = end;
  }

  /** Lets time pass as it does for a machine that sleeps: what falls due fires late, with the next advance(). */
  sleep(ms) {
    this.#now += ms;
  }

  /** Lets every promise that can go on do so. */
  settle() {
    return new Promise((resolve) => {
      setImmediate(resolve);
    });
  }

  /** The timer that is due next, those of the same instant in the order of their making. */
  #next(end) {
    return [...this.#timers]
      .filter(([, {at}]) => at <= end)
      .reduce((first, timer) => (first && first[1].at <= timer[1].at ? first : timer), undefined);
  }
}
