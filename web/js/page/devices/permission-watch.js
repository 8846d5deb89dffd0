// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * Calls back when the camera or the microphone has been allowed in the browser's own settings, so that
 * nobody has to say it to the page too. Browsers that do not tell leave it at that.
 * @param {'microphone' | 'camera'} device
 * @param {() => void} onAllowed
 * @param {AbortSignal} signal ends it
 */
export async function watchPermission(device, onAllowed, signal) {
  try {
    const permission = await navigator.permissions.query({name: device});
    permission.addEventListener('change', () => {
      if (permission.state === 'granted') onAllowed();
    }, {signal});
  } catch {
    // The button to try again remains.
  }
}
