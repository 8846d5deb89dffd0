// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {translate} from '../language/translate.js';

/** @typedef {'refused' | 'missing' | 'busy' | 'insecure' | 'unsupported' | 'cancelled' | 'failed'} MediaProblemCode */
/** @typedef {'microphone' | 'camera' | 'both' | 'screen' | 'screenSound'} Subject `both`: camera and microphone */
/** @typedef {{title: string, advice: string, consequence: string, mayRetry: boolean}} MediaProblem */
/** @typedef {'chromium' | 'firefox' | 'safari' | 'other'} BrowserName */
/** @typedef {'microphone' | 'camera' | 'both'} Device */

/** @type {() => Record<Device, string>} */
const consequences = () => ({
  microphone: translate('You can be in the call without it; the others will not hear you.'),
  camera: translate('You can be in the call without it; the others will not see you.'),
  both: translate('You can be in the call without them; you will see and hear the others.'),
});

/**
 * @param {string} userAgent
 * @returns {BrowserName} the browser whose wording the advice should use; nothing else may depend on it
 */
export function browserName(userAgent) {
  if (/firefox|fxios/i.test(userAgent)) return 'firefox';
  if (/chrom(e|ium)|crios|edg/i.test(userAgent)) return 'chromium';
  return /safari/i.test(userAgent) ? 'safari' : 'other';
}

/** @type {Record<BrowserName, () => Record<Device, string>>} how the user can allow the device again */
const ALLOW = {
  chromium: () => ({
    microphone: translate('Click the icon at the left of the address bar and allow microphone.'),
    camera: translate('Click the icon at the left of the address bar and allow camera.'),
    both: translate('Click the icon at the left of the address bar and allow camera and microphone.'),
  }),
  firefox: () => ({
    microphone: translate('Click the crossed-out microphone in the address bar and remove “Blocked”.'),
    camera: translate('Click the crossed-out camera in the address bar and remove “Blocked”.'),
    both: translate('Click the crossed-out camera and microphone in the address bar and remove “Blocked”.'),
  }),
  safari: () => ({
    microphone: translate('Open the menu of the address bar, then “Settings for This Website”, and allow microphone.'),
    camera: translate('Open the menu of the address bar, then “Settings for This Website”, and allow camera.'),
    both: translate(
      'Open the menu of the address bar, then “Settings for This Website”, and allow camera and microphone.'),
  }),
  other: () => ({
    microphone: translate('Allow microphone for this page in the browser’s settings.'),
    camera: translate('Allow camera for this page in the browser’s settings.'),
    both: translate('Allow camera and microphone for this page in the browser’s settings.'),
  }),
};

/** @type {() => Record<Device, string>} */
const systemHints = () => ({
  microphone: translate('If that changes nothing, the system’s privacy settings keep the browser from using it.'),
  camera: translate('If that changes nothing, the system’s privacy settings keep the browser from using it.'),
  both: translate('If that changes nothing, the system’s privacy settings keep the browser from using them.'),
});

/** @typedef {Omit<MediaProblem, 'consequence'>} Description */
/** @typedef {Record<Device, string>} ForEach */
/** @typedef {{titles: ForEach, advice: string | ForEach, mayRetry: boolean}} DeviceProblem */

