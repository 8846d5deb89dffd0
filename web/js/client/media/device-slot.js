// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {openDevice, sizeConstraints} from './capture.js';
import {MediaError} from './media-error.js';

/** @typedef {import('./capture.js').DeviceKind} DeviceKind */
/** @typedef {import('./capture.js').DeviceOptions} DeviceOptions */
/**
 * @typedef {object} DeviceSlotOptions
 * @property {DeviceKind} kind
 * @property {import('../environment.js').Environment} environment
 * @property {MediaStream} stream where the track is shown
 * @property {import('./device-list.js').DeviceList} devices
 * @property {import('./device-requests.js').DeviceRequests} requests
 * @property {(track: MediaStreamTrack) => void} prepare called with each track before anybody sees it
 * @property {() => void} onChange called when the slot has another track or none
 * @property {() => void} onLost called when the browser or the system has ended the track; a replacement, if
 *   any, is open already
 */

/**
 * Options that cannot change while the old track runs.
 * @type {(keyof DeviceOptions)[]}
 */
const MAKE_WAY = ['facingMode', 'echoCancellation', 'noiseSuppression', 'autoGainControl'];

/** A track that ends earlier than this is not replaced, because the next one would not last either. */
const LEAST_LIFE_MS = 1000;

/**
 * The microphone or the camera of LocalMedia: at most one track, and the options to open it again. The last call
 * counts: if a later open() or close() overtakes a call, the earlier call stops its track and resolves without effect.
 */
export class DeviceSlot {
  /** @type {MediaStreamTrack | null} */
  track = null;

  #given;
  #turn = 0;
  #calls = 0;
  /** @type {DeviceOptions} the options of the last call */
  #options = {};
  /** @type {DeviceOptions} the options with which the track was opened */
  #trackOptions = {};
  #trackSince = 0;
  /** @type {Set<Promise<void>>} devices that the browser is about to open */
  #requests = new Set();

  /** @param {DeviceSlotOptions} given */
  constructor(given) {
    this.#given = given;
  }

