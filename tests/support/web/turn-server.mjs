// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {randomInt} from 'node:crypto';
import {join} from 'node:path';

import {ADDRESS, startOnFreePorts} from './free-port.mjs';
import {Program} from './program.mjs';

const TURNSERVER = process.env.TURNSERVER ?? '/usr/bin/turnserver';

/** Where relayed media goes through: a few ports above those that the kernel hands out by itself. */
const RELAY_PORTS = 200;
const RELAY_FROM = 61_000;
const RELAY_TO = 65_000;

/**
 * A coturn of our own on loopback, with credentials made from a shared secret and without TLS. It
 * relays between addresses of loopback, which it refuses unless told otherwise.
 */
export class TurnServer {
  #program;
  #port;

  /** @param {string} secret what it shares with parleyd */
  static async start(secret) {
    return startOnFreePorts(1, async (port) => {
      const server = new TurnServer(secret, port);
      try {
        await server.#listening();
        return server;
      } catch (error) {
        await server.stop();
        throw error;
      }
    });
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
