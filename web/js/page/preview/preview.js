// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {cleanUsername} from '../../client/room/username.js';
import {DeviceSelect} from '../devices/device-select.js';
import {DeviceSwitch, watchPermission} from '../devices/device-switch.js';
import {LevelMeter} from '../devices/level-meter.js';
import {find, setIcon} from '../ui/make.js';
import {joinFailures, ProblemNotice} from '../devices/problem-notice.js';
import {roomNameOfPath} from './room-name.js';
import {loadSettings, saveSettings} from '../settings/settings.js';
import {canChooseSpeaker, wireTestSound} from '../devices/test-sound.js';
import {translate} from '../language/translate.js';

/** @typedef {import('../../client/media/local-media.js').LocalMedia} LocalMedia */
/** @typedef {import('../devices/problem-notice.js').Failure} Failure */
/** @typedef {typeof import('../settings/settings-dialog.js').openSettings} OpenSettings */
/**
 * @typedef {object} Decision
 * @property {string} username empty: the server's default
 * @property {Promise<Failure[]>} late failures of devices that the browser was still opening when the user pressed Join
 */

/** Words in the place of the picture while there is none. */
const cameraWords = () => ({
  opening: translate('Allow the camera and the microphone if the browser asks. You can also join right away.'),
  off: translate('Your camera is off'),
  failed: translate('No picture from your camera'),
});

/**
 * The screen before joining: the own picture, the choice of microphone, camera and speaker, and the name. It owns
 * the section `#preview` until the user presses Join. The devices that it opens belong to the LocalMedia and stay
 * open for the call.
 */
export class Preview {
  /** @type {Promise<Decision>} resolves when the user presses Join */
  done;

  #root;
  #media;
  #openDialog;
  #ending = new AbortController();
  #microphone;
  #camera;
  #meter;
  #problems;
  #name;
  #video;

