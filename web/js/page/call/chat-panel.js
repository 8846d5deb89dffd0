// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {linkify} from '../ui/linkify.js';
import {find, make} from '../ui/make.js';

/** @typedef {import('../../client/room/manager.js').Manager} Manager */
/** @typedef {import('../../client/room/manager.js').ChatLine} ChatLine */

/** Who has gone before the name was known. */
const NOBODY = 'Somebody';
/** How many lines are kept: a call may last for days, and somebody may write without end. */
const MOST_LINES = 500;
/** What one says within this time after one's last line belongs to it. */
const FOLLOWS_MS = 120_000;
/** Nearer to the end than this, one reads along: new lines come into sight by themselves. */
const AT_END_PX = 60;
/** @type {Record<import('../../client/signaling/signaler.js').SendResult, string>} */
const HINTS = {
  sent: '',
  queued: 'Will be sent as soon as the connection is back.',
  refused: 'Not sent: too much is waiting already, or it is too long.',
};
/** Where the chat covers the whole page. */
const NARROW = '(max-width: 50rem)';

/**
 * The text chat: what was said, how much of it was not seen yet, and the field to write in. The CallView
 * hands it every line; what is sent goes to the Manager and is shown when it comes back.
 */
export class ChatPanel {
  #manager;
  #onUnread;
  #panel = find(document, '#chat', HTMLElement);
  #toggle = find(document, '#chat-toggle', HTMLButtonElement);
  #badge = find(document, '#unread', HTMLElement);
  #log = find(document, '#log', HTMLElement);
  #lines = find(document, '#log ol', HTMLElement);
  #text = find(document, '#text', HTMLTextAreaElement);
  #hint = find(document, '#chat-hint', HTMLElement);
  #unread = 0;
  /** @type {ChatLine | null} */
  #last = null;

  /**
   * @param {object} options
   * @param {Manager} options.manager
   * @param {(count: number) => void} options.onUnread
   * @param {AbortSignal} options.signal ends it
   */
  constructor({manager, onUnread, signal}) {
    this.#manager = manager;
    this.#onUnread = onUnread;
    this.#lines.replaceChildren();
    this.#hint.textContent = '';
    this.#text.value = '';
    this.#drawEmpty();
    this.#setUnread(0);
    this.#toggle.addEventListener('click', () => this.toggle(), {signal});
    find(document, '#chat-close', HTMLButtonElement).addEventListener('click', () => this.close(), {signal});
    find(document, '#chat-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    }, {signal});
    this.#text.addEventListener('keydown', (event) => this.#onKey(event), {signal});
    // Beneath a chat that covers the page nothing is to be reached.
    matchMedia(NARROW).addEventListener('change', () => this.#cover(), {signal});
    signal.addEventListener('abort', () => this.#show(false));
  }

  get isOpen() {
    return !this.#panel.hidden;
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open();
  }

  open() {
    this.#show(true);
    this.#setUnread(0);
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#text.focus();
  }

  close() {
    const hadFocus = this.#panel.contains(document.activeElement);
    this.#show(false);
    if (hadFocus) this.#toggle.focus();
  }

  /** @param {ChatLine} line */
  add(line) {
    const {scrollHeight, scrollTop, clientHeight} = this.#log;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < AT_END_PX;
    this.#lines.append(this.#makeLine(line));
    this.#last = line;
    this.#forget();
    this.#drawEmpty();
    if (line.isOwn) this.#hint.textContent = '';
    if (isAtEnd || line.isOwn) this.#log.scrollTop = this.#log.scrollHeight;
    if (!this.isOpen && !line.isOwn) this.#setUnread(this.#unread + 1);
  }

  /**
   * What one has written, and nobody knows whether it has come to the others.
   * @param {string} text
   * @param {number} time
   */
  addUnconfirmed(text, time) {
    this.#last = null;  // it says whose it is, for the one before may be sent again and go from there
    this.add({id: this.#manager.id, name: this.#manager.username, text, time, isOwn: true});
    this.#last = null;  // so does the next one, for this one may be sent again, too
    const element = this.#lines.lastElementChild;
    const again = make('button', {type: 'button', class: 'quiet'}, 'Send again');
    const note = make('p', {class: 'unconfirmed'}, 'Perhaps not delivered. ', again);
    again.addEventListener('click', () => {
      if (!this.#say(text)) return;
      element?.remove();
      this.#text.focus();
      this.#drawEmpty();
    });
    element?.append(note);
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  /** @param {ChatLine} line */
  #makeLine(line) {
    const {id, name, text, time, isOwn} = line;
    const date = new Date(time);
    const clock = date.toLocaleTimeString([], {hour: '2-digit', minute: '2-digit'});
    const follows = this.#last?.id === id && this.#last.name === name && time - this.#last.time < FOLLOWS_MS;
    const head = make('p', {class: follows ? 'head unseen' : 'head'},
      make('b', {dir: 'auto'}, name || NOBODY), ' ', make('time', {datetime: isoOf(date)}, clock));
    const body = make('p', {class: 'body', dir: 'auto'}, ...linkify(text));
    const element = make('li', {}, head, body);
    element.classList.toggle('own', isOwn);
    element.classList.toggle('follows', follows);
    element.title = clock;
    return element;
  }

  /** Lets the oldest line go when there are too many; the one that is first then says who wrote it. */
  #forget() {
    if (this.#lines.childElementCount <= MOST_LINES) return;
    this.#lines.firstElementChild?.remove();
    this.#lines.firstElementChild?.classList.remove('follows');
    this.#lines.querySelector('.head')?.classList.remove('unseen');
  }

  #send() {
    const text = this.#text.value.trim();
    if (text && this.#say(text)) this.#text.value = '';
  }

  /**
   * @param {string} text
   * @returns {boolean} whether it is on its way, or will be
   */
  #say(text) {
    const result = this.#manager.say(text);
    this.#hint.textContent = HINTS[result];
    return result !== 'refused';
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    // While an input method composes, Enter ends the word and not the message.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  /** @param {boolean} isOpen */
  #show(isOpen) {
    this.#panel.hidden = !isOpen;
    this.#toggle.setAttribute('aria-expanded', String(isOpen));
    this.#panel.parentElement?.classList.toggle('with-chat', isOpen);
    this.#cover();
  }

  #cover() {
    const isCovered = this.isOpen && matchMedia(NARROW).matches;
    for (const sibling of this.#panel.parentElement?.children ?? []) {
      if (sibling !== this.#panel) sibling.toggleAttribute('inert', isCovered);
    }
  }

  /** @param {number} count */
  #setUnread(count) {
    this.#unread = count;
    this.#badge.hidden = count === 0;
    this.#badge.textContent = count > 99 ? '99+' : String(count);
    if (count > 0) this.#toggle.setAttribute('aria-label', `Chat, ${count} unread`);
    else this.#toggle.removeAttribute('aria-label');
    this.#toggle.title = 'Chat (C)';
    this.#onUnread(count);
  }

  #drawEmpty() {
    const isEmpty = this.#lines.childElementCount === 0;
    this.#log.classList.toggle('empty', isEmpty);
    find(document, '#log-empty', HTMLElement).hidden = !isEmpty;
  }
}

/** @param {Date} date which another page may have made up */
function isoOf(date) {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
