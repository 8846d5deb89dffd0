// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

const MAX_CODE_POINTS = 64;

/** Control characters, bidirectional controls, surrogates, noncharacters, and delimiters of a URL. */
const FORBIDDEN = /[\p{Control}\p{Bidi_Control}\p{Surrogate}\p{Noncharacter_Code_Point}/\\?#%]/u;

/**
 * Whether the server accepts this as the name of a room. It compares names byte by byte, so use only names from
 * cleanRoomName: they lead everybody into the same room.
 * @param {string} text
 */
export function isRoomName(text) {
  if (text === '' || text === '.' || text === '..' || text !== text.trim()) return false;
  return text.length <= 2 * MAX_CODE_POINTS && [...text].length <= MAX_CODE_POINTS && !FORBIDDEN.test(text);
}

/**
 * The canonical form of a name: without white space at its ends, and in NFC (UAX #15), because keyboards compose
 * accented letters differently.
 * @param {string} text
 * @returns {string | null} null if the server would refuse it
 */
export function cleanRoomName(text) {
  const name = text.trim().normalize('NFC');
  return isRoomName(name) ? name : null;
}

/**
 * The address of a room's WebSocket.
 * @param {string} name cleaned here
 * @param {string | URL} site the address of the server's start page, below a path or not, with / at its end
 */
export function roomSocketUrl(name, site) {
  const room = cleanRoomName(name);
  if (room === null) throw new RangeError('this is not the name of a room');
  const url = new URL(`room/${encodeURIComponent(room)}/ws`, site);
  url.protocol = url.protocol.replace('http', 'ws');
  return url;
}
