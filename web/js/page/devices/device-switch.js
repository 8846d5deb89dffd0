// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {MediaError} from '../../client/media/media-error.js';
import {codeOf} from './media-problem.js';
import {openDevice} from './open-device.js';

/** @typedef {import('../../client/media/local-media.js').LocalMedia} LocalMedia */
/** @typedef {import('../settings/settings.js').Settings} Settings */

/**
 * The microphone or the camera before joining: whether the user wants it, whether the browser is still opening it,
 * and what went wrong. The Preview owns one of each and draws them; this class does not touch the page.
 * Switching a camera off closes it, so that its light goes off. Switching a microphone off only mutes it, so that
 * it can be used again at once.
 */
export class DeviceSwitch {
  isOn;
  isOpening = false;
  /** @type {unknown} why the device could not be opened the last time; null if nothing is wrong */
  error = null;
  /** Settled when the browser has opened or refused the device. */
  opening = Promise.resolve();

  #slot;
  #media;
  #settings;
  #onChange;
  #attempt = 0;

  /**
   * @param {'microphone' | 'camera'} slot
   * @param {object} options
   * @param {LocalMedia} options.media
   * @param {{load: () => Settings, save: (patch: Partial<Settings>) => unknown}} options.settings
   * @param {() => void} options.onChange
   */
  constructor(slot, {media, settings, onChange}) {
    this.#slot = slot;
    this.#media = media;
    this.#settings = settings;
    this.#onChange = onChange;
    const {microphoneOn, cameraOn} = settings.load();
    this.isOn = slot === 'microphone' ? microphoneOn : cameraOn;
    if (slot === 'microphone') media.microphoneOn = microphoneOn;
  }

  /** Whether the others would see or hear something, as far as this side knows. */
  get isUsable() {
    return this.isOn && (this.#track !== null || !this.error);
  }

  get #track() {
    return this.#media.track(this.#slot);
  }

  /** Opens the device if the user wants it, or opens it again with the current settings. */
  open() {
    if (this.isOn) this.opening = this.#open();
  }

  /** The user has pressed the button: switches off or on, or tries again if the device could not be opened. */
  toggle() {
    if (this.#track || !this.error || this.isOpening) this.#turn(!this.isOn);
    this.#onChange();
    this.ensure();
  }

  /** Opens the device if the user wants it and it is not open. */
  ensure() {
    if (!this.#track && !this.isOpening) this.open();
  }

  /** Call this when the track may have changed. */
  onTrack() {
    if (this.#track) this.error = null;
    this.#onChange();
  }

  /** Call this when the list of devices has changed. */
  onDevices() {
    if (this.error && codeOf(this.error) === 'missing') this.open();
  }

  /** Call this when the user has allowed the device in the browser. */
  onAllowed() {
    if (this.error && codeOf(this.error) === 'refused') this.open();
  }

  /** Call this when the system or the browser has ended the capture. */
  onLost() {
    if (!this.isOn || this.#track || this.isOpening) return;
    this.error = new MediaError('missing', this.#slot);
    this.#onChange();
  }

  /** @param {boolean} isOn */
  #turn(isOn) {
    this.isOn = isOn;
    this.error = null;
    this.#settings.save(this.#slot === 'microphone' ? {microphoneOn: isOn} : {cameraOn: isOn});
    if (this.#slot === 'microphone') {
      this.#media.microphoneOn = isOn;
    } else if (!isOn) {
      this.#attempt += 1;
      this.isOpening = false;
      this.#media.closeCamera();
    }
  }

  async #open() {
    const attempt = ++this.#attempt;
    /** @type {unknown} */
    let failure = null;
    this.isOpening = true;
    this.#onChange();
    try {
      await openDevice(this.#media, this.#slot, this.#settings.load());
    } catch (error) {
      failure = error;
    }
    if (attempt !== this.#attempt) return;  // the user has switched it off, or on again, in the meantime
    this.isOpening = false;
    this.error = this.isOn ? failure : null;
    this.#onChange();
  }
}

/**
 * Calls back when the user has allowed the camera or the microphone in the browser's own settings, so that the user
 * need not try again in the page. Browsers that do not report permissions never call back.
 * @param {'microphone' | 'camera'} device
 * @param {() => void} onAllowed
 * @param {AbortSignal} signal ends the watch
 */
export async function watchPermission(device, onAllowed, signal) {
  try {
    const permission = await navigator.permissions.query({name: device});
    permission.addEventListener('change', () => {
      if (permission.state === 'granted') onAllowed();
    }, {signal});
  } catch {
    // This browser does not report the permission. The user still has the button to try again.
  }
}
