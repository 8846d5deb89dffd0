// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {randomInt} from 'node:crypto';
import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {createServer} from 'node:net';
import {join} from 'node:path';

import {Program} from './program.mjs';

const TURNSERVER = process.env.TURNSERVER ?? '/usr/bin/turnserver';

const ADDRESS = '127.0.0.1';

/** Somebody else may take a free port before the server does. */
const ATTEMPTS = 5;

/** Where relayed media goes through: a few ports above those that the kernel hands out by itself. */
const RELAY_PORTS = 200;
const RELAY_FROM = 61_000;
const RELAY_TO = 65_000;

/** A port that is free for UDP and TCP alike: coturn wants to be told one, and listens on both. */
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
 * A coturn of our own on loopback, with credentials made from a shared secret and without TLS. It
 * relays between addresses of loopback, which it refuses unless told otherwise.
 */
export class TurnServer {
  #program;
  #port;

  /** @param {string} secret what it shares with parleyd */
  static async start(secret) {
    for (let attempt = 1; ; ++attempt) {
      const server = new TurnServer(secret, await freePort());
      try {
        await server.#listening();
        return server;
      } catch (error) {
        await server.stop();
        if (attempt === ATTEMPTS) throw error;
      }
    }
  }

  constructor(secret, port) {
    const lowest = randomInt(RELAY_FROM, RELAY_TO - RELAY_PORTS);
    this.#port = port;
    this.#program = new Program(TURNSERVER, (folder) => [
      '-n', '--listening-ip', ADDRESS, '--relay-ip', ADDRESS, '--listening-port', `${port}`,
      '--min-port', `${lowest}`, '--max-port', `${lowest + RELAY_PORTS - 1}`,
      '--use-auth-secret', '--static-auth-secret', secret, '--realm', 'parley.test',
      '--allow-loopback-peers', '--no-tls', '--no-dtls', '--no-cli', '--no-rfc5780', '--relay-threads', '1',
      '--pidfile', join(folder, 'pid'), '--userdb', join(folder, 'db'), '--log-file', 'stdout', '--verbose',
    ]);
  }

  /** For parleyd to hand on; the transport is that between client and TURN server. */
  url(transport) {
    return `turn:${ADDRESS}:${this.#port}?transport=${transport}`;
  }

  /** Lines of its log so far that match. */
  logged(pattern) {
    return this.#program.logged(pattern);
  }

  stop() {
    return this.#program.stop();
  }

  async #listening() {
    for (const protocol of ['UDP', 'TCP']) {
      await this.#program.says(new RegExp(`${protocol} listener opened on ?: ${ADDRESS}:${this.#port}`));
    }
  }
}
