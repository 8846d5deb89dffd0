// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {make} from '../ui/make.js';
import {translate} from '../language/translate.js';

/** @typedef {import('../../client/media/local-media.js').LocalMedia} LocalMedia */

/** @typedef {'microphone' | 'camera' | 'speaker'} Device */

const DEVICES = /** @type {const} */ ({microphones: 'microphone', cameras: 'camera', speakers: 'speaker'});

/** @type {Record<Device, (number: number) => string>} stand for a name that the browser does not tell yet */
const NUMBERED = {
  microphone: (number) => translate('Microphone {number}', {number}),
  camera: (number) => translate('Camera {number}', {number}),
  speaker: (number) => translate('Speaker {number}', {number}),
};

/** @type {Record<Device, () => string>} the only entry of an empty list */
const NONE_FOUND = {
  microphone: () => translate('No microphone found'),
  camera: () => translate('No camera found'),
  speaker: () => translate('No speaker found'),
};

/** The slot whose track names the system's default device. */
const SLOTS = /** @type {const} */ ({microphones: 'microphone', cameras: 'camera', speakers: null});

/** Ids that a browser lists besides the real devices. The choice "System default" stands for them. */
const ALIASES = new Set(['', 'default', 'communications']);

/**
 * The choices of a list: the system's default, and every device with its name.
 * @param {Pick<MediaDeviceInfo, 'deviceId' | 'label'>[]} devices
 * @param {Device} device
 * @param {string} [standIn] the name of the device that is open as the default, if known
 * @returns {{value: string, text: string}[]} empty if there is no device at all
 */
export function deviceChoices(devices, device, standIn = '') {
  if (devices.length === 0) return [];
  const own = devices.filter(({deviceId}) => !ALIASES.has(deviceId));
  const named = own.map(({deviceId, label}, index) => (
    {value: deviceId, text: label || NUMBERED[device](index + 1)}));
  const text = standIn ? translate('System default ({device})', {device: standIn}) : translate('System default');
  return [{value: '', text}, ...named];
}

/**
 * Keeps a <select> in step with the devices of one kind. It shows the remembered device, or the system's default
 * while the remembered device is missing.
 */
export class DeviceSelect {
  #select;
  #kind;
  #media;
  #chosen;

  /**
   * @param {object} options
   * @param {HTMLSelectElement} options.select
   * @param {'microphones' | 'cameras' | 'speakers'} options.kind
   * @param {LocalMedia} options.media
   * @param {() => string} options.chosen the remembered device's id
   * @param {(deviceId: string) => void} options.onChoose
   * @param {AbortSignal} options.signal removes the listeners
   */
  constructor({select, kind, media, chosen, onChoose, signal}) {
    this.#select = select;
    this.#kind = kind;
    this.#media = media;
    this.#chosen = chosen;
    select.addEventListener('change', () => onChoose(select.value), {signal});
    for (const type of ['devices', 'change']) media.addEventListener(type, () => this.show(), {signal});
    this.show();
  }

  show() {
    const device = DEVICES[this.#kind];
    const devices = this.#media.devices[this.#kind];
    const remembered = this.#chosen();
    const isThere = !ALIASES.has(remembered) && devices.some(({deviceId}) => deviceId === remembered);
    const chosen = isThere ? remembered : '';
    const choices = deviceChoices(devices, device, chosen === '' ? this.#openDevice() : '');
    const options = choices.map(({value, text}) => make('option', {value}, text));
    if (options.length === 0) options.push(make('option', {value: ''}, NONE_FOUND[device]()));
    this.#select.replaceChildren(...options);
    this.#select.disabled = choices.length === 0;
    this.#select.value = chosen;
  }

  /** @returns {string} the name of the device that is open */
  #openDevice() {
    const slot = SLOTS[this.#kind];
    const label = slot ? this.#media.track(slot)?.label ?? '' : '';
    return label.replace(/^Default - /, '');
  }
}
