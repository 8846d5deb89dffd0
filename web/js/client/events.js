// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * What is dispatched: an event that carries something. It reads like a CustomEvent, which Node lacks
 * before version 19.
 * @template Detail
 */
export class DetailEvent extends Event {
  /**
   * @param {string} type
   * @param {Detail} detail
   */
  constructor(type, detail) {
    super(type);
    this.detail = detail;
  }
}

/**
 * The base of everything here that tells what happens to it. A class extends it with the map from
 * its events' names to what they carry, so that both sides of every event are type-checked: a typedef
 * RoomEvents `{joined: {id: string}, left: void}`, and on the class the tag "extends" with the type
 * `{Emitter<RoomEvents>}`.
 *
 * Besides `on` there is all of EventTarget; listeners added that way find the same in `event.detail`.
 * @template {Record<string, any>} Events
 */
export class Emitter extends EventTarget {
  #isSilent = false;
  /** @type {Set<string> | null} */
  #types;

  /** @param {(keyof Events & string)[]} [types] all events of the class; if given, on() refuses others */
  constructor(types) {
    super();
    this.#types = types ? new Set(types) : null;
  }

  /**
   * Calls back with what the event carries, each time until the returned function is called.
   * @template {keyof Events & string} Type
   * @param {Type} type
   * @param {(detail: Events[Type]) => void} callback
   * @returns {() => void}
   * @throws {TypeError} there is no such event
   */
  on(type, callback) {
    if (this.#types && !this.#types.has(type)) {
      throw new TypeError(`there is no event '${type}'; the events are ${[...this.#types].join(', ')}`);
    }
    if (typeof callback !== 'function') throw new TypeError(`the callback for '${type}' is not a function`);
    const listener = (/** @type {Event} */ event) => {
      callback(/** @type {DetailEvent<Events[Type]>} */ (event).detail);
    };
    this.addEventListener(type, listener);
    return () => this.removeEventListener(type, listener);
  }

  /**
   * @protected
   * @template {keyof Events & string} Type
   * @param {Type} type
   * @param {undefined extends Events[Type] ? [detail?: Events[Type]] : [detail: Events[Type]]} details
   */
  emit(type, ...details) {
    if (!this.#isSilent) this.dispatchEvent(new DetailEvent(type, details[0]));
  }

  /**
   * From now on nothing is emitted: the promise that every close() makes.
   * @protected
   */
  silence() {
    this.#isSilent = true;
  }
}
