// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {readFileSync, writeFileSync} from 'node:fs';
import {connect} from 'node:net';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';

import {ADDRESS, startOnFreePorts} from '../support/web/free-port.mjs';
import {Program} from '../support/web/program.mjs';
import {committedFile} from './committed-file.mjs';

const HAPROXY = process.env.HAPROXY ?? '/usr/sbin/haproxy';
const DEADLINE_MS = 30_000;

/** Debian's HAProxy with config/haproxy/parley.cfg, on loopback and without any privilege. */
export class Haproxy {
  #program;

  /**
   * @param {import('./certificates.mjs').Certificates} certificates
   * @param {Record<string, string>} replace the place of parleyd, and times that a test cannot wait for
   */
  static start(certificates, replace) {
    return startOnFreePorts(2, async (port, plainPort) => {
      const haproxy = new Haproxy(certificates, replace, port, plainPort);
      try {
        await haproxy.#listens();
        return haproxy;
      } catch (error) {
        await haproxy.stop();
        throw error;
      }
    });
  }

  constructor(certificates, replace, port, plainPort) {
    this.port = port;
    this.#program = new Program(HAPROXY, (folder) => {
      const pem = join(folder, 'parley.pem');
      writeFileSync(pem, readFileSync(certificates.certificate, 'utf8') + readFileSync(certificates.key, 'utf8'));
      const file = join(folder, 'haproxy.cfg');
      writeFileSync(file, committedFile('config/haproxy/parley.cfg', {
        '    user haproxy\n': '',
        '    group haproxy\n': '',
        'maxconn 20000': 'maxconn 100',  // more would need more descriptors than a test may have
        'bind :80': `bind ${ADDRESS}:${plainPort}`,
        'bind :443': `bind ${ADDRESS}:${port}`,
        '/etc/haproxy/parley.pem': pem,
        ...replace,
      }));
      return ['-db', '-f', file];
    });
  }

  /** It says nothing when it is ready, but a lot when it is not going to be. */
  async #listens() {
    const end = performance.now() + DEADLINE_MS;
    while (!await isOpen(this.port)) {
      const [error] = this.#program.logged(/\[ALERT\]/);
      if (error || performance.now() > end) throw new Error(error ?? 'HAProxy does not listen');
      await delay(10);
    }
  }

  stop() {
    return this.#program.stop();
  }
}

function isOpen(port) {
  return new Promise((resolve) => {
    const socket = connect(port, ADDRESS);
    socket.on('connect', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}
