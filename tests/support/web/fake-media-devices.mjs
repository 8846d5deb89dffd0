// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {FakeMediaStream, FakeTrack} from './fake-media-stream.mjs';

export {FakeMediaStream, FakeTrack};

const INPUTS = {audio: 'audioinput', video: 'videoinput'};

/** An error as browsers throw it. */
export const mediaFailure = (name, message = '') => new DOMException(message, name);

/** A device as enumerateDevices() lists it. */
export const device = (kind, deviceId, groupId = `group of ${deviceId}`) => {
  return {kind, deviceId, groupId, label: `the ${deviceId}`};
};

/**
 * A browser's devices and its picker for screens. Permission is given unless a test says otherwise,
 * and everything is answered at once unless it is held.
 */
export class FakeMediaDevices extends EventTarget {
  /** What getUserMedia() and getDisplayMedia() were called with, in order. */
  asked = [];
  /** Every track that was ever given. */
  given = [];
  /** Whether a device cannot be opened while another of its kind is open: phones, some browsers. */
  isExclusive = false;
  /** Devices that another program holds. */
  busy = new Set();
  listeners = 0;
  #devices;
  #failures = [];
  #held = null;
  #wasOpened = false;

  constructor(devices = []) {
    super();
    this.#devices = devices;
  }

  addEventListener(...args) {
    this.listeners += 1;
    super.addEventListener(...args);
  }

  removeEventListener(...args) {
    this.listeners -= 1;
    super.removeEventListener(...args);
  }

  /** The next request fails, after those that were to fail before. */
  failNext(error) {
    this.#failures.push(error);
  }

  /** From now on requests wait; the returned functions answer them in any order. */
  hold() {
    this.#held = [];
    return this.#held;
  }

  plug(added) {
    this.#devices = [...this.#devices, added];
    this.dispatchEvent(new Event('devicechange'));
  }

  /** The device is gone: from the list first, then its tracks end, then the page is told. */
  unplug(deviceId) {
    this.#devices = this.#devices.filter((one) => one.deviceId !== deviceId);
    for (const track of this.given) if (track.getSettings().deviceId === deviceId) track.end();
    this.dispatchEvent(new Event('devicechange'));
  }

  /** Other entries under the same ids, without telling. */
  replaceList(devices) {
    this.#devices = devices;
  }

  async enumerateDevices() {
    if (this.#wasOpened) return this.#devices;
    const kinds = [...new Set(this.#devices.map(({kind}) => kind))];
    return kinds.map((kind) => ({kind, deviceId: '', groupId: '', label: ''}));
  }

  async getUserMedia(constraints) {
    await this.#admit(constraints);
    const wanted = Object.entries(INPUTS).filter(([kind]) => constraints[kind]);
    const found = wanted.map(([kind, input]) => [kind, this.#find(input, constraints[kind])]);
    this.#wasOpened = true;
    return new FakeMediaStream(found.map(([kind, entry]) => this.#open(kind, entry)));
  }

  getDisplayMedia = async (constraints) => {
    await this.#admit(constraints);
    const kinds = constraints.audio ? ['video', 'audio'] : ['video'];
    return new FakeMediaStream(kinds.map((kind) => this.#open(kind, {label: 'the screen'})));
  };

  async #admit(constraints) {
    this.asked.push(constraints);
    if (this.#held) await new Promise((resolve) => this.#held.push(resolve));
    if (this.#failures.length > 0) throw this.#failures.shift();
  }

  #find(input, {deviceId} = {}) {
    const all = this.#devices.filter(({kind}) => kind === input);
    if (all.length === 0) throw mediaFailure('NotFoundError');
    const exact = deviceId?.exact;
    const found = exact ? all.find((one) => one.deviceId === exact) : all[0];
    if (!found) throw mediaFailure('OverconstrainedError');
    const isTaken = this.isExclusive && this.given.some((track) => {
      return INPUTS[track.kind] === input && track.readyState === 'live';
    });
    if (isTaken || this.busy.has(found.deviceId)) throw mediaFailure('NotReadableError');
    return found;
  }

  #open(kind, {deviceId, groupId, label}) {
    const track = new FakeTrack(kind, {label, settings: {deviceId, groupId}});
    this.given.push(track);
    return track;
  }
}
