// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {connect} from 'node:net';
import {setTimeout as delay} from 'node:timers/promises';

import {ADDRESS} from '../support/web/free-port.mjs';

const DEADLINE_MS = 30_000;

/**
 * Waits until HAProxy accepts connections on a port. It prints nothing once it listens, but an alert when
 * it cannot.
 *
 * @param {import('../support/web/program.mjs').Program} haproxy
 */
export async function listens(haproxy, port) {
  const end = performance.now() + DEADLINE_MS;
  while (!await isOpen(port)) {
    const [alert] = haproxy.logged(/\[ALERT\]/);
    if (alert || performance.now() > end) throw new Error(alert ?? 'HAProxy does not listen');
    await delay(10);
  }
}

function isOpen(port) {
  return new Promise((resolve) => {
    const socket = connect(port, ADDRESS);
    socket.on('error', () => resolve(false));
    socket.on('connect', () => {
      resolve(true);
      socket.destroy();
    });
  });
}
