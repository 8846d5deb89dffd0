// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * An event with a `detail`. It replaces CustomEvent, which Node lacks before version 19.
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
 * The base of all classes here that emit events. A class extends it with a map from the names of its
 * events to their details, so that emitting and listening are both type-checked. For example, a typedef
 * RoomEvents is `{joined: {id: string}, left: void}`, and the class has the tag "extends" with the type
 * `{Emitter<RoomEvents>}`.
 *
 * The methods of EventTarget also work. Their listeners find the detail in `event.detail`.
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
   * Calls back with the detail of each such event, until the returned function is called.
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
   * Stops all events. Every close() calls this.
   * @protected
   */
  silence() {
    this.#isSilent = true;
  }
}
