// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {'microphone' | 'camera' | 'screen' | 'screenSound'} Slot */
/** @typedef {'refused' | 'missing' | 'busy' | 'insecure' | 'unsupported' | 'cancelled' | 'failed'} MediaErrorCode */

/**
 * The code for each exception of a browser. The names in the second half are older than the standard; some browsers
 * still use them.
 * @type {Record<string, MediaErrorCode>}
 */
const CODES = {
  NotAllowedError: 'refused',
  // No current browser has mediaDevices on a page from http, so the reason is a policy.
  SecurityError: 'refused',
  NotFoundError: 'missing',
  NotReadableError: 'busy',
  NotSupportedError: 'unsupported',
  // The constraints here are never empty, so the only possible reason is that the page is not secure.
  TypeError: 'insecure',
  PermissionDeniedError: 'refused',
  PermissionDismissedError: 'refused',
  DevicesNotFoundError: 'missing',
  TrackStartError: 'busy',
  SourceUnavailableError: 'busy',
};

/** Firefox and Chromium abort if a device does not start, because another program uses it. */
const DOES_NOT_START = /starting|timeout/i;

/** Words of a refusal that does not come from closing the picker. */
const FORBIDDEN = /by system|polic/i;

/** Old browsers have mediaDevices on every page, but refuse its use on pages that are not secure. */
const NOT_SECURE = /secure origin/i;

/**
 * The reason why a microphone, a camera or a screen could not be opened. `code` is for programs; a page says in its
 * own words what the user can do. `cause` is the exception of the browser, if any.
 */
export class MediaError extends Error {
  /**
   * @param {MediaErrorCode} code
   * @param {Slot} slot that could not be opened
   * @param {unknown} [cause]
   */
  constructor(code, slot, cause) {
    super(`${slot}: ${cause ?? code}`, {cause});
    this.name = 'MediaError';
    this.code = code;
    this.slot = slot;
  }
}

/**
 * @param {any} cause what getUserMedia or getDisplayMedia threw
 * @param {Slot} slot
 */
export function mediaErrorOf(cause, slot) {
  return new MediaError(codeOf(cause?.name, String(cause?.message), slot), slot, cause);
}

/**
 * @param {string} name
 * @param {string} message
 * @param {Slot} slot
 * @returns {MediaErrorCode}
 */
function codeOf(name, message, slot) {
  const code = Object.hasOwn(CODES, name) ? CODES[name] : 'failed';
  if (name === 'AbortError' && DOES_NOT_START.test(message)) return 'busy';
  if (code === 'refused' && NOT_SECURE.test(message)) return 'insecure';
  if (slot !== 'screen') return code;
  // Only the message tells a closed picker from a refusal, and not in every browser.
  if (code === 'refused' && !FORBIDDEN.test(message)) return 'cancelled';
  return code === 'insecure' ? 'unsupported' : code;
}