  /** @param {{root: HTMLElement, media: LocalMedia, openSettings: OpenSettings}} options */
  constructor({root, media, openSettings}) {
    this.#root = root;
    this.#media = media;
    this.#openDialog = openSettings;
    this.#name = find(root, '#name', HTMLInputElement);
    this.#video = find(root, '#preview-video', HTMLVideoElement);
    this.#meter = new LevelMeter(find(root, '#level', HTMLElement));
    this.#problems = new ProblemNotice(find(root, '#preview-problems', HTMLElement), () => this.#name);
    const options = {media, settings: {load: loadSettings, save: saveSettings}, onChange: () => this.#show()};
    this.#microphone = new DeviceSwitch('microphone', options);
    this.#camera = new DeviceSwitch('camera', options);
    this.done = new Promise((resolve) => this.#listen(resolve));
    this.#wireDevices();
    this.#begin();
  }

  #begin() {
    const room = find(this.#root, '#preview-room', HTMLElement);
    room.textContent = roomNameOfPath(location.pathname);
    this.#name.value = loadSettings().username;
    this.#root.hidden = false;
    this.#show();
    this.#microphone.open();
    this.#camera.open();
    this.#media.refreshDevices().catch(() => {});  // without a list the user still has the default devices
  }

  /** @param {(decision: Decision) => void} decide */
  #listen(decide) {
    const {signal} = this.#ending;
    this.#on('#preview-microphone', () => this.#microphone.toggle());
    this.#on('#preview-camera', () => this.#camera.toggle());
    this.#on('#preview-settings', () => this.#openSettings());
    this.#name.addEventListener('input', () => this.#showNameProblem(''), {signal});
    for (const device of [this.#microphone, this.#camera]) {
      this.#media.addEventListener('change', () => device.onTrack(), {signal});
      this.#media.addEventListener('devices', () => device.onDevices(), {signal});
      this.#media.addEventListener('lost', () => device.onLost(), {signal});
    }
    find(this.#root, '#preview-form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      this.#join(decide);
    }, {signal});
  }

  /**
   * @param {string} selector
   * @param {() => void} onClick
   */
  #on(selector, onClick) {
    const {signal} = this.#ending;
    find(this.#root, selector, HTMLButtonElement).addEventListener('click', onClick, {signal});
  }

  #wireDevices() {
    watchPermission('microphone', () => this.#microphone.onAllowed(), this.#ending.signal);
    watchPermission('camera', () => this.#camera.onAllowed(), this.#ending.signal);
    this.#wireSelect('#microphone-select', 'microphones', 'microphoneId', () => this.#microphone.open());
    this.#wireSelect('#camera-select', 'cameras', 'cameraId', () => this.#camera.open());
    this.#wireSelect('#speaker-select', 'speakers', 'speakerId', () => {});
    find(this.#root, '#speaker-select', HTMLSelectElement).hidden = !canChooseSpeaker();
    find(this.#root, '#speaker-fixed', HTMLElement).hidden = canChooseSpeaker();
    wireTestSound({
      button: find(this.#root, '#test-sound', HTMLButtonElement),
      status: find(this.#root, '#test-sound-status', HTMLElement),
      speakerId: () => loadSettings().speakerId,
      signal: this.#ending.signal,
    });
  }

  /**
   * @param {string} selector
   * @param {'microphones' | 'cameras' | 'speakers'} kind
   * @param {'microphoneId' | 'cameraId' | 'speakerId'} key
   * @param {() => void} onChosen
   */
  #wireSelect(selector, kind, key, onChosen) {
    const select = find(this.#root, selector, HTMLSelectElement);
    const onChoose = (/** @type {string} */ deviceId) => {
      saveSettings({[key]: deviceId});
      onChosen();
    };
    const {signal} = this.#ending;
    const chosen = () => loadSettings()[key];
    const list = new DeviceSelect({select, kind, media: this.#media, chosen, onChoose, signal});
    this.#root.addEventListener('settings', () => list.show(), {signal});
  }

  async #openSettings() {
    await this.#openDialog({media: this.#media, manager: null});
    this.#root.dispatchEvent(new Event('settings'));  // the lists may have to show another choice
    for (const device of [this.#microphone, this.#camera]) device.ensure();
  }

  #show() {
    if (this.#ending.signal.aborted) return;
    const camera = this.#media.track('camera');
    this.#showPicture(camera ? this.#media.cameraStream : null);
    // The page mirrors the user's face, but not the view of a camera at the back.
    this.#video.classList.toggle('mirrored', camera?.getSettings().facingMode !== 'environment');
    const words = find(this.#root, '#preview-words', HTMLElement);
    words.hidden = camera !== null;
    words.textContent = this.#cameraWords();
    this.#meter.show(this.#media.track('microphone'));
    this.#showSwitch('#preview-microphone', 'microphone', this.#microphone);
    this.#showSwitch('#preview-camera', 'camera', this.#camera);
    this.#problems.show(this.#failures());
  }

  /**
   * A <video> that waits for its first frame delays the load event of the page, so it only gets a stream that has
   * a picture.
   * @param {MediaStream | null} stream
   */
  #showPicture(stream) {
    this.#video.hidden = stream === null;
    if (this.#video.srcObject !== stream) this.#video.srcObject = stream;
  }

  #cameraWords() {
    if (this.#camera.error && !this.#camera.isOpening) return cameraWords().failed;
    return this.#camera.isOn ? cameraWords().opening : cameraWords().off;
  }

  /**
   * @param {string} selector
   * @param {string} sign
   * @param {DeviceSwitch} device
   */
  #showSwitch(selector, sign, device) {
    const button = find(this.#root, selector, HTMLButtonElement);
    button.setAttribute('aria-pressed', String(device.isUsable));
    setIcon(button, device.isUsable ? sign : `${sign}-off`);
  }

  /** @returns {Failure[]} */
  #failures() {
    return [
      {subject: /** @type {const} */ ('camera'), device: this.#camera},
      {subject: /** @type {const} */ ('microphone'), device: this.#microphone},
    ].filter(({device}) => device.error).map(
      ({subject, device}) => ({subject, error: device.error, isBusy: device.isOpening, retry: () => device.open()}));
  }

  /** @param {(decision: Decision) => void} decide */
  #join(decide) {
    const typed = this.#name.value.trim();
    const username = typed === '' ? '' : cleanUsername(typed);
    if (username === null) {
      this.#showNameProblem(translate('A name has at most 64 characters, and none that hide or reverse text.'));
      this.#name.focus();
      return;
    }
    saveSettings({username});
    this.#ending.abort();
    this.#meter.close();
    this.#video.srcObject = null;
    this.#root.hidden = true;
    decide({username, late: this.#late()});
  }

  /** @returns {Promise<Failure[]>} */
  async #late() {
    const known = this.#failures().map(({error}) => error);
    await Promise.all([this.#microphone.opening, this.#camera.opening]);
    return joinFailures(this.#failures().filter(({error}) => !known.includes(error)));
  }

  /** @param {string} problem */
  #showNameProblem(problem) {
    const place = find(this.#root, '#name-problem', HTMLElement);
    place.textContent = problem;
    place.hidden = problem === '';
    if (problem) this.#name.setAttribute('aria-invalid', 'true');
    else this.#name.removeAttribute('aria-invalid');
  }
}
