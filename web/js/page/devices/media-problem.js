// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {'refused' | 'missing' | 'busy' | 'insecure' | 'unsupported' | 'cancelled' | 'failed'} MediaProblemCode */
/** @typedef {'microphone' | 'camera' | 'both' | 'screen' | 'screenSound'} Subject `both`: camera and microphone */
/** @typedef {{title: string, advice: string, consequence: string, mayRetry: boolean}} MediaProblem */
/** @typedef {'chromium' | 'firefox' | 'safari' | 'other'} BrowserName */
/** @typedef {{noun: string, either: string, is: string, it: string, consequence: string}} Words */

/** @type {Record<'microphone' | 'camera' | 'both', Words>} */
const WORDS = {
  microphone: {
    noun: 'microphone', either: 'microphone', is: 'is', it: 'it',
    consequence: 'You can be in the call without it; the others will not hear you.',
  },
  camera: {
    noun: 'camera', either: 'camera', is: 'is', it: 'it',
    consequence: 'You can be in the call without it; the others will not see you.',
  },
  both: {
    noun: 'camera and microphone', either: 'camera or microphone', is: 'are', it: 'them',
    consequence: 'You can be in the call without them; you will see and hear the others.',
  },
};

/**
 * @param {string} userAgent
 * @returns {BrowserName} the browser whose wording the advice should use; nothing else may depend on it
 */
export function browserName(userAgent) {
  if (/firefox|fxios/i.test(userAgent)) return 'firefox';
  if (/chrom(e|ium)|crios|edg/i.test(userAgent)) return 'chromium';
  return /safari/i.test(userAgent) ? 'safari' : 'other';
}

/** @type {Record<BrowserName, (words: Words) => string>} how the user can allow the device again */
const ALLOW = {
  chromium: ({noun}) => `Click the icon at the left of the address bar and allow ${noun}.`,
  firefox: ({noun}) => `Click the crossed-out ${noun} in the address bar and remove “Blocked”.`,
  safari: ({noun}) => `Open the menu of the address bar, then “Settings for This Website”, and allow ${noun}.`,
  other: ({noun}) => `Allow ${noun} for this page in the browser’s settings.`,
};

/** @typedef {Omit<MediaProblem, 'consequence'>} Description */
/** @type {Record<MediaProblemCode, (words: Words, browser: BrowserName) => Description>} */
const DEVICE_PROBLEMS = {
  refused: (words, browser) => ({
    title: `This page may not use your ${words.noun}.`,
    advice: `${ALLOW[browser](words)} If that changes nothing, the system’s privacy settings keep the browser from using ` +
      `${words.it}.`,
    mayRetry: true,
  }),
  missing: ({either}) => ({
    title: `No ${either} was found.`,
    advice: 'Plug one in, and this page uses it at once. A built-in one may be switched off.',
    mayRetry: true,
  }),
  busy: ({noun, is, it}) => ({
    title: `Your ${noun} ${is} in use elsewhere.`,
    advice: `Close the other program or tab that uses ${it}, then try again.`,
    mayRetry: true,
  }),
  insecure: ({noun}) => ({
    title: `Your ${noun} cannot be used on this page.`,
    advice: 'Browsers open devices only for pages loaded over https. Use an address that begins with https://.',
    mayRetry: false,
  }),
  unsupported: ({noun}) => ({
    title: `This browser cannot use your ${noun}.`,
    advice: 'Use a current Chrome, Chromium, Edge, Firefox or Safari.',
    mayRetry: false,
  }),
  cancelled: ({noun}) => ({
    title: `No ${noun} was chosen.`,
    advice: 'Try again and choose one.',
    mayRetry: true,
  }),
  failed: ({noun, it}) => ({
    title: `Your ${noun} could not be started.`,
    advice: `Unplug ${it} and plug ${it} in again, or choose another device, then try again.`,
    mayRetry: true,
  }),
};

/** @type {Record<MediaProblemCode, Description>} */
const SCREEN_PROBLEMS = {
  refused: {
    title: 'The screen may not be shared.',
    advice: 'Allow the browser to record the screen in the system’s privacy settings, then try again.',
    mayRetry: true,
  },
  missing: {
    title: 'There is nothing to share.',
    advice: 'Open the window that you want to share, then try again.',
    mayRetry: true,
  },
  busy: {
    title: 'The system cannot share the screen now.',
    advice: 'Close other programs that record the screen, then try again.',
    mayRetry: true,
  },
  insecure: {
    title: 'The screen cannot be shared on this page.',
    advice: 'Browsers share a screen only with pages loaded over https. Use an address that begins with https://.',
    mayRetry: false,
  },
  unsupported: {
    title: 'This browser cannot share the screen.',
    advice: 'Most browsers on phones cannot share it, and those on computers can.',
    mayRetry: false,
  },
  cancelled: {
    title: 'Nothing is shared.',
    advice: 'You closed the browser’s dialog. Try again and choose a screen, a window or a tab.',
    mayRetry: true,
  },
  failed: {
    title: 'The screen could not be shared.',
    advice: 'Try again, or choose another window.',
    mayRetry: true,
  },
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
  if (subject === 'screen' || subject === 'screenSound') return {...SCREEN_PROBLEMS[code], consequence: ''};
  const words = WORDS[subject];
  return {...DEVICE_PROBLEMS[code](words, browserName(userAgent)), consequence: words.consequence};
}

/**
 * @param {any} error
 * @returns {MediaProblemCode}
 */
export function codeOf(error) {
  return Object.hasOwn(DEVICE_PROBLEMS, error?.code ?? '') ? error.code : 'failed';
}
