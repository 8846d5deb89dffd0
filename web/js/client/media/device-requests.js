// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('./capture.js').DeviceKind} DeviceKind */
/**
 * @typedef {object} DeviceRequest
 * @property {MediaTrackConstraints | true} constraints
 * @property {(track: MediaStreamTrack) => void} resolve
 * @property {(error: unknown) => void} reject
 */

/** Chromium's word for a permission prompt that the user closed without an answer. */
const DISMISSED = /dismissed/i;

/**
 * Asks the browser for tracks. It joins requests for a microphone and a camera in the same turn, so that the browser
 * asks the user once instead of twice. LocalMedia owns it. It does not handle failures.
 */
export class DeviceRequests {
  #mediaDevices;
  /** @type {Map<DeviceKind, DeviceRequest>} the requests of the current turn */
  #waiting = new Map();

  /** @param {MediaDevices | undefined} mediaDevices */
  constructor(mediaDevices) {
    this.#mediaDevices = mediaDevices;
  }

  /** Whether the page may open devices. Only pages loaded over https may. */
  get areAllowed() {
    return Boolean(this.#mediaDevices?.getUserMedia);
  }

  /**
   * @param {DeviceKind} kind
   * @param {MediaTrackConstraints | true} constraints
   * @returns {Promise<MediaStreamTrack>} rejects with the exception of the browser
   */
  ask(kind, constraints) {
    if (this.#waiting.has(kind)) this.#send();
    return new Promise((resolve, reject) => {
      if (this.#waiting.size === 0) queueMicrotask(() => this.#send());
      this.#waiting.set(kind, {constraints, resolve, reject});
    });
  }

  async #send() {
    const requests = this.#waiting;
    this.#waiting = new Map();
    if (requests.size > 1 && await this.#openTogether(requests)) return;
    for (const [kind, {constraints, resolve, reject}] of requests) {
      this.#open({[nameOf(kind)]: constraints}).then((stream) => resolve(stream.getTracks()[0]), reject);
    }
  }

  /**
   * @param {Map<DeviceKind, DeviceRequest>} requests
   * @returns {Promise<boolean>} false: try each device by itself, because one may exist and be allowed while the
   *   other is not. A browser does not ask again after a refusal
   */
  async #openTogether(requests) {
    const asked = [...requests].map(([kind, {constraints}]) => [nameOf(kind), constraints]);
    try {
      const tracks = (await this.#open(Object.fromEntries(asked))).getTracks();
      for (const [kind, {resolve}] of requests) resolve(tracks.filter((track) => track.kind === nameOf(kind))[0]);
      return true;
    } catch (error) {
      if (!DISMISSED.test(String(error))) return false;
      for (const {reject} of requests.values()) reject(error);
      return true;
    }
  }

  /** @param {MediaStreamConstraints} constraints */
  async #open(constraints) {
    return /** @type {MediaDevices} */ (this.#mediaDevices).getUserMedia(constraints);
  }
}

/** @param {DeviceKind} kind */
function nameOf(kind) {
  return kind === 'camera' ? 'video' : 'audio';
}
