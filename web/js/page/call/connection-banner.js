// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {browserEnvironment} from '../../client/environment.js';
import {interruptionSentence} from './close-sentence.js';

/** A connection that is back sooner than this was hardly gone. */
const PATIENCE_MS = 2000;

/**
 * Says that the server cannot be reached, when that has lasted a while, and takes it back by itself. It
 * follows one Manager.
 */
export class ConnectionBanner {
  #notices;
  #timers;
  #timer = 0;
  #text = '';
  #isShown = false;
  #hasJoined = false;

  /**
   * @param {Pick<import('../../client/room/manager.js').Manager, 'on'>} manager
   * @param {Pick<import('../ui/notices.js').Notices, 'banner' | 'announce'>} notices
   * @param {Pick<import('../../client/environment.js').Environment, 'setTimeout' | 'clearTimeout'>} [timers]
   */
  constructor(manager, notices, timers = browserEnvironment()) {
    this.#notices = notices;
    this.#timers = timers;
    this.#expect('Connecting…');
    manager.on('reconnecting', ({code}) => this.#expect(interruptionSentence(code, this.#hasJoined)));
    manager.on('joined', () => this.#onJoined());
  }

  close() {
    this.#timers.clearTimeout(this.#timer);
    this.#notices.banner = '';
  }

  /** @param {string} text to be shown if it lasts */
  #expect(text) {
    this.#text = text;
    if (this.#isShown) this.#show();
    else if (!this.#timer) this.#timer = this.#timers.setTimeout(() => this.#show(), PATIENCE_MS);
  }

  #show() {
    this.#isShown = true;
    this.#notices.banner = this.#text;
  }

  #onJoined() {
    this.#timers.clearTimeout(this.#timer);
    this.#timer = 0;
    this.#hasJoined = true;
    if (this.#isShown) this.#notices.announce('Connected again.');
    this.#isShown = false;
    this.#notices.banner = '';
  }
}
