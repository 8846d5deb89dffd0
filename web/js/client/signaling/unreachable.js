// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('../environment.js').Environment} Environment */
/** @typedef {'offline' | 'not-found' | 'forbidden' | 'refused' | 'no-upgrade' | 'hidden' | 'no-response'} UnreachableReason */
/** @typedef {{reason: UnreachableReason, status: number | null, message: string}} Unreachable */

/** Time for each request. */
const TIMEOUT_MS = 10_000;

/** @type {Record<UnreachableReason, string>} */
const SENTENCES = {
  'offline': 'This device has no network.',
  'not-found': 'The server has no room at this address (404): the path is wrong, or a proxy does not pass it on.',
  'forbidden': 'The server refuses access to this address (401 or 403).',
  'refused': 'The server or a proxy in front of it responds with an error.',
  'no-upgrade': 'The server responds, but the WebSocket does not open: a proxy may not pass on the upgrade, or the server '
    + 'does not accept the origin of this page.',
  'hidden': 'A server responds, but this page may not read the response because it is of another origin. The server '
    + 'may not accept this origin.',
  'no-response': 'No server responds: the name or port is wrong, the server is down, or its TLS certificate is not '
    + 'trusted. Browsers do not say which.',
};

/**
 * Browsers do not tell pages why a WebSocket failed. A plain request to the same address shows the status.
 * @param {string | URL} address of the WebSocket
 * @param {Environment} environment
 * @returns {Promise<Unreachable | null>} null if this environment cannot make requests
 */
export async function whyUnreachable(address, environment) {
  if (!environment.fetch) return null;
  if (environment.isOnline?.() === false) return found('offline');
  const url = new URL(address);
  url.protocol = url.protocol.replace('ws', 'http');
  const status = await request(url, 'cors', environment);
  if (status !== null) return found(reasonOf(status), status);
  const isThere = await request(url, 'no-cors', environment) !== null;
  return found(isThere ? 'hidden' : 'no-response');
}

/**
 * @param {UnreachableReason} reason
 * @param {number | null} [status]
 * @returns {Unreachable}
 */
function found(reason, status = null) {
  return {reason, status, message: SENTENCES[reason]};
}

/** @param {number} status @returns {UnreachableReason} */
function reasonOf(status) {
  if (status === 404) return 'not-found';
  if (status === 401 || status === 403) return 'forbidden';
  return status === 426 || status < 400 ? 'no-upgrade' : 'refused';
}

/**
 * @param {URL} url
 * @param {RequestMode} mode
 * @param {Environment} environment
 * @returns {Promise<number | null>} the status, 0 if it is hidden; null without a response
 */
async function request(url, mode, environment) {
  const abort = new AbortController();
  const timer = environment.setTimeout(() => abort.abort(), TIMEOUT_MS);
  try {
    const response = await environment.fetch?.(url, {mode, cache: 'no-store', signal: abort.signal});
    response?.body?.cancel().catch(() => {});
    return response?.status ?? null;
  } catch {
    return null;
  } finally {
    environment.clearTimeout(timer);
  }
}
