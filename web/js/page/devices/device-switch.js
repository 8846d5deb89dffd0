// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {MediaError} from '../../client/media/media-error.js';
import {codeOf} from './media-problem.js';
import {openDevice} from './open-device.js';

/** @typedef {import('../../client/media/local-media.js').LocalMedia} LocalMedia */
/** @typedef {import('../settings/settings.js').Settings} Settings */

/**
 * The microphone or the camera before joining: whether it is wanted, whether the browser is still asking
 * for it, and what went wrong. The Preview owns one of each and draws them; nothing here touches the page.
 * A camera that is off is closed, so that its light goes off; a microphone that is off stays open, muted, so
 * that it is there at once.
 */
export class DeviceSwitch {
  isOn;
  isOpening = false;
  /** @type {unknown} why it could not be opened, until it could; null if nothing is wrong */
  error = null;
  /** Settled when the browser has been asked and has answered. */
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

  /** Whether the others would see or hear something, as far as is known. */
  get isUsable() {
    return this.isOn && (this.#track !== null || !this.error);
  }

  get #track() {
    return this.#media.track(this.#slot);
  }

  /** Opens the device if it is wanted, or opens it again with what is set now. */
  open() {
    if (this.isOn) this.opening = this.#open();
  }

  /** One press: off, on, or another try if it could not be opened. */
  toggle() {
    if (this.#track || !this.error || this.isOpening) this.#turn(!this.isOn);
    this.#onChange();
    this.ensure();
  }

  /** Opens it if it should be open and is not. */
  ensure() {
    if (!this.#track && !this.isOpening) this.open();
  }

  /** To be called when the track may be another one. */
  onTrack() {
    if (this.#track) this.error = null;
    this.#onChange();
  }

  /** To be called when devices have come or gone. */
  onDevices() {
    if (this.error && codeOf(this.error) === 'missing') this.open();
  }

  /** To be called when the browser's user has allowed the device. */
  onAllowed() {
    if (this.error && codeOf(this.error) === 'refused') this.open();
  }

  /** To be called when a capture was ended from outside. */
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
    if (attempt !== this.#attempt) return;  // switched off, or asked for again, in the meantime
    this.isOpening = false;
    this.error = this.isOn ? failure : null;
    this.#onChange();
  }
}
