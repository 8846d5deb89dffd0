// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {isTyping} from './shortcuts.js';

/** @typedef {{microphoneOn: boolean, track: (slot: 'microphone') => unknown}} Microphone */

/**
 * Push-to-talk: while the microphone is off, holding Space down switches it on. It goes off again when the user
 * releases the key or the page loses the focus. A field, or a button that the user reached with the keyboard,
 * keeps the key for itself.
 */
export class PushToTalk {
  #microphone;
  #isEnabled;
  #isTalking = false;
  /** A clicked button keeps the focus, but the next Space is not meant for it. */
  #wasPointed = true;

  /**
   * @param {Microphone} microphone
   * @param {() => boolean} isEnabled
   * @param {AbortSignal} signal removes the listeners
   */
  constructor(microphone, isEnabled, signal) {
    this.#microphone = microphone;
    this.#isEnabled = isEnabled;
    document.addEventListener('keydown', (event) => this.#onDown(event), {signal, capture: true});
    document.addEventListener('keyup', (event) => this.#onUp(event), {signal, capture: true});
    document.addEventListener('pointerdown', () => { this.#wasPointed = true; }, {signal, capture: true});
    window.addEventListener('blur', () => this.#release(), {signal});
    document.addEventListener('visibilitychange', () => this.#release(), {signal});
    signal.addEventListener('abort', () => this.#release());
  }

  get isTalking() {
    return this.#isTalking;
  }

  /** @param {KeyboardEvent} event */
  #onDown(event) {
    if (event.key === 'Tab') this.#wasPointed = false;
    if (event.key !== ' ' || event.ctrlKey || event.altKey || event.metaKey) return;
    if (this.#isTalking) {
      event.preventDefault();
      return;
    }
    if (event.repeat || this.#isForControl(event.target) || this.#microphone.microphoneOn) return;
    if (!this.#isEnabled() || !this.#microphone.track('microphone')) return;
    event.preventDefault();
    this.#isTalking = true;
    this.#microphone.microphoneOn = true;
  }

  /** @param {KeyboardEvent} event */
  #onUp(event) {
    if (event.key !== ' ' || !this.#isTalking) return;
    event.preventDefault();  // otherwise the key presses the focused button
    this.#release();
  }

  #release() {
    if (!this.#isTalking) return;
    this.#isTalking = false;
    this.#microphone.microphoneOn = false;
  }

  /** @param {EventTarget | null} target */
  #isForControl(target) {
    if (isTyping(target)) return true;
    const isButton = target instanceof Element && target.closest('button, a, summary, [tabindex]') !== null;
    return isButton && !this.#wasPointed;
  }
}
