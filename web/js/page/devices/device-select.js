// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {make} from '../ui/make.js';

/** @typedef {import('../../client/media/local-media.js').LocalMedia} LocalMedia */

/** The noun for each kind, in an empty list and for devices whose names the browser does not tell yet. */
const NOUNS = {microphones: 'microphone', cameras: 'camera', speakers: 'speaker'};

/** The slot whose track names the system's default device. */
const SLOTS = /** @type {const} */ ({microphones: 'microphone', cameras: 'camera', speakers: null});

/** Ids that a browser lists besides the real devices. The choice "System default" stands for them. */
const ALIASES = new Set(['', 'default', 'communications']);

/** @param {string} noun */
const capital = (noun) => noun[0].toUpperCase() + noun.slice(1);

/**
 * The choices of a list: the system's default, and every device with its name.
 * @param {Pick<MediaDeviceInfo, 'deviceId' | 'label'>[]} devices
 * @param {string} noun
 * @param {string} [standIn] the name of the device that is open as the default, if known
 * @returns {{value: string, text: string}[]} empty if there is no device at all
 */
export function deviceChoices(devices, noun, standIn = '') {
  if (devices.length === 0) return [];
  const own = devices.filter(({deviceId}) => !ALIASES.has(deviceId));
  const named = own.map(({deviceId, label}, index) => (
    {value: deviceId, text: label || `${capital(noun)} ${index + 1}`}));
  return [{value: '', text: standIn ? `System default (${standIn})` : 'System default'}, ...named];
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
    const noun = NOUNS[this.#kind];
    const devices = this.#media.devices[this.#kind];
    const remembered = this.#chosen();
    const isThere = !ALIASES.has(remembered) && devices.some(({deviceId}) => deviceId === remembered);
    const chosen = isThere ? remembered : '';
    const choices = deviceChoices(devices, noun, chosen === '' ? this.#openDevice() : '');
    const options = choices.map(({value, text}) => make('option', {value}, text));
    if (options.length === 0) options.push(make('option', {value: ''}, `No ${noun} found`));
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
