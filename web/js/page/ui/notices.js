// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {find, make, makeIcon} from './make.js';
import {translate} from '../language/translate.js';

/** Number of announcements that stay in the document, in case a screen reader is still reading earlier ones. */
const KEPT_ANNOUNCEMENTS = 5;

/** @typedef {{label: string, run: () => void}} Action */

/**
 * The messages of the page beside the call: notices that stay until the user dismisses them or they no longer
 * apply, one banner about the connection, and announcements for screen readers only.
 */
export class Notices {
  #list = find(document, '#notices', HTMLElement);
  #banner = find(document, '#banner', HTMLElement);
  #announcer = find(document, '#announcer', HTMLElement);
  /** @type {Map<string, HTMLElement>} */
  #shown = new Map();

  /**
   * @param {string} key the notice replaces an older one with the same key
   * @param {string} text
   * @param {{isBad?: boolean, action?: Action, onDismiss?: () => void}} [options]
   */
  show(key, text, {isBad = false, action, onDismiss = () => {}} = {}) {
    this.hide(key);
    const notice = make('div', {class: isBad ? 'notice bad' : 'notice', role: 'alert'}, make('p', {}, text));
    if (action) notice.append(this.#makeAction(key, action));
    else notice.append(this.#makeDismiss(key, onDismiss));
    this.#shown.set(key, notice);
    this.#list.append(notice);
  }

  /** @param {string} key */
  hide(key) {
    this.#shown.get(key)?.remove();
    this.#shown.delete(key);
  }

  /** @param {string} text empty: the connection works */
  set banner(text) {
    this.#banner.textContent = text;
    this.#banner.hidden = !text;
  }

  /** @param {string} text */
  announce(text) {
    this.#announcer.append(make('span', {}, `${text} `));
    while (this.#announcer.childElementCount > KEPT_ANNOUNCEMENTS) this.#announcer.firstElementChild?.remove();
  }

  clear() {
    for (const key of [...this.#shown.keys()]) this.hide(key);
    this.banner = '';
    this.#announcer.replaceChildren();
  }

  /**
   * @param {string} key
   * @param {Action} action
   */
  #makeAction(key, action) {
    const button = make('button', {type: 'button', class: 'primary'}, action.label);
    button.addEventListener('click', () => {
      this.hide(key);
      action.run();
    });
    return button;
  }

  /**
   * @param {string} key
   * @param {() => void} onDismiss
   */
  #makeDismiss(key, onDismiss) {
    const words = translate('Dismiss');
    const attributes = {type: 'button', class: 'quiet icon-only', 'aria-label': words, title: words};
    const button = make('button', attributes, makeIcon('close'));
    button.addEventListener('click', () => {
      this.hide(key);
      onDismiss();
    });
    return button;
  }
}