  /**
   * Opens the device, or replaces it. If the new track cannot be opened, the old one stays.
   * @param {DeviceOptions} options an option that is left out keeps its last value
   * @throws {MediaError}
   */
  async open(options) {
    const turn = ++this.#turn;
    const wanted = merged(this.#options, options);
    this.#options = wanted;
    this.#calls += 1;
    try {
      const isDone = await this.#adjust(wanted, turn);
      if (!isDone && turn === this.#turn) await this.#replace(wanted, turn);
    } catch (error) {
      if (turn !== this.#turn) return;
      await this.#restore(turn);
      throw error;
    } finally {
      this.#calls -= 1;
    }
  }

  /** Stops the track, so that the device's light goes off. The options are kept. */
  close() {
    this.#turn += 1;
    if (!this.track) return;
    this.#drop();
    this.#given.onChange();
  }

  /**
   * Changes the size of a running camera without closing it. A microphone is always opened anew: Chromium cannot
   * switch the echo cancellation of a running microphone, and the system's default may be another device by now.
   * @param {DeviceOptions} wanted
   * @param {number} turn
   * @returns {Promise<boolean>} false: the caller must open the device again
   */
  async #adjust(wanted, turn) {
    const {track} = this;
    if (this.#given.kind !== 'camera' || !isLive(track) || !this.#isOpen(wanted, track)) return false;
    try {
      await track.applyConstraints(sizeConstraints(wanted));
    } catch {
      return turn !== this.#turn;  // true after a later call, which then opens the device instead of the caller
    }
    if (turn !== this.#turn) return true;
    this.#trackOptions = wanted;
    return isLive(track);
  }

  /**
   * @param {DeviceOptions} wanted
   * @param {MediaStreamTrack} track
   */
  #isOpen(wanted, track) {
    const opened = this.#trackOptions;
    if (wanted.facingMode !== opened.facingMode) return false;
    return wanted.deviceId ? wanted.deviceId === track.getSettings().deviceId : !opened.deviceId;
  }

  /**
   * The old track runs until the new one is open, so that the others notice little, and nothing is lost on a failure.
   * But phones cannot open two cameras at once, and some browsers cannot open two microphones. The old track is
   * therefore stopped first in three cases:
   * - `facingMode` changes, which only happens on phones; some of them would freeze instead of failing
   * - the processing of the sound changes; Chromium gives a second track of a microphone the processing of the first
   * - the browser says that the device is busy
   * @param {DeviceOptions} wanted
   * @param {number} turn
   */
  async #replace(wanted, turn) {
    if (MAKE_WAY.some((key) => wanted[key] !== this.#trackOptions[key])) this.track?.stop();
    const overtaken = [...this.#requests];
    try {
      await this.#request(wanted, turn);
    } catch (error) {
      const isBusy = error instanceof MediaError && error.code === 'busy';
      const isOwn = isLive(this.track) || overtaken.length > 0;
      if (!isBusy || !isOwn || turn !== this.#turn) throw error;
      this.track?.stop();
      await Promise.allSettled(overtaken);
      if (turn === this.#turn) await this.#request(wanted, turn);
    }
  }

  /**
   * @param {DeviceOptions} options
   * @param {number} turn
   */
  async #request(options, turn) {
    const {kind, requests} = this.#given;
    const request = openDevice(requests, kind, options).then((track) => {
      if (turn === this.#turn) this.#take(track, options);
      else track.stop();
    });
    this.#requests.add(request);
    try {
      await request;
    } finally {
      this.#requests.delete(request);
    }
  }

  /**
   * @param {MediaStreamTrack} track
   * @param {DeviceOptions} options
   */
  #take(track, options) {
    this.#drop();
    this.track = track;
    this.#trackOptions = options;
    this.#trackSince = this.#given.environment.now();
    this.#given.prepare(track);
    track.addEventListener('ended', this.#onEnded);
    this.#given.stream.addTrack(track);
    this.#given.onChange();
  }

  #drop() {
    const {track} = this;
    if (!track) return;
    this.track = null;
    track.removeEventListener('ended', this.#onEnded);
    track.stop();
    this.#given.stream.removeTrack(track);
  }

  /**
   * After a failure: returns to the old track, and opens it again if it was stopped for the new one.
   * @param {number} turn
   */
  async #restore(turn) {
    if (!this.track) return;
    this.#options = this.#trackOptions;
    if (isLive(this.track)) return;
    await this.#request(this.#trackOptions, turn).catch(() => {});
    if (turn !== this.#turn || isLive(this.track)) return;
    this.#drop();
    this.#given.onChange();
  }

  #onEnded = async () => {
    const settings = this.track?.getSettings() ?? {};
    const turn = this.#turn;  // a callback may close the slot
    this.#drop();
    this.#given.onChange();
    if (this.#calls === 0) await this.#standIn(settings, turn);
    this.#given.onLost();
  };

  /**
   * Opens the default device in place of one that has vanished, once.
   * @param {MediaTrackSettings} settings
   * @param {number} turn
   */
  async #standIn(settings, turn) {
    const {devices, environment, kind} = this.#given;
    if (environment.now() - this.#trackSince < LEAST_LIFE_MS) return;
    await devices.refresh();
    if (turn !== this.#turn || !devices.canReplace(kind, settings)) return;
    // The options stay: when the device is back, the next open() returns to it.
    await this.#request({...this.#options, deviceId: undefined, facingMode: undefined}, turn).catch(() => {});
  }
}

/** @param {MediaStreamTrack | null} track @returns {track is MediaStreamTrack} */
function isLive(track) {
  return track?.readyState === 'live';
}

/**
 * `deviceId` and `facingMode` exclude each other: the later one counts.
 * @param {DeviceOptions} options
 * @param {DeviceOptions} changes
 * @returns {DeviceOptions}
 */
function merged(options, changes) {
  const all = {...options, ...changes};
  if (changes.facingMode && !changes.deviceId) delete all.deviceId;
  if (changes.deviceId && !changes.facingMode) delete all.facingMode;
  return all;
}
