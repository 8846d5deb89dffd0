// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {linkify} from '../ui/linkify.js';
import {find, make} from '../ui/make.js';
import {currentLocale, formatNumber, translate, translateCount} from '../language/translate.js';

/** @typedef {import('../../client/room/manager.js').Manager} Manager */
/** @typedef {import('../../client/room/manager.js').ChatLine} ChatLine */

/** Number of lines that are kept: a call may last for days, and its members may write without limit. */
const MOST_LINES = 500;
/** A line within this time after the last line of the same sender gets no heading of its own. */
const FOLLOWS_MS = 120_000;
/** If the log is scrolled to within this distance of its end, it scrolls to new lines by itself. */
const AT_END_PX = 60;
/** @type {() => Record<import('../../client/signaling/signaler.js').SendResult, string>} */
const hints = () => ({
  sent: '',
  queued: translate('Will be sent as soon as the connection is back.'),
  refused: translate('Not sent: too many messages are waiting, or this one is too long.'),
});
/** On pages of this width the chat covers the whole page. */
const NARROW = '(max-width: 50rem)';

/**
 * The text chat: the log, the number of unread lines, and the input field. The CallView passes it every line.
 * It sends lines through the Manager, and shows them when they come back from the server.
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
   * @param {AbortSignal} options.signal removes the panel's listeners
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
    // While the chat covers the page, nothing beneath it can be reached.
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
   * Adds a line of the user that the server has not confirmed: the others may or may not have got it.
   * @param {string} text
   * @param {number} time
   */
  addUnconfirmed(text, time) {
    this.#last = null;  // gets its own heading, because the line before it may be sent again and removed here
    this.add({id: this.#manager.id, name: this.#manager.username, text, time, isOwn: true});
    this.#last = null;  // so does the next line, because this one may be sent again, too
    const element = this.#lines.lastElementChild;
    const again = make('button', {type: 'button', class: 'quiet'}, translate('Send again'));
    const note = make('p', {class: 'unconfirmed'}, translate('Perhaps not delivered.'), ' ', again);
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
    const clock = date.toLocaleTimeString(currentLocale(), {hour: '2-digit', minute: '2-digit'});
    const follows = this.#last?.id === id && this.#last.name === name && time - this.#last.time < FOLLOWS_MS;
    // Without a name: its sender left before this page knew it.
    const head = make('p', {class: follows ? 'head unseen' : 'head'},
      make('b', {dir: 'auto'}, name || translate('Somebody')), ' ', make('time', {datetime: isoOf(date)}, clock));
    const body = make('p', {class: 'body', dir: 'auto'}, ...linkify(text));
    const element = make('li', {}, head, body);
    element.classList.toggle('own', isOwn);
    element.classList.toggle('follows', follows);
    element.title = clock;
    return element;
  }

  /** Removes the oldest line when there are too many. The line that is then the first gets a heading. */
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
   * @returns {boolean} whether the text was sent or queued
   */
  #say(text) {
    const result = this.#manager.say(text);
    this.#hint.textContent = hints()[result];
    return result !== 'refused';
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    // While an input method composes a word, Enter ends the word, not the message.
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
    this.#badge.textContent = count > 99 ? `${formatNumber(99)}+` : formatNumber(count);
    if (count > 0) this.#toggle.setAttribute('aria-label', translateCount(count, {other: 'Chat, {count} unread'}));
    else this.#toggle.removeAttribute('aria-label');
    this.#toggle.title = translate('Chat (C)');
    this.#onUnread(count);
  }

  #drawEmpty() {
    const isEmpty = this.#lines.childElementCount === 0;
    this.#log.classList.toggle('empty', isEmpty);
    find(document, '#log-empty', HTMLElement).hidden = !isEmpty;
  }
}

/** @param {Date} date from another page, so it may be invalid */
function isoOf(date) {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
