// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {translate} from '../language/translate.js';

/**
 * Sentences about the end of a call and what the user can do, by the close codes of docs/protocol.md.
 * @type {() => Record<number, string>}
 */
const endings = () => ({
  1000: translate('You have left the room.'),
  1002: translate('The server did not understand this page. Reload it; it may be older than the server.'),
  1003: translate('The server did not understand this page. Reload it; it may be older than the server.'),
  1007: translate('The server did not understand this page. Reload it; it may be older than the server.'),
  1008: translate('The server has refused too many messages from this page. Reload the page and join again.'),
  1009: translate('This page has sent a message that is too large for the server. Join again and send less at once.'),
  4400: translate(
    'The server did not understand the request to join. Check the link and your name, then join again.'),
  4401: translate('The server does not know who you are. Open your link to the room once more.'),
  4403: translate('You may not enter this room. Ask the person who invited you.'),
  4404: translate('There is no such room. Check the link: a letter may be missing.'),
  4409: translate('You have joined from another page, which has replaced this one.'),
  4410: translate('The room was closed.'),
  4423: translate('The room is locked. Ask somebody inside to open it, then join again.'),
  4430: translate('The room is full. Join again when somebody has left.'),
});

/** @type {() => Record<number, string>} by close code: endings after which the page reconnects by itself */
const interruptions = () => ({
  1001: translate('The server went away for a moment.'),
  1011: translate('An error has occurred on the server.'),
  1012: translate('The server is being restarted.'),
  1013: translate('The server is full at the moment.'),
  4408: translate('The server has received nothing from this page for too long.'),
  4429: translate('This page has sent too many messages too fast.'),
  4431: translate('This connection was too slow to keep up with the room.'),
});

/**
 * @param {number} code close code, after which the page does not reconnect
 * @param {boolean} hasJoined whether the client was in the room before
 */
export function closeSentence(code, hasJoined) {
  const ending = endings()[code];
  if (ending) return ending;
  const interruption = interruptions()[code];
  if (interruption) return `${interruption} ${translate('Join again in a moment.')}`;
  return hasJoined ? translate('The connection to the server was lost. Check your network and join again.') :
    translate('The room could not be reached. Check your network and join again.');
}

/**
 * @param {number} code close code, after which the page reconnects
 * @param {boolean} hasJoined
 */
export function interruptionSentence(code, hasJoined) {
  const lost = hasJoined ? translate('The connection to the server was lost.') :
    translate('The server cannot be reached.');
  const comfort = hasJoined ? translate('Trying again; the call continues meanwhile.') : translate('Trying again.');
  return `${interruptions()[code] ?? lost} ${comfort}`;
}
