// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {find, setIcon} from '../ui/make.js';
import {codeOf, mediaProblem} from '../devices/media-problem.js';
import {openDevice} from '../devices/open-device.js';
import {loadSettings, saveSettings} from '../settings/settings.js';
import {translate} from '../language/translate.js';

/** @typedef {import('../../client/media/local-media.js').LocalMedia} LocalMedia */
/** @typedef {import('../../client/room/manager.js').Manager} Manager */
/** @typedef {import('../ui/notices.js').Notices} Notices */
/** @typedef {import('../devices/problem-notice.js').Failure} Failure */
/** @typedef {'microphone' | 'camera' | 'screen'} Subject */

const button = (/** @type {string} */ id) => find(document, `#${id}`, HTMLButtonElement);

/**
 * The buttons for microphone, camera, screen and hand. They make LocalMedia open and close devices, and show what
 * LocalMedia has open.
 */
export class Controls {
  #media;
  #manager;
  #notices;
  #microphone = button('microphone');
  #camera = button('camera');
  #swap = button('swap');
  #screen = button('screen');
  #hand = button('hand');
  /** Kinds of devices that existed when the list of devices last changed. */
  #isThere = {microphone: false, camera: false};

  /**
   * @param {{media: LocalMedia, manager: Manager, notices: Notices, signal: AbortSignal}} options
   */
  constructor({media, manager, notices, signal}) {
    this.#media = media;
    this.#manager = manager;
    this.#notices = notices;
    this.#microphone.addEventListener('click', () => this.toggleMicrophone(), {signal});
    this.#camera.addEventListener('click', () => this.toggleCamera(), {signal});
    this.#swap.addEventListener('click', () => this.#swapCamera(), {signal});
    this.#screen.addEventListener('click', () => this.toggleScreen(), {signal});
    this.#hand.addEventListener('click', () => this.toggleHand(), {signal});
    this.#screen.hidden = !navigator.mediaDevices?.getDisplayMedia;
    media.addEventListener('change', () => this.#draw(), {signal});
    media.addEventListener('devices', () => this.#onDevices(), {signal});
    media.addEventListener('lost', (event) => {
      this.#onLost(/** @type {CustomEvent<{slot: Subject | 'screenSound'}>} */ (event).detail.slot);
    }, {signal});
    this.#look();
    this.#draw();
  }

  toggleMicrophone() {
    this.switchMicrophone(!this.#microphoneIsOn);
  }

  /** @param {boolean} on */
  switchMicrophone(on) {
    if (on === this.#microphoneIsOn) return;
    saveSettings({microphoneOn: on});
    this.#media.microphoneOn = on;
    if (on && !this.#media.track('microphone')) this.#open('microphone');
  }

  get #microphoneIsOn() {
    return this.#media.microphoneOn && this.#media.track('microphone') !== null;
  }

  toggleCamera() {
    this.switchCamera(this.#media.track('camera') === null);
  }

  /** @param {boolean} on */
  switchCamera(on) {
    if (on === (this.#media.track('camera') !== null)) return;
    saveSettings({cameraOn: on});
    if (on) this.#open('camera');
    else this.#media.closeCamera();
  }

  toggleScreen() {
    if (this.#screen.hidden) return;
    if (this.#media.track('screen')) this.#media.stopScreen();
    else this.#try('screen', () => this.#media.shareScreen({sound: true}));
  }

  toggleHand() {
    this.#manager.hand = !this.#manager.hand;
    this.#draw();
    this.#hand.dispatchEvent(new Event('hand', {bubbles: true}));
  }

  /** @param {Failure[]} failures of devices while the user was joining */
  tell(failures) {
    for (const {subject, error} of failures) this.#onFailed(subject, error);
  }

  /** @param {'microphone' | 'camera'} slot */
  #open(slot) {
    this.#try(slot, () => openDevice(this.#media, slot, loadSettings()));
  }

  // A user who is told that there is no device plugs one in, and expects the page to use it.
  #onDevices() {
    const before = this.#isThere;
    this.#look();
    const {microphoneOn, cameraOn} = loadSettings();
    const isWanted = {microphone: microphoneOn, camera: cameraOn};
    for (const slot of /** @type {const} */ (['microphone', 'camera'])) {
      const isNew = this.#isThere[slot] && !before[slot];
      if (isNew && isWanted[slot] && !this.#media.track(slot)) this.#open(slot);
    }
    this.#draw();
  }

  #look() {
    const {microphones, cameras} = this.#media.devices;
    this.#isThere = {microphone: microphones.length > 0, camera: cameras.length > 0};
  }

  #swapCamera() {
    const facing = this.#media.track('camera')?.getSettings().facingMode;
    const facingMode = facing === 'environment' ? 'user' : 'environment';
    this.#try('camera', () => this.#media.openCamera({deviceId: '', facingMode}));
  }

  /**
   * @param {Subject} subject
   * @param {() => Promise<void>} open
   */
  async #try(subject, open) {
    const pressed = {microphone: this.#microphone, camera: this.#camera, screen: this.#screen}[subject];
    this.#notices.hide(subject);
    pressed.setAttribute('aria-busy', 'true');
    try {
      await open();
    } catch (error) {
      this.#onFailed(subject, error);
    } finally {
      pressed.removeAttribute('aria-busy');
    }
  }

  /**
   * @param {Failure['subject']} subject
   * @param {unknown} error
   */
  #onFailed(subject, error) {
    if (codeOf(error) === 'cancelled') return;
    const {title, advice} = mediaProblem(error, subject);
    this.#notices.show(subject, `${title} ${advice}`, {isBad: true});
  }

  /** @param {Subject | 'screenSound'} slot */
  #onLost(slot) {
    // Users mostly end screen sharing with the browser's own button, so they know about it.
    if (slot !== 'microphone' && slot !== 'camera') return;
    const track = this.#media.track(slot);
    const gone = slot === 'microphone' ? translate('Your microphone is gone.') : translate('Your camera is gone.');
    const now = track ? translate('“{device}” is used now.', {device: track.label}) :
      translate('It was unplugged, or another program took it.');
    this.#notices.show(slot, `${gone} ${now}`);
  }

  #draw() {
    const {devices} = this.#media;
    const camera = this.#media.track('camera');
    const microphoneIsOn = this.#microphoneIsOn;
    const screenIsOn = this.#media.track('screen') !== null;
    press(this.#microphone, microphoneIsOn, microphoneIsOn ? 'microphone' : 'microphone-off',
      microphoneIsOn ? translate('Switch the microphone off (M)') :
        translate('Switch the microphone on (M), or hold Space to talk'));
    press(this.#camera, camera !== null, camera ? 'camera' : 'camera-off',
      camera ? translate('Switch the camera off (V)') : translate('Switch the camera on (V)'));
    press(this.#screen, screenIsOn, screenIsOn ? 'screen-stop' : 'screen',
      screenIsOn ? translate('Stop sharing the screen (S)') : translate('Share the screen, a window or a tab (S)'));
    press(this.#hand, this.#manager.hand, 'hand',
      this.#manager.hand ? translate('Lower the hand (H)') : translate('Raise the hand (H)'));
    // On a computer a second camera is not "the other side". The user chooses it by name in the settings.
    const isHandheld = matchMedia('(pointer: coarse)').matches;
    this.#swap.hidden = !(camera && devices.cameras.length > 1 && isHandheld);
  }
}

/**
 * @param {HTMLButtonElement} element
 * @param {boolean} isPressed
 * @param {string} sign
 * @param {string} title what a press does
 */
function press(element, isPressed, sign, title) {
  element.setAttribute('aria-pressed', String(isPressed));
  element.title = title;
  setIcon(element.querySelector('svg'), sign);
}
