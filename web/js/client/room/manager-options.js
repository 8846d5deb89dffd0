// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * @param {string | URL} url of a room's WebSocket
 * @param {string} username empty: the server's default
 * @returns {URL} the address with the name in it, so that no message about the name has to follow the join
 */
export function addressFor(url, username) {
  const address = new URL(url);
  if (username) address.searchParams.set('username', username);
  return address;
}

/**
 * Checks arguments that would otherwise fail later without a clear cause.
 * @param {unknown} url
 * @param {any} media
 * @throws {TypeError}
 */
export function checkOptions(url, media) {
  const scheme = schemeOf(url);
  if (scheme === null) {
    throw new TypeError('`url` must be the whole address of the WebSocket, such as wss://example.org/room/tea/ws; '
      + 'roomSocketUrl(room, location.origin) makes one');
  }
  if (!/^(ws|http)s?:$/.test(scheme)) throw new TypeError(`\`url\` must begin with wss: or ws:, not with ${scheme}`);
  if (typeof media?.track !== 'function' || typeof media.on !== 'function') {
    throw new TypeError('`media` must be a LocalMedia; to send nothing, pass `new LocalMedia()`');
  }
}

/** @param {unknown} url */
function schemeOf(url) {
  try {
    return new URL(/** @type {string | URL} */ (url)).protocol;
  } catch {
    return null;
  }
}
