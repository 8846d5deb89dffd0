// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('./capture.js').DeviceKind} DeviceKind */
/**
 * @typedef {object} Devices
 * @property {MediaDeviceInfo[]} microphones
 * @property {MediaDeviceInfo[]} cameras
 * @property {MediaDeviceInfo[]} speakers
 */

/** @type {Devices} */
const NONE = {microphones: [], cameras: [], speakers: []};

/**
 * The devices that the browser lists, sorted by kind. LocalMedia owns it and refreshes it whenever something may
 * have changed. It neither polls nor opens devices. Before a page has opened a device, browsers list at most one
 * entry of each kind, without label and id.
 */
export class DeviceList {
  #environment;
  #onChange;
  #current = NONE;
  #turn = 0;
  /** @type {Promise<void>} */
  #latest = Promise.resolve();

  /**
   * @param {import('../environment.js').Environment} environment
   * @param {() => void} onChange
   */
  constructor(environment, onChange) {
    this.#environment = environment;
    this.#onChange = onChange;
  }

  get current() {
    return this.#current;
  }

  /** Reads the lists again. If the browser refuses, they stay as they are. */
  async refresh() {
    this.#turn += 1;
    this.#latest = this.#look(this.#turn);
    await this.#latest;
  }

  /** @param {number} turn */
  async #look(turn) {
    const found = await this.#environment.mediaDevices?.enumerateDevices?.().catch(() => null);
    if (turn !== this.#turn) return this.#latest;  // a later request has a newer result
    if (!found) return;
    const sorted = {
      microphones: found.filter(({kind}) => kind === 'audioinput'),
      cameras: found.filter(({kind}) => kind === 'videoinput'),
      speakers: found.filter(({kind}) => kind === 'audiooutput'),
    };
    if (fingerprint(sorted) === fingerprint(this.#current)) return;
    this.#current = sorted;
    this.#onChange();
  }

  /**
   * Whether a track's device is missing while another one can take its place. If the entries have no ids, the
   * permission is gone, not the device, and opening another device would ask the user again.
   * @param {DeviceKind} kind
   * @param {MediaTrackSettings} settings the track's
   */
  canReplace(kind, {deviceId, groupId}) {
    const devices = kind === 'camera' ? this.#current.cameras : this.#current.microphones;
    // The id "default" is always in the list, for any device. Only the group identifies the device.
    const isThere = devices.some((device) => {
      return device.deviceId === deviceId && (!groupId || device.groupId === groupId);
    });
    return !isThere && devices.some((device) => device.deviceId !== '');
  }
}

/** @param {Devices} devices */
function fingerprint({microphones, cameras, speakers}) {
  const all = [...microphones, ...cameras, ...speakers];
  return JSON.stringify(all.map(({kind, deviceId, groupId, label}) => [kind, deviceId, groupId, label]));
}
