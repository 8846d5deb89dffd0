// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {translate} from '../language/translate.js';

/** Many servers make gathering slow in every browser. */
export const MOST_ICE_SERVERS = 8;

const URL_FORM = /^(stuns?|turns?):(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?(\?transport=(?:udp|tcp))?$/;
const LABEL = /^(?!-)[A-Za-z0-9_-]{1,63}(?<!-)$/;

const urlRule = () => translate('An address looks like {stun} or {turn}.', {
  stun: 'stun:stun.example.org', turn: 'turn:turn.example.org:3478?transport=tcp',
});

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
  if (!address) return {field: 'url', problem: `${translate('Enter the address of a server.')} ${urlRule()}`};
  if (!isIceUrl(address)) {
    return {field: 'url', problem: `${translate('This is not an address of a STUN or TURN server.')} ${urlRule()}`};
  }
  if (!isTurnUrl(address)) return {server: {urls: [address]}};
  if (!name) return {field: 'username', problem: translate('A TURN server needs a user name.')};
  if (!credential) return {field: 'credential', problem: translate('A TURN server needs a password.')};
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

/** @param {string} url */
export const isTurnUrl = (url) => /^turns?:/.test(url);

/**
 * Whether browsers and parleyd accept this as the address of a STUN or TURN server (RFC 7064, RFC 7065). The
 * grammar ignores letter case, but browsers accept only lower case.
 * @param {string} url
 */
export function isIceUrl(url) {
  const [, , host, port, transport] = URL_FORM.exec(url) ?? [];
  if (!host || (transport && !isTurnUrl(url))) return false;
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) return false;
  return host.startsWith('[') ? isAddress(host) : isHostName(host);
}

/** @param {string} host an IPv6 address in brackets */
function isAddress(host) {
  try {
    return new URL(`http://${host}/`).hostname.startsWith('[');
  } catch {
    return false;
  }
}

/**
 * Whether this is a host name. If its last label is a number, it is meant as an address: 192.0.2.999 is no name.
 * @param {string} host
 */
function isHostName(host) {
  const labels = host.split('.');
  if (/^\d+$/.test(labels[labels.length - 1])) {
    return labels.length === 4 && labels.every((label) => /^\d{1,3}$/.test(label) && Number(label) <= 255);
  }
  return host.length <= 253 && labels.every((label) => LABEL.test(label));
}
