// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {randomInt} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';

import {Program} from '../support/web/program.mjs';
import {committedFile} from './committed-file.mjs';
import {ADDRESS, startOnFreePorts} from '../support/web/free-port.mjs';

const TURNSERVER = process.env.TURNSERVER ?? '/usr/bin/turnserver';

/** The list that keeps strangers out of this machine, and what opens it to the test. */
export const LOOPBACK_DENIED = 'denied-peer-ip=127.0.0.0-127.255.255.255';
export const MAPPED_DENIED = 'denied-peer-ip=::ffff:0:0-::ffff:ffff:ffff';
/** coturn denies loopback by itself too. Without that only the list stands between it and a stranger. */
export const ONLY_THE_LIST = {'no-multicast-peers': 'no-multicast-peers\nallow-loopback-peers'};

/** Where relayed media goes through: a few ports above those that the kernel hands out by itself. */
const RELAY_PORTS = 200;
const RELAY_FROM = 61_000;
const RELAY_TO = 65_000;

/** Debian's coturn with the committed file, on loopback. */
export class Coturn {
  #program;

  /**
   * @param {object} options
   * @param {string} options.secret what it shares with parleyd
   * @param {import('./certificates.mjs').Certificates} options.certificates
   * @param {string[]} [options.relays] addresses
   * @param {Record<string, string>} [options.replace] what else is to be different
   */
  static start(options) {
    return startOnFreePorts(2, async (port, tlsPort) => {
      const coturn = new Coturn(options, port, tlsPort);
      try {
        for (const [protocol, on] of [['UDP', port], ['TCP', port], ['TLS', tlsPort]]) {
          await coturn.#program.says(new RegExp(`${protocol}.* listener opened on ?: ${ADDRESS}:${on}`));
        }
        return coturn;
      } catch (error) {
        await coturn.stop();
        throw error;
      }
    });
  }

  constructor({secret, certificates, relays = [ADDRESS], replace = {}}, port, tlsPort) {
    const lowest = randomInt(RELAY_FROM, RELAY_TO - RELAY_PORTS);
    this.port = port;
    this.tlsPort = tlsPort;
    const text = committedFile('config/coturn/turnserver.conf', {
      '\nlistening-port=3478': `\nlistening-port=${port}`,
      'tls-listening-port=5349': `tls-listening-port=${tlsPort}`,
      'listening-ip=192.0.2.10': `listening-ip=${ADDRESS}`,
      'relay-ip=192.0.2.10': relays.map((address) => `relay-ip=${address}`).join('\n'),
      'min-port=49152': `min-port=${lowest}`,
      'max-port=65535': `max-port=${lowest + RELAY_PORTS - 1}`,
      '/etc/coturn/fullchain.pem': certificates.certificate,
      '/etc/coturn/privkey.pem': certificates.key,
      'REPLACE-BY-THE-SECRET': secret,
      ...replace,
    });
    this.#program = new Program(TURNSERVER, (folder) => {
      const file = join(folder, 'turnserver.conf');
      writeFileSync(file, text);
      return ['-c', file, '--verbose', '--pidfile', join(folder, 'pid'), '--userdb', join(folder, 'db')];
    });
  }

  stop() {
    return this.#program.stop();
  }
}
