// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * What a client needs to join a room whose configuration requires it.
 *
 * @typedef {object} Credentials
 * @property {string} [token] a JSON Web Token of the application, at most 4096 bytes
 * @property {string} [password] of the room, at most 128 bytes in UTF-8
 */

/** @param {string} text */
function base64url(text) {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * The subprotocols to offer beside `parley.v1`. A page can set no header of a WebSocket, and an address ends up in the
 * logs of proxies.
 *
 * @param {Credentials} credentials
 * @returns {string[]}
 */
export function credentialProtocols({token, password}) {
  const protocols = [];
  if (token) protocols.push(`parley.token.${token}`);
  if (password) protocols.push(`parley.password.${base64url(password)}`);
  return protocols;
}
