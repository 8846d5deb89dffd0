// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {find, setIcon} from '../ui/make.js';
import {translate} from '../language/translate.js';

/** Time for which a button says that it has copied the link. */
const COPIED_MS = 2000;

/**
 * Copies the link to the room, or passes it to the system's share sheet. The link is the address of the page
 * without query and fragment.
 */
export class ShareLink {
  #url = new URL(location.pathname, location.href).href;
  #notices;
  /** @type {Map<HTMLButtonElement, number>} */
  #timers = new Map();

  /**
   * @param {import('../ui/notices.js').Notices} notices
   * @param {AbortSignal} signal removes the listeners
   */
  constructor(notices, signal) {
    this.#notices = notices;
    const copy = find(document, '#copy', HTMLButtonElement);
    const aloneCopy = find(document, '#alone-copy', HTMLButtonElement);
    const share = find(document, '#share', HTMLButtonElement);
    const link = find(document, '#link', HTMLInputElement);
    link.value = this.#url;
    link.addEventListener('focus', () => link.select(), {signal});
    copy.addEventListener('click', () => this.copy(copy), {signal});
    aloneCopy.addEventListener('click', () => this.copy(aloneCopy), {signal});
    share.hidden = !navigator.share;
    share.addEventListener('click', () => this.#share(), {signal});
    signal.addEventListener('abort', () => this.#timers.forEach((timer) => clearTimeout(timer)));
  }

  /** @param {HTMLButtonElement} button that confirms it */
  async copy(button = find(document, '#copy', HTMLButtonElement)) {
    try {
      await navigator.clipboard.writeText(this.#url);
    } catch {
      // There is no clipboard without https, or the browser refuses it. The notice shows the link instead.
      this.#notices.show('link', translate('The link to this room: {link}', {link: this.#url}));
      return;
    }
    this.#notices.announce(translate('The link is copied.'));
    this.#say(button, translate('Copied'), 'check');
    clearTimeout(this.#timers.get(button));
    const restore = () => this.#say(button, translate('Copy link'), 'link');
    this.#timers.set(button, window.setTimeout(restore, COPIED_MS));
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {string} words
   * @param {string} sign
   */
  #say(button, words, sign) {
    (button.querySelector('.label') ?? button).textContent = words;
    setIcon(button.querySelector('svg'), sign);
  }

  async #share() {
    try {
      await navigator.share({title: document.title, url: this.#url});
    } catch (error) {
      const isCancelled = error instanceof DOMException && error.name === 'AbortError';
      if (!isCancelled) await this.copy();
    }
  }
}
