// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {ChatPanel} from './chat-panel.js';
import {ConnectionBanner} from './connection-banner.js';
import {Controls} from './controls.js';
import {find} from '../ui/make.js';
import {OwnTiles} from '../stage/own-tiles.js';
import {People} from './people.js';
import {PushToTalk} from './push-to-talk.js';
import {openSettings} from '../settings/settings-dialog.js';
import {loadSettings, saveSettings} from '../settings/settings.js';
import {ShareLink} from './share-link.js';
import {isTyping, listShortcuts, shortcutOf} from './shortcuts.js';
import {SpeakingWatch} from '../stage/speaking.js';
import {TileStage} from '../stage/tile-stage.js';
import {WakeLock} from '../ui/wake-lock.js';
import {translate} from '../language/translate.js';

/** @typedef {import('../../client/media/local-media.js').LocalMedia} LocalMedia */
/** @typedef {import('../../client/room/manager.js').Manager} Manager */

/**
 * The page during one call: makes the parts of the call and closes them. Its Manager must not have joined yet.
 * The CallView does not own the Manager and does not close it.
 */
export class CallView {
  #manager;
  #media;
  #notices;
  #ending = new AbortController();
  #wakeLock = new WakeLock();
  #speaking = new SpeakingWatch();
  #stage = new TileStage(() => this.#onBlocked());
  #people;
  #own;
  #controls;
  #chat;
  #banner;
  #link;
  #shortcuts = find(document, '#shortcuts', HTMLDialogElement);
  #shortcutsOn = find(document, '#shortcuts-on', HTMLInputElement);

  /**
   * @param {object} options
   * @param {Manager} options.manager
   * @param {LocalMedia} options.media
   * @param {import('../ui/notices.js').Notices} options.notices
   * @param {(count: number) => void} options.onUnread
   * @param {() => void} options.onLeave
   */
  constructor({manager, media, notices, onUnread, onLeave}) {
    const {signal} = this.#ending;
    const parts = {manager, media, notices, signal, stage: this.#stage, speaking: this.#speaking};
    this.#manager = manager;
    this.#media = media;
    this.#notices = notices;
    this.#stage.speaker = loadSettings().speakerId;
    this.#own = new OwnTiles(parts);
    this.#people = new People(parts);
    this.#controls = new Controls(parts);
    this.#chat = new ChatPanel({manager, onUnread, signal});
    this.#banner = new ConnectionBanner(manager, notices);
    this.#link = new ShareLink(notices, signal);
    new PushToTalk(media, () => loadSettings().shortcuts, signal);
    this.#listen(onLeave);
    this.#wakeLock.start();
  }

  /** @param {import('../devices/problem-notice.js').Failure[]} failures of devices while the user was joining */
  tell(failures) {
    this.#controls.tell(failures);
  }

  /** @param {boolean} on */
  switchMicrophone(on) {
    this.#controls.switchMicrophone(on);
  }

  /** @param {boolean} on */
  switchCamera(on) {
    this.#controls.switchCamera(on);
  }

  close() {
    this.#ending.abort();
    this.#people.close();
    this.#stage.close();
    this.#speaking.close();
    this.#banner.close();
    this.#wakeLock.stop();
    this.#notices.clear();
    for (const dialog of document.querySelectorAll('dialog')) dialog.close();  // they belong to the call
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }

  /** @param {() => void} onLeave */
  #listen(onLeave) {
    const manager = this.#manager;
    const {signal} = this.#ending;
    const click = (/** @type {string} */ id, /** @type {() => void} */ act) => {
      find(document, `#${id}`, HTMLButtonElement).addEventListener('click', act, {signal});
    };
    manager.on('joined', () => this.#own.draw());
    manager.on('clients', () => this.#own.draw());
    manager.on('text', (line) => this.#onText(line));
    manager.on('refused', (refusal) => this.#onRefused(refusal));
    manager.on('undelivered', ({messages}) => this.#onUndelivered(messages));
    click('leave', onLeave);
    click('settings', () => this.#openSettings());
    click('shortcuts-open', () => this.#openShortcuts());
    this.#shortcutsOn.addEventListener('change', () => saveSettings({shortcuts: this.#shortcutsOn.checked}), {signal});
    document.addEventListener('visibilitychange', () => this.#stage.resume(), {signal});
    document.addEventListener('hand', () => this.#own.draw(), {signal});
    document.addEventListener('keydown', (event) => this.#onKey(event), {signal});
  }

  /** @param {import('../../client/room/manager.js').ChatLine} line */
  #onText(line) {
    this.#chat.add(line);
    if (!this.#chat.isOpen && !line.isOwn) this.#notices.announce(`${line.name}: ${line.text}`);
  }

  /** @param {{code: string, message: string}} refusal */
  #onRefused({code, message}) {
    if (code === 'rate-limited') return;  // the server only delays messages and loses none
    const words = code === 'bad-profile' ? translate('This name cannot be used. Your name stays the same.') : message;
    this.#notices.show('refused', words, {isBad: true});
  }

  /** @param {import('../../client/room/manager.js').ManagerEvents['undelivered']['messages']} messages */
  #onUndelivered(messages) {
    const lines = messages.filter(({type, data}) => type === 'text' && data).map(({data}) => data);
    for (const {text, time} of lines) this.#chat.addUnconfirmed(text, time);
    if (lines.length === 0 || this.#chat.isOpen) return;
    this.#notices.show('undelivered',
      translate('Some of your messages may not have been delivered. The chat marks them.'), {isBad: true});
  }

  #onBlocked() {
    this.#notices.show('blocked', translate('Your browser mutes the call until you allow sound.'), {
      action: {label: translate('Turn the sound on'), run: () => this.#stage.playAll()},
    });
  }

  async #openSettings() {
    await openSettings({media: this.#media, manager: this.#manager});
    this.#stage.speaker = loadSettings().speakerId;
  }

  #openShortcuts() {
    listShortcuts(find(document, '#shortcut-list', HTMLElement));
    this.#shortcutsOn.checked = loadSettings().shortcuts;
    if (!this.#shortcuts.open) this.#shortcuts.showModal();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const isOnTop = document.querySelector('dialog[open], :popover-open') !== null;
    if (event.key === 'Escape' && !isOnTop && this.#chat.isOpen && !document.fullscreenElement) this.#chat.close();
    if (isTyping(event.target) || isOnTop) return;
    const name = shortcutOf(event);
    if (!name || !loadSettings().shortcuts) return;
    event.preventDefault();
    const acts = {
      microphone: () => this.#controls.toggleMicrophone(),
      camera: () => this.#controls.toggleCamera(),
      screen: () => this.#controls.toggleScreen(),
      hand: () => this.#controls.toggleHand(),
      chat: () => this.#chat.toggle(),
      copy: () => this.#link.copy(),
      help: () => this.#openShortcuts(),
    };
    acts[name]();
  }
}
