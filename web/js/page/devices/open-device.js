// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('../../client/media/local-media.js').LocalMedia} LocalMedia */
/** @typedef {import('../settings/settings.js').Settings} Settings */

/**
 * Opens the microphone or the camera with the current settings. A missing remembered device is no failure:
 * LocalMedia opens the default device, and uses the remembered one again once it is back.
 * @param {LocalMedia} media
 * @param {'microphone' | 'camera'} slot
 * @param {Settings} settings
 */
export async function openDevice(media, slot, settings) {
  if (slot === 'microphone') {
    const {microphoneId, echoCancellation, noiseSuppression, autoGainControl} = settings;
    await media.openMicrophone({deviceId: microphoneId, echoCancellation, noiseSuppression, autoGainControl});
  } else {
    const {cameraId, height, frameRate} = settings;
    await media.openCamera({deviceId: cameraId, height, frameRate});
  }
}
