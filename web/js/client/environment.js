// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * Everything from the browser that the library uses. Tests pass fakes instead.
 *
 * @typedef {object} Environment
 * @property {typeof globalThis.WebSocket} WebSocket
 * @property {typeof globalThis.RTCPeerConnection} RTCPeerConnection
 * @property {typeof globalThis.MediaStream} MediaStream
 * @property {MediaDevices | undefined} mediaDevices absent on pages that were not loaded over https
 * @property {(callback: () => void, ms: number) => number} setTimeout
 * @property {(timer: number) => void} clearTimeout
 * @property {() => number} now milliseconds of a monotonic clock
 * @property {() => number} date milliseconds of Unix time
 * @property {() => number} random from 0, inclusive, to 1, exclusive
 * @property {typeof globalThis.fetch} [fetch] only to find out why a first connection failed
 * @property {() => boolean} [isOnline] false: the device has no network
 * @property {(callback: () => void) => () => void} onWake calls back when the network has returned or the
 *   page is visible again, because timers may have been late; the returned function ends that
 */

/** @returns {Environment} the browser's; outside a browser, missing functions are undefined */
export function browserEnvironment() {
  const {WebSocket, RTCPeerConnection, MediaStream} = globalThis;
  return {
    WebSocket,
    RTCPeerConnection,
    MediaStream,
    mediaDevices: globalThis.navigator?.mediaDevices,
    setTimeout: (callback, ms) => Number(globalThis.setTimeout(callback, ms)),
    clearTimeout: (timer) => globalThis.clearTimeout(timer),
    now: () => performance.now(),
    date: () => Date.now(),
    random: () => Math.random(),
    fetch: (address, options) => globalThis.fetch(address, options),
    isOnline: () => globalThis.navigator?.onLine !== false,
    onWake,
  };
}

/** @param {() => void} callback */
function onWake(callback) {
  const page = globalThis.document;
  const onVisible = () => {
    if (page.visibilityState === 'visible') callback();
  };
  globalThis.addEventListener?.('online', callback);
  page?.addEventListener('visibilitychange', onVisible);
  return () => {
    globalThis.removeEventListener?.('online', callback);
    page?.removeEventListener('visibilitychange', onVisible);
  };
}
