// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {isIceUrl, isTurnUrl} from './ice-url.js';

/** Many servers make gathering slow in every browser. */
export const MOST_ICE_SERVERS = 8;

const URL_RULE = 'An address looks like stun:stun.example.org or turn:turn.example.org:3478?transport=tcp.';
const NO_ADDRESS = `This is not an address of a STUN or TURN server. ${URL_RULE}`;

/** @typedef {{url: string, username: string, credential: string}} IceServerFields the fields of the form */
/** @typedef {keyof IceServerFields} IceServerField */

/**
 * Reads the form for one STUN or TURN server.
 * @param {IceServerFields} fields
 * @returns {{server: RTCIceServer} | {field: IceServerField, problem: string}} the server, or the first invalid
 *   field and what is wrong with it
 */
export function readIceServer({url, username, credential}) {
  const address = url.trim().replace(/^[A-Za-z]+:/, (scheme) => scheme.toLowerCase());
  const name = username.trim();
  if (!address) return {field: 'url', problem: `Enter the address of a server. ${URL_RULE}`};
  if (!isIceUrl(address)) return {field: 'url', problem: NO_ADDRESS};
  if (!isTurnUrl(address)) return {server: {urls: [address]}};
  if (!name) return {field: 'username', problem: 'A TURN server wants a user name.'};
  if (!credential) return {field: 'credential', problem: 'A TURN server wants a password.'};
  return {server: {urls: [address], username: name, credential}};
}

/**
 * Reads a list of servers from the browser's storage, and drops everything that is not a server.
 * @param {unknown} value
 * @returns {RTCIceServer[]}
 */
export function readStoredIceServers(value) {
  if (!Array.isArray(value)) return [];
  return value.flatMap(readStoredIceServer).slice(0, MOST_ICE_SERVERS);
}

/** @param {any} value @returns {RTCIceServer[]} one or none */
function readStoredIceServer(value) {
  const url = Array.isArray(value?.urls) ? value.urls[0] : value?.urls;
  const text = (/** @type {unknown} */ part) => (typeof part === 'string' ? part : '');
  const read = readIceServer({url: text(url), username: text(value?.username), credential: text(value?.credential)});
  return 'server' in read ? [read.server] : [];
}

/** @param {RTCIceServer} server @returns {string} its address, for display */
export const addressOf = ({urls}) => (Array.isArray(urls) ? urls.join(', ') : urls);
