// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {browserEnvironment} from '../../client/environment.js';
import {interruptionSentence} from './close-sentence.js';
import {translate} from '../language/translate.js';

/** The banner does not appear for a shorter interruption. */
const PATIENCE_MS = 2000;

/**
 * Shows a banner once the server has been out of reach for PATIENCE_MS, and removes it when the connection is
 * back. It follows one Manager.
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
    this.#expect(translate('Connecting…'));
    manager.on('reconnecting', ({code}) => this.#expect(interruptionSentence(code, this.#hasJoined)));
    manager.on('joined', () => this.#onJoined());
  }

  close() {
    this.#timers.clearTimeout(this.#timer);
    this.#notices.banner = '';
  }

  /** @param {string} text to show if the interruption lasts */
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
    if (this.#isShown) this.#notices.announce(translate('Connected again.'));
    this.#isShown = false;
    this.#notices.banner = '';
  }
}
