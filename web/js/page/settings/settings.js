// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {cleanUsername} from '../../client/room/username.js';
import {LANGUAGES} from '../language/language.js';
import {readStoredIceServers} from './ice-server-fields.js';

/**
 * @typedef {object} Settings settings that a browser remembers for its user
 * @property {string} username empty: the server's default
 * @property {string} microphoneId device ids; empty: the system's default
 * @property {string} cameraId
 * @property {string} speakerId
 * @property {boolean} microphoneOn
 * @property {boolean} cameraOn
 * @property {boolean} echoCancellation
 * @property {boolean} noiseSuppression
 * @property {boolean} autoGainControl
 * @property {number} height of the sent picture, one of HEIGHTS
 * @property {number} frameRate one of FRAME_RATES
 * @property {RTCIceServer[]} iceServers the user's own, in addition to those of parleyd
 * @property {boolean} relayOnly whether connections may only go through a TURN server
 * @property {boolean} shortcuts whether single keys are shortcuts during a call
 * @property {string} language one of LANGUAGES; empty: the browser's
 */

export const HEIGHTS = [360, 720, 1080];
export const FRAME_RATES = [15, 30];

const KEY = 'parley.settings';
const MOST_ID_CHARACTERS = 512;

/** @type {Settings} */
const DEFAULTS = {
  username: '',
  microphoneId: '',
  cameraId: '',
  speakerId: '',
  microphoneOn: true,
  cameraOn: true,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  height: 720,
  frameRate: 30,
  iceServers: [],
  relayOnly: false,
  shortcuts: true,
  language: '',
};

const isId = (/** @type {unknown} */ value) => typeof value === 'string' && value.length <= MOST_ID_CHARACTERS;
const isSwitch = (/** @type {unknown} */ value) => typeof value === 'boolean';

/** @type {Record<keyof Settings, (value: any) => boolean>} */
const IS_VALID = {
  username: (value) => typeof value === 'string' && (value === '' || cleanUsername(value) === value),
  microphoneId: isId,
  cameraId: isId,
  speakerId: isId,
  microphoneOn: isSwitch,
  cameraOn: isSwitch,
  echoCancellation: isSwitch,
  noiseSuppression: isSwitch,
  autoGainControl: isSwitch,
  height: (value) => HEIGHTS.includes(value),
  frameRate: (value) => FRAME_RATES.includes(value),
  iceServers: Array.isArray,
  relayOnly: isSwitch,
  shortcuts: isSwitch,
  language: (value) => value === '' || Object.hasOwn(LANGUAGES, value),
};

/**
 * Keeps the settings in the browser's storage. If the storage is refused, full or damaged, the page works with the
 * settings in memory. Two pages of one browser do not disturb each other: each continues with its own settings, and
 * writes only the settings that changed in it.
 */
export class SettingsStore {
  #storage;
  #settings;

  /** @param {() => Pick<Storage, 'getItem' | 'setItem'>} storage called at each use, because access may throw */
  constructor(storage) {
    this.#storage = storage;
    this.#settings = {...DEFAULTS, ...this.#read()};
  }

  /** @returns {Settings} a copy */
  load() {
    return structuredClone(this.#settings);
  }

  /**
   * @param {Partial<Settings>} patch the changed settings; invalid values are ignored
   * @returns {Settings} all settings after the change
   */
  save(patch) {
    const changes = valid(patch);
    this.#settings = {...this.#settings, ...changes};
    try {
      this.#storage().setItem(KEY, JSON.stringify({...this.#read(), ...changes}));
    } catch {
      // The page then remembers the settings only while it is open.
    }
    return this.load();
  }

  /** @returns {Partial<Settings>} */
  #read() {
    try {
      return valid(JSON.parse(this.#storage().getItem(KEY) ?? '{}'));
    } catch {
      return {};
    }
  }
}

/**
 * @param {any} stored
 * @returns {Partial<Settings>} the valid settings in it
 */
function valid(stored) {
  const isObject = typeof stored === 'object' && stored !== null;
  const entries = isObject ? Object.entries(stored) : [];
  const settings = Object.fromEntries(entries.filter(
    ([key, value]) => Object.hasOwn(IS_VALID, key) && IS_VALID[/** @type {keyof Settings} */ (key)](value)));
  if (settings.iceServers) settings.iceServers = readStoredIceServers(settings.iceServers);
  return settings;
}

/** @type {SettingsStore | undefined} made at the first use, so that this module can be imported without a browser */
let store;
const ownStore = () => (store ??= new SettingsStore(() => localStorage));

export const loadSettings = () => ownStore().load();

/** @param {Partial<Settings>} patch */
export const saveSettings = (patch) => ownStore().save(patch);
