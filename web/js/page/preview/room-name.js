// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

// Proquints: 16 bits become five letters that people can pronounce. The name of a room is its only secret.
// Three proquints, 48 bits, are too many for an attacker to try.
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

/** @returns {string} a new random name, such as "lusab-bavig-ritor" */
export function makeRoomName() {
  const numbers = crypto.getRandomValues(new Uint16Array(WORDS));
  return Array.from(numbers, proquint).join('-');
}

/**
 * Cleans the name that a user typed: "  our \t room " becomes "our room".
 * @param {string} text
 */
export function tidyRoomName(text) {
  return text.trim().replace(/\s+/g, ' ').normalize('NFC');
}

/**
 * The room in the address of a page, in canonical form.
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
 * The same address with the name of the room in canonical form, for links that people pass on.
 * @param {string} path
 */
export function canonicalPath(path) {
  const room = roomNameOfPath(path);
  const last = /([^/]+)\/?$/.exec(path)?.[1] ?? '';
  if (room === '' || decodeURIComponent(last) === room) return path;
  return path.replace(/[^/]+\/?$/, encodeURIComponent(room));
}
