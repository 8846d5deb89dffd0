// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {MediaError} from '../../client/media/media-error.js';
import {openDevice} from '../devices/open-device.js';
import {ProblemNotice} from '../devices/problem-notice.js';
import {find, make, makeIcon} from '../ui/make.js';
import {makeTabs} from '../ui/tabs.js';
import {makeDevicesSection} from './settings-devices.js';
import {makeLanguageChoice} from './settings-language.js';
import {makeNetworkSection} from './settings-network.js';
import {makePictureSection} from './settings-picture.js';
import {saveSettings} from './settings.js';
import {translate} from '../language/translate.js';

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
/**
 * @typedef {object} Section tools for a section of the dialog
 * @property {SettingsTarget} target
 * @property {AbortSignal} signal aborted when the dialog closes
 * @property {(patch: Partial<Settings>) => void} change saves a change and puts it into effect; shows a failure
 */

/** @type {Record<'microphone' | 'camera', (keyof Settings)[]>} settings whose change reopens the device */
const KEYS = {
  microphone: ['microphoneId', 'echoCancellation', 'noiseSuppression', 'autoGainControl'],
  camera: ['cameraId', 'height', 'frameRate'],
};

/**
 * Opens the dialog for devices, processing, picture and servers, before or during a call. Each change takes effect
 * at once, so there is nothing to confirm. The focus then returns to its old place.
 * @param {Omit<SettingsTarget, 'onChange'> & Partial<SettingsTarget>} options
 * @returns {Promise<void>} resolves when the dialog is closed
 */
export function openSettings({media, manager, onChange = () => {}}) {
  const ending = new AbortController();
  const problems = make('div', {role: 'status'});
  const target = {media, manager, onChange};
  const place = new ProblemNotice(problems, () => find(dialog, '[aria-selected=true]', HTMLElement));
  const change = (/** @type {Partial<Settings>} */ patch) => tryChange(target, patch, place);
  const dialog = makeDialog(problems, {target, signal: ending.signal, change});
  document.body.append(dialog);
  dialog.showModal();
  media.refreshDevices();
  return new Promise((resolve) => dialog.addEventListener('close', () => {
    ending.abort();
    dialog.remove();
    resolve();
  }));
}

/**
 * @param {HTMLElement} problems
 * @param {Section} section
 */
function makeDialog(problems, section) {
  const words = translate('Close');
  const close = make('button', {type: 'button', class: 'quiet icon-only', 'aria-label': words, title: words},
    makeIcon('close'));
  const [tabs, ...panels] = makeTabs(translate('Settings'), [
    {id: 'settings-devices', label: translate('Devices'), panel: makeDevicesSection(section)},
    {id: 'settings-picture', label: translate('Picture'), panel: makePictureSection(section)},
    {id: 'settings-network', label: translate('Network'), panel: makeNetworkSection(section)},
  ]);
  const done = make('button', {type: 'button', class: 'primary'}, translate('Done'));
  const dialog = make('dialog', {id: 'settings-dialog', class: 'sheet', 'aria-labelledby': 'settings-title'},
    make('header', {}, make('h2', {id: 'settings-title'}, translate('Settings')), close),
    tabs, make('div', {class: 'sheet-body'}, problems, ...panels),
    make('footer', {}, makeLanguageChoice(section), done));
  for (const button of [close, done]) button.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();  // a click beside the dialog
  });
  return dialog;
}

/**
 * @param {SettingsTarget} target
 * @param {Partial<Settings>} patch
 * @param {ProblemNotice} place
 */
async function tryChange(target, patch, place) {
  try {
    await changeSettings(target, patch);
    place.show([]);
  } catch (error) {
    const subject = error instanceof MediaError && error.slot === 'camera' ? 'camera' : 'microphone';
    place.show([{subject, error, isBusy: false, retry: () => tryChange(target, patch, place)}]);
  }
}

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
