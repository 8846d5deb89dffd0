// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {createServer} from 'node:net';

export const ADDRESS = '127.0.0.1';

/** Somebody else may take a free port before the program does that was to have it. */
const ATTEMPTS = 5;

/** A port that is free for TCP and UDP alike, for programs that want to be told one. */
async function freePort() {
  for (;;) {
    const tcp = createServer().listen(0, ADDRESS);
    await once(tcp, 'listening');
    const {port} = tcp.address();
    const udp = createSocket('udp4').bind(port, ADDRESS);
    const isFree = await once(udp, 'listening').then(() => true, () => false);
    if (isFree) await new Promise((resolve) => udp.close(resolve));
    await new Promise((resolve) => tcp.close(resolve));
    if (isFree) return port;
  }
}

/**
 * Starts something on so many ports that were free a moment ago, if need be several times.
 *
 * @template T
 * @param {number} count
 * @param {(...ports: number[]) => Promise<T>} start has cleaned up when it fails
 */
export async function startOnFreePorts(count, start) {
  for (let attempt = 1; ; ++attempt) {
    const ports = [];
    while (ports.length < count) {
      const port = await freePort();
      if (!ports.includes(port)) ports.push(port);
    }
    try {
      return await start(...ports);
    } catch (error) {
      if (attempt === ATTEMPTS || !/in use|listener opened/i.test(String(error))) throw error;
    }
  }
}
