// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

import {ADDRESS, startOnFreePorts} from '../support/web/free-port.mjs';
import {Program} from '../support/web/program.mjs';
import {committedFile} from './committed-file.mjs';
import {listens} from './listens.mjs';

const HAPROXY = process.env.HAPROXY ?? '/usr/sbin/haproxy';

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
        await listens(haproxy.#program, port);
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

  stop() {
    return this.#program.stop();
  }
}
