// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @type {Record<number, string>} by the close codes of docs/protocol.md */
const SENTENCES = {
  1000: 'You have left the room.',
  1012: 'The server is being restarted. Join again in a moment.',
  1013: 'The server has no room for more rooms at the moment. Try again later.',
  4400: 'The server did not understand the request to join this room.',
  4403: 'You may not enter this room.',
  4408: 'The server has heard nothing from this page for too long.',
  4429: 'This page has sent too much too fast, and the server has ended the connection.',
  4430: 'This room is full.',
  4431: 'This connection is too slow to keep up with the room.',
};

/**
 * @param {number} code of the WebSocket's close
 * @param {boolean} hasJoined whether the room had been reached
 */
export function closeSentence(code, hasJoined) {
  const lost = hasJoined ? 'The connection to the server was lost.' : 'The room could not be reached.';
  return SENTENCES[code] ?? lost;
}
