// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// Proquints: 16 bits become five letters that can be said aloud. The name of a room is its only
// secret, so three of them, 48 bits, are the least that cannot be guessed by trying.
const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aiou';
const WORDS = 3;

/**
 * @param {number} bits 16 of them
 * @returns {string} e.g. "lusab"
 */
function proquint(bits) {
  const consonant = (/** @type {number} */ shift) => CONSONANTS[(bits >> shift) & 15];
  const vowel = (/** @type {number} */ shift) => VOWELS[(bits >> shift) & 3];
  return consonant(12) + vowel(10) + consonant(6) + vowel(4) + consonant(0);
}

/** @returns {string} a name that nobody has had, e.g. "lusab-bavig-ritor" */
export function makeRoomName() {
  const numbers = crypto.getRandomValues(new Uint16Array(WORDS));
  return Array.from(numbers, proquint).join('-');
}

/**
 * What somebody typed, with what is plainly meant put right: "  our \t room " becomes "our room".
 * @param {string} text
 */
export function tidyRoomName(text) {
  return text.trim().replace(/\s+/g, ' ').normalize('NFC');
}

/**
 * The room that a page's address names, as everybody has to write it.
 * @param {string} path the path of /room/{id} or /chat/{id}
 */
export function roomNameOfPath(path) {
  const part = /\/(?:room|chat)\/([^/]+)\/?$/.exec(path)?.[1] ?? '';
  try {
    return decodeURIComponent(part).normalize('NFC');
  } catch {
    return '';
  }
}

/**
 * The same address with the room's name as everybody has to write it, for links that are passed on.
 * @param {string} path
 */
export function canonicalPath(path) {
  const room = roomNameOfPath(path);
  const last = /([^/]+)\/?$/.exec(path)?.[1] ?? '';
  if (room === '' || decodeURIComponent(last) === room) return path;
  return path.replace(/[^/]+\/?$/, encodeURIComponent(room));
}
