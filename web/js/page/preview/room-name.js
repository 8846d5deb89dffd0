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
 * Whether the server takes this as the name of a room.
 * @param {string} text
 */
export function isRoomName(text) {
  return /^[A-Za-z0-9._~-]{1,64}$/.test(text) && text !== '.' && text !== '..';
}

/**
 * What somebody typed, with what is plainly meant put right: "  our room " becomes "our-room".
 * @param {string} text
 */
export function tidyRoomName(text) {
  return text.trim().replace(/\s+/g, '-');
}

/**
 * The room that a page's address names.
 * @param {string} path the path of /room/{id} or /chat/{id}
 */
export function roomNameOfPath(path) {
  return decodeURIComponent(path.split('/')[2] ?? '');
}
