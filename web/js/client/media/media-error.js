// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {'microphone' | 'camera' | 'screen' | 'screenSound'} Slot */
/** @typedef {'refused' | 'missing' | 'busy' | 'insecure' | 'unsupported' | 'cancelled' | 'failed'} MediaErrorCode */

/**
 * What each exception of a browser comes to. The names in the second half are those of browsers
 * from before the standard; some of their descendants still use them.
 * @type {Record<string, MediaErrorCode>}
 */
const CODES = {
  NotAllowedError: 'refused',
  // No current browser has mediaDevices on a page from http, so this is a policy and not the http.
  SecurityError: 'refused',
  NotFoundError: 'missing',
  NotReadableError: 'busy',
  NotSupportedError: 'unsupported',
  // What is asked for here is never empty, so it can only be the page that is not allowed to ask.
  TypeError: 'insecure',
  PermissionDeniedError: 'refused',
  PermissionDismissedError: 'refused',
  DevicesNotFoundError: 'missing',
  TrackStartError: 'busy',
  SourceUnavailableError: 'busy',
};

/** Firefox and Chromium abort when a device does not start, which is that somebody else holds it. */
const DOES_NOT_START = /starting|timeout/i;

/** Why a screen was refused without anybody having closed the picker. */
const FORBIDDEN = /by system|polic/i;

/** Old browsers have mediaDevices on every page and refuse it when it is used. */
const NOT_SECURE = /secure origin/i;

/**
 * Why a microphone, a camera or a screen could not be had. `code` is for programs, and a page says in
 * its own words what to do about it; `cause` is what the browser threw, if it threw.
 */
export class MediaError extends Error {
  /**
   * @param {MediaErrorCode} code
   * @param {Slot} slot what was to be opened
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
  // Browsers tell a closed picker from a refusal in their message only, if they do.
  if (code === 'refused' && !FORBIDDEN.test(message)) return 'cancelled';
  return code === 'insecure' ? 'unsupported' : code;
}
