// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {isRoomName} from '../../client/room/room-name.js';
import {translate} from '../language/translate.js';

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

const nameRule = () => translate('A room’s name has 1 to 64 characters, but none of / \\ ? # %.');

/** @typedef {{room: string, problem: ''} | {room: '', problem: string}} RoomChoice */

/**
 * Reads the field for the room, which takes the name of a room or a link to it. A link to another server is an
 * error, and the message names that server.
 * @param {string} text that the user typed or pasted
 * @param {string} host of this page, with its port
 * @returns {RoomChoice} if there is no room, `problem` is a sentence that says why
 */
export function roomOf(text, host) {
  const typed = text.trim();
  if (!typed.includes('/')) return named(tidyRoomName(typed));
  const url = linkOf(typed, host);
  if (!url) return refused(nameRule());
  if (url.host !== new URL(`${url.protocol}//${host}`).host) {
    return refused(translate('This link leads to another server, {host}. Open it in the browser’s address bar.',
      {host: url.host}));
  }
  const room = roomNameOfPath(url.pathname);
  return isRoomName(room) ? named(room) : refused(translate('This link does not lead to a room.'));
}

/**
 * @param {string} room
 * @returns {RoomChoice}
 */
function named(room) {
  return isRoomName(room) ? {room, problem: ''} : refused(nameRule());
}

/**
 * @param {string} problem
 * @returns {RoomChoice}
 */
function refused(problem) {
  return {room: '', problem};
}

/**
 * Reads a link as people pass it on: complete, without its scheme, or only the path.
 * @param {string} text
 * @param {string} host
 * @returns {URL | null}
 */
function linkOf(text, host) {
  try {
    if (/^https?:\/\//i.test(text)) return new URL(text);
    if (/^\/?(room|chat)\//.test(text)) return new URL(text, `https://${host}/`);
    return /^[^/\s]+\/(room|chat)\//.test(text) ? new URL(`https://${text}`) : null;
  } catch {
    return null;
  }
}
