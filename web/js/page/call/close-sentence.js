// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * Sentences about the end of a call and what the user can do, by the close codes of docs/protocol.md.
 * @type {Record<number, string>}
 */
const ENDINGS = {
  1000: 'You have left the room.',
  1002: 'The server did not understand this page. Reload it; it may be older than the server.',
  1003: 'The server did not understand this page. Reload it; it may be older than the server.',
  1007: 'The server did not understand this page. Reload it; it may be older than the server.',
  1008: 'The server has refused too many messages from this page. Reload the page and join again.',
  1009: 'This page has sent a message that is too large for the server. Join again and send less at once.',
  4400: 'The server did not understand the request to join. Check the link and your name, then join again.',
  4401: 'The server does not know who you are. Open your link to the room once more.',
  4403: 'You may not enter this room. Ask the person who invited you.',
  4404: 'There is no such room. Check the link: a letter may be missing.',
  4409: 'You have joined from another page, which has replaced this one.',
  4410: 'The room was closed.',
  4423: 'The room is locked. Ask somebody inside to open it, then join again.',
  4430: 'The room is full. Join again when somebody has left.',
};

/** @type {Record<number, string>} by close code: endings after which the page reconnects by itself */
const INTERRUPTIONS = {
  1001: 'The server went away for a moment.',
  1011: 'An error has occurred on the server.',
  1012: 'The server is being restarted.',
  1013: 'The server is full at the moment.',
  4408: 'The server has received nothing from this page for too long.',
  4429: 'This page has sent too many messages too fast.',
  4431: 'This connection was too slow to keep up with the room.',
};

/**
 * @param {number} code close code, after which the page does not reconnect
 * @param {boolean} hasJoined whether the client was in the room before
 */
export function closeSentence(code, hasJoined) {
  if (ENDINGS[code]) return ENDINGS[code];
  if (INTERRUPTIONS[code]) return `${INTERRUPTIONS[code]} Join again in a moment.`;
  return hasJoined ? 'The connection to the server was lost. Check your network and join again.' :
    'The room could not be reached. Check your network and join again.';
}

/**
 * @param {number} code close code, after which the page reconnects
 * @param {boolean} hasJoined
 */
export function interruptionSentence(code, hasJoined) {
  const lost = hasJoined ? 'The connection to the server was lost.' : 'The server cannot be reached.';
  const comfort = hasJoined ? 'Trying again; the call continues meanwhile.' : 'Trying again.';
  return `${INTERRUPTIONS[code] ?? lost} ${comfort}`;
}
