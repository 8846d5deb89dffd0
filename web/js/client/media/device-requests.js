// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('./capture.js').DeviceKind} DeviceKind */
/**
 * @typedef {object} DeviceRequest
 * @property {MediaTrackConstraints | true} constraints
 * @property {(track: MediaStreamTrack) => void} resolve
 * @property {(error: unknown) => void} reject
 */

/** Chromium's word for a question that was closed without an answer. */
const DISMISSED = /dismissed/i;

/**
 * Asks the browser for tracks. A microphone and a camera that are asked for in the same moment are
 * asked for together, so that people are asked for their permission once and not twice. LocalMedia
 * owns it; what comes of a failure is not its business.
 */
export class DeviceRequests {
  #mediaDevices;
  /** @type {Map<DeviceKind, DeviceRequest>} those of this moment */
  #waiting = new Map();

  /** @param {MediaDevices | undefined} mediaDevices */
  constructor(mediaDevices) {
    this.#mediaDevices = mediaDevices;
  }

  /** Whether the page may ask at all: only pages from https may. */
  get areAllowed() {
    return Boolean(this.#mediaDevices?.getUserMedia);
  }

  /**
   * @param {DeviceKind} kind
   * @param {MediaTrackConstraints | true} constraints
   * @returns {Promise<MediaStreamTrack>} rejects with what the browser throws
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
   * @returns {Promise<boolean>} false: each is to be tried by itself, for one may be there or allowed
   *   where the other is not; whoever has said no is not asked again by the browsers
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
