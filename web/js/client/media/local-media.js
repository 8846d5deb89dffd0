// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {hintContent} from './capture.js';
import {DeviceList} from './device-list.js';
import {DeviceRequests} from './device-requests.js';
import {DeviceSlot} from './device-slot.js';
import {browserEnvironment} from '../environment.js';
import {Emitter} from '../events.js';
import {ScreenCapture} from './screen-capture.js';

/** @typedef {import('./media-error.js').Slot} Slot */
/** @typedef {import('./capture.js').MicrophoneOptions} MicrophoneOptions */
/** @typedef {import('./capture.js').CameraOptions} CameraOptions */
/**
 * - `change`: a slot has got another track or none, or `microphoneOn` has changed
 * - `lost`: a device vanished, or a capture was ended from outside; `change` told before what the slot
 *   holds now, which is the default device if there is one
 * - `devices`: the lists have changed
 * @typedef {{change: {slot: Slot}, lost: {slot: Slot}, devices: void}} LocalMediaEvents
 */

/**
 * What this side sends: a microphone, a camera, a screen and its sound, one track of each at most. It
 * opens, replaces and stops the tracks and follows devices that come and go. Whoever makes it owns
 * it; the Manager listens and brings the tracks to the peers. Of overlapping calls for one slot the
 * last counts: the others resolve without effect, as do calls that close() overtakes. A microphone and
 * a camera that are opened in the same moment cost people one question of the browser, not two.
 * @extends {Emitter<LocalMediaEvents>}
 */
export class LocalMedia extends Emitter {
  /** The microphone's and the camera's tracks: the same stream all the time, they come and go in it. */
  cameraStream;
  /** The screen's and its sound's. */
  screenStream;

  #mediaDevices;
  #list;
  #microphone;
  #camera;
  #screen;
  #microphoneOn = true;
  #isClosed = false;
  #onDeviceChange = () => this.refreshDevices();

  /** @param {{environment?: import('../environment.js').Environment}} [options] */
  constructor({environment = browserEnvironment()} = {}) {
    super();
    this.cameraStream = new environment.MediaStream();
    this.screenStream = new environment.MediaStream();
    this.#mediaDevices = environment.mediaDevices;
    this.#list = new DeviceList(environment, () => this.emit('devices'));
    const requests = new DeviceRequests(environment.mediaDevices);
    const shared = {environment, requests, devices: this.#list, stream: this.cameraStream};
    this.#microphone = new DeviceSlot({
      ...shared, ...this.#tellers('microphone'), prepare: (track) => { track.enabled = this.#microphoneOn; },
    });
    this.#camera = new DeviceSlot({
      ...shared, ...this.#tellers('camera'), prepare: (track) => hintContent(track, 'motion'),
    });
    this.#screen = new ScreenCapture({
      environment,
      stream: this.screenStream,
      onChange: (slot) => this.emit('change', {slot}),
      onLost: (slot) => this.emit('lost', {slot}),
    });
    this.#mediaDevices?.addEventListener?.('devicechange', this.#onDeviceChange);
  }

  /**
   * @param {Slot} slot
   * @returns {MediaStreamTrack | null}
   */
  track(slot) {
    if (slot === 'microphone') return this.#microphone.track;
    return slot === 'camera' ? this.#camera.track : this.#screen.tracks[slot];
  }

  /** The devices as they were last seen; without labels until one of their kind was opened. */
  get devices() {
    return this.#list.current;
  }

  /** Looks again which devices there are. It never throws. */
  async refreshDevices() {
    if (!this.#isClosed) await this.#list.refresh();
  }

  /** Whether the microphone is heard. It stays as it was set while the track comes and goes. */
  get microphoneOn() {
    return this.#microphoneOn;
  }

  set microphoneOn(isOn) {
    if (isOn === this.#microphoneOn) return;
    this.#microphoneOn = isOn;
    if (this.#microphone.track) this.#microphone.track.enabled = isOn;
    this.emit('change', {slot: 'microphone'});
  }

  /**
   * Opens the microphone, or replaces it.
   * @param {MicrophoneOptions} [options] what is not named is as it was last time
   * @throws {import('./media-error.js').MediaError}
   */
  async openMicrophone(options = {}) {
    await this.#open(this.#microphone, options);
  }

  /** Stops the microphone, unlike `microphoneOn`: the browser no longer shows it as in use. */
  closeMicrophone() {
    this.#microphone.close();
  }

  /**
   * Opens the camera, or replaces it; another size alone leaves the running track in place.
   * @param {CameraOptions} [options] what is not named is as it was last time
   * @throws {import('./media-error.js').MediaError}
   */
  async openCamera(options = {}) {
    await this.#open(this.#camera, options);
  }

  /** Stops the camera: its light goes off. */
  closeCamera() {
    this.#camera.close();
  }

  /**
   * Asks which screen, window or tab to share. Browsers want it called from a click.
   * @param {{sound?: boolean}} [options]
   * @throws {import('./media-error.js').MediaError}
   */
  async shareScreen({sound = false} = {}) {
    if (!this.#isClosed) await this.#screen.share(sound);
  }

  stopScreen() {
    this.#screen.stop();
  }

  /** Stops every track, also those that are still to come. */
  close() {
    this.silence();
    this.#isClosed = true;
    this.#mediaDevices?.removeEventListener?.('devicechange', this.#onDeviceChange);
    this.#microphone.close();
    this.#camera.close();
    this.#screen.stop();
  }

  /**
   * @param {DeviceSlot} slot
   * @param {import('./capture.js').DeviceOptions} options
   */
  async #open(slot, options) {
    if (this.#isClosed) return;
    await slot.open(options);
    // Now there may be labels. Nobody waits for it: a page in the background is told nothing.
    this.refreshDevices();
  }

  /** @param {import('./capture.js').DeviceKind} slot */
  #tellers(slot) {
    return {
      kind: slot,
      onChange: () => this.emit('change', {slot}),
      onLost: () => this.emit('lost', {slot}),
    };
  }
}
