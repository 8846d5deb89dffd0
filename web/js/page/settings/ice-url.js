// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

const URL_FORM = /^(stuns?|turns?):(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?(\?transport=(?:udp|tcp))?$/;
const LABEL = /^(?!-)[A-Za-z0-9_-]{1,63}(?<!-)$/;

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
