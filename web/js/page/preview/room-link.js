// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {isRoomName} from '../../client/room/room-name.js';
import {roomNameOfPath, tidyRoomName} from './room-name.js';

const NAME_RULE = 'A room’s name has 1 to 64 characters, but none of / \\ ? # %.';

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
  if (!url) return refused(NAME_RULE);
  if (url.host !== new URL(`${url.protocol}//${host}`).host) {
    return refused(`This link leads to another server, ${url.host}. Open it in the browser’s address bar.`);
  }
  const room = roomNameOfPath(url.pathname);
  return isRoomName(room) ? named(room) : refused('This link does not lead to a room.');
}

/**
 * @param {string} room
 * @returns {RoomChoice}
 */
function named(room) {
  return isRoomName(room) ? {room, problem: ''} : refused(NAME_RULE);
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
