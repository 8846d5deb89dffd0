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
 * - `change`: a slot has another track or none, or `microphoneOn` has changed
 * - `lost`: a device has vanished, or the browser or system has ended a capture. A `change` precedes it; the slot then
 *   has the default device, if there is one
 * - `devices`: the lists of devices have changed
 * @typedef {{change: {slot: Slot}, lost: {slot: Slot}, devices: void}} LocalMediaEvents
 */

/**
 * The media that this side sends: at most one track each of a microphone, a camera, a screen and its sound. It
 * opens, replaces and stops the tracks, and follows devices that are plugged in and out. The caller makes it and
 * passes it to the Manager, which sends the tracks to the peers. If calls for one slot overlap, the last one counts.
 * The others resolve without effect, as do calls that close() overtakes. If a microphone and a camera are opened in
 * the same turn, the browser asks the user once, not twice.
 * @extends {Emitter<LocalMediaEvents>}
 */
export class LocalMedia extends Emitter {
  /** The stream of microphone and camera. It stays the same object; its tracks change. */
  cameraStream;
  /** The stream of the screen and its sound. */
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
    super(['change', 'lost', 'devices']);
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

  /** The devices at the last refresh; without labels until a device of their kind has been opened. */
  get devices() {
    return this.#list.current;
  }

  /** Reads the lists of devices again. Never throws. */
  async refreshDevices() {
    if (!this.#isClosed) await this.#list.refresh();
  }

  /** Whether the microphone is on. Keeps its value when the track changes. */
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
   * Opens the camera, or replaces it. If only the size or frame rate changes, the running track stays.
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
   * Lets the user choose a screen, window or tab to share. Browsers require a user gesture, such as a click.
   * @param {{sound?: boolean}} [options]
   * @throws {import('./media-error.js').MediaError}
   */
  async shareScreen({sound = false} = {}) {
    if (!this.#isClosed) await this.#screen.share(sound);
  }

  stopScreen() {
    this.#screen.stop();
  }

  /** Stops every track, including tracks that are still being opened. */
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
    // Now the entries may have labels. Not awaited: in a page in the background the browser may not respond.
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
