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
 * The devices that the browser tells of, sorted by what they are. LocalMedia owns it and asks it to
 * look again whenever something may have changed; it neither polls nor opens anything. Before a
 * device has been opened, browsers give entries without a label and an id, at most one of a kind.
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

  /** Looks again. Where the browser does not tell, the lists stay as they are. */
  async refresh() {
    this.#turn += 1;
    this.#latest = this.#look(this.#turn);
    await this.#latest;
  }

  /** @param {number} turn */
  async #look(turn) {
    const found = await this.#environment.mediaDevices?.enumerateDevices?.().catch(() => null);
    if (turn !== this.#turn) return this.#latest;  // an answer to a later question knows better
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
   * Whether a track's device is gone while there is another to take its place. Where the entries have
   * no ids the permission is gone, not the device, and opening another would ask for it again.
   * @param {DeviceKind} kind
   * @param {MediaTrackSettings} settings the track's
   */
  canReplace(kind, {deviceId, groupId}) {
    const devices = kind === 'camera' ? this.#current.cameras : this.#current.microphones;
    // The id "default" stays in the list whatever it stands for: the group tells the devices apart.
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