/** @type {Record<MediaProblemCode, (browser: BrowserName) => DeviceProblem>} */
const DEVICE_PROBLEMS = {
  refused: (browser) => ({
    titles: {
      microphone: translate('This page may not use your microphone.'),
      camera: translate('This page may not use your camera.'),
      both: translate('This page may not use your camera and microphone.'),
    },
    advice: joined(ALLOW[browser](), systemHints()),
    mayRetry: true,
  }),
  missing: () => ({
    titles: {
      microphone: translate('No microphone was found.'),
      camera: translate('No camera was found.'),
      both: translate('No camera or microphone was found.'),
    },
    advice: translate('Plug one in, and this page uses it at once. A built-in one may be switched off.'),
    mayRetry: true,
  }),
  busy: () => ({
    titles: {
      microphone: translate('Your microphone is in use elsewhere.'),
      camera: translate('Your camera is in use elsewhere.'),
      both: translate('Your camera and microphone are in use elsewhere.'),
    },
    advice: {
      microphone: translate('Close the other program or tab that uses it, then try again.'),
      camera: translate('Close the other program or tab that uses it, then try again.'),
      both: translate('Close the other program or tab that uses them, then try again.'),
    },
    mayRetry: true,
  }),
  insecure: () => ({
    titles: {
      microphone: translate('Your microphone cannot be used on this page.'),
      camera: translate('Your camera cannot be used on this page.'),
      both: translate('Your camera and microphone cannot be used on this page.'),
    },
    advice: translate(
      'Browsers open devices only for pages loaded over https. Use an address that begins with https://.'),
    mayRetry: false,
  }),
  unsupported: () => ({
    titles: {
      microphone: translate('This browser cannot use your microphone.'),
      camera: translate('This browser cannot use your camera.'),
      both: translate('This browser cannot use your camera and microphone.'),
    },
    advice: translate('Use a current Chrome, Chromium, Edge, Firefox or Safari.'),
    mayRetry: false,
  }),
  cancelled: () => ({
    titles: {
      microphone: translate('No microphone was chosen.'),
      camera: translate('No camera was chosen.'),
      both: translate('No camera and microphone was chosen.'),
    },
    advice: translate('Try again and choose one.'),
    mayRetry: true,
  }),
  failed: () => ({
    titles: {
      microphone: translate('Your microphone could not be started.'),
      camera: translate('Your camera could not be started.'),
      both: translate('Your camera and microphone could not be started.'),
    },
    advice: {
      microphone: translate('Unplug it and plug it in again, or choose another device, then try again.'),
      camera: translate('Unplug it and plug it in again, or choose another device, then try again.'),
      both: translate('Unplug them and plug them in again, or choose another device, then try again.'),
    },
    mayRetry: true,
  }),
};

/** @type {Record<MediaProblemCode, () => Description>} */
const SCREEN_PROBLEMS = {
  refused: () => ({
    title: translate('The screen may not be shared.'),
    advice: translate('Allow the browser to record the screen in the system’s privacy settings, then try again.'),
    mayRetry: true,
  }),
  missing: () => ({
    title: translate('There is nothing to share.'),
    advice: translate('Open the window that you want to share, then try again.'),
    mayRetry: true,
  }),
  busy: () => ({
    title: translate('The system cannot share the screen now.'),
    advice: translate('Close other programs that record the screen, then try again.'),
    mayRetry: true,
  }),
  insecure: () => ({
    title: translate('The screen cannot be shared on this page.'),
    advice: translate(
      'Browsers share a screen only with pages loaded over https. Use an address that begins with https://.'),
    mayRetry: false,
  }),
  unsupported: () => ({
    title: translate('This browser cannot share the screen.'),
    advice: translate('Most browsers on phones cannot share it, and those on computers can.'),
    mayRetry: false,
  }),
  cancelled: () => ({
    title: translate('Nothing is shared.'),
    advice: translate('You closed the browser’s dialog. Try again and choose a screen, a window or a tab.'),
    mayRetry: true,
  }),
  failed: () => ({
    title: translate('The screen could not be shared.'),
    advice: translate('Try again, or choose another window.'),
    mayRetry: true,
  }),
};

/**
 * Tells the user what a failure to open a device means, and what to do about it.
 * @param {unknown} error a MediaError; anything else counts as `failed`
 * @param {Subject} subject what could not be opened
 * @param {string} [userAgent] names the browser, whose wording the advice uses
 * @returns {MediaProblem}
 */
export function mediaProblem(error, subject, userAgent = globalThis.navigator?.userAgent ?? '') {
  const code = codeOf(error);
  if (subject === 'screen' || subject === 'screenSound') return {...SCREEN_PROBLEMS[code](), consequence: ''};
  const {titles, advice, mayRetry} = DEVICE_PROBLEMS[code](browserName(userAgent));
  return {
    title: titles[subject], advice: typeof advice === 'string' ? advice : advice[subject],
    consequence: consequences()[subject], mayRetry,
  };
}

/**
 * @param {Record<Device, string>} first
 * @param {Record<Device, string>} second
 */
function joined(first, second) {
  return {
    microphone: `${first.microphone} ${second.microphone}`,
    camera: `${first.camera} ${second.camera}`,
    both: `${first.both} ${second.both}`,
  };
}

/**
 * @param {any} error
 * @returns {MediaProblemCode}
 */
export function codeOf(error) {
  return Object.hasOwn(DEVICE_PROBLEMS, error?.code ?? '') ? error.code : 'failed';
}
