// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

const MAX_CODE_POINTS = 64;
const MAX_UTF16_UNITS = 2 * MAX_CODE_POINTS;

/** Control characters, bidirectional controls, and surrogates. */
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\p{Surrogate}]/u;

/**
 * The server's rule for usernames, so that a page can check a name while the user types it.
 * @param {string} text
 * @returns {string | null} the name as the others will see it; null if the server would refuse it
 */
export function cleanUsername(text) {
  const name = text.trim();
  if (name === '' || name.length > MAX_UTF16_UNITS || FORBIDDEN.test(name)) return null;
  return [...name].length <= MAX_CODE_POINTS ? name : null;
}
