// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {openDevice} from '../devices/open-device.js';
import {saveSettings} from './settings.js';

/** @typedef {import('../../client/media/local-media.js').LocalMedia} LocalMedia */
/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {{setSending(limits: {maxHeight: number, maxFrameRate: number}): void}} Sender the used part of Manager */
/**
 * @typedef {object} SettingsTarget
 * @property {LocalMedia} media
 * @property {Sender | null} manager null before joining
 * @property {(patch: Partial<Settings>) => void} onChange carries out changes that only the page can make, such as
 *   the speaker of its tiles
 */

/** @type {Record<'microphone' | 'camera', (keyof Settings)[]>} settings whose change reopens the device */
const KEYS = {
  microphone: ['microphoneId', 'echoCancellation', 'noiseSuppression', 'autoGainControl'],
  camera: ['cameraId', 'height', 'frameRate'],
};

/**
 * Saves a change of settings and puts it into effect at once. A device that is not open stays closed.
 * @param {SettingsTarget} target
 * @param {Partial<Settings>} patch
 * @throws {import('../../client/media/media-error.js').MediaError} if a device cannot be opened with the new settings
 */
export async function changeSettings({media, manager, onChange}, patch) {
  const settings = saveSettings(patch);
  onChange(patch);
  if ('height' in patch || 'frameRate' in patch) {
    manager?.setSending({maxHeight: settings.height, maxFrameRate: settings.frameRate});
  }
  for (const slot of /** @type {const} */ (['microphone', 'camera'])) {
    const isMeant = KEYS[slot].some((key) => key in patch);
    if (isMeant && media.track(slot)) await openDevice(media, slot, settings);
  }
}
