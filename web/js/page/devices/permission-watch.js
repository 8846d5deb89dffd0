// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * Calls back when the user has allowed the camera or the microphone in the browser's own settings, so that the user
 * need not try again in the page. Browsers that do not report permissions never call back.
 * @param {'microphone' | 'camera'} device
 * @param {() => void} onAllowed
 * @param {AbortSignal} signal ends the watch
 */
export async function watchPermission(device, onAllowed, signal) {
  try {
    const permission = await navigator.permissions.query({name: device});
    permission.addEventListener('change', () => {
      if (permission.state === 'granted') onAllowed();
    }, {signal});
  } catch {
    // This browser does not report the permission. The user still has the button to try again.
  }
}
