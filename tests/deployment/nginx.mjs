// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

import {Program} from '../support/web/program.mjs';
import {committedFile, WEB_ROOT} from './committed-file.mjs';
import {ADDRESS, startOnFreePorts} from '../support/web/free-port.mjs';
import {temporaryFolder} from './temporary-folder.mjs';

const NGINX = process.env.NGINX ?? '/usr/sbin/nginx';

/** What stands around a site's file on Debian, with everything that is written in one folder. */
const main = (extra) => `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr notice;
events {
    worker_connections 768;
}
http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    ${extra}
    include parley.conf;
}
`;

/** Debian's nginx with one of the files of config/nginx, on loopback and without any privilege. */
export class Nginx {
  #program;
  #folder = temporaryFolder();

  /**
   * @param {import('./certificates.mjs').Certificates} certificates
   * @param {object} options
   * @param {string} [options.file] in config/nginx
   * @param {Record<string, string>} options.replace the places of parleyd, and times that a test cannot wait for
   * @param {string} [options.extra] for the http block around the file
   */
  static start(certificates, options) {
    return startOnFreePorts(2, async (port, plainPort) => {
      const nginx = new Nginx(certificates, options, port, plainPort);
      try {
        await nginx.#run();
        return nginx;
      } catch (error) {
        await nginx.stop();
        throw error;
      }
    });
  }

  /** What `nginx -t` says of it. */
  static check(certificates, options) {
    return startOnFreePorts(2, async (port, plainPort) => {
      const nginx = new Nginx(certificates, options, port, plainPort);
      const {status, stderr} = spawnSync(NGINX, [...nginx.#options(), '-t', '-q'], {encoding: 'utf8'});
      return {status, said: stderr};
    });
  }

  constructor(certificates, {file = 'parley.conf', replace, extra = ''}, port, plainPort) {
    this.port = port;
    this.plainPort = plainPort;
    const text = committedFile(`config/nginx/${file}`, {
      'listen 80;': `listen ${ADDRESS}:${plainPort};`,
      'listen [::]:80;': '',
      'listen 443 ssl http2;': `listen ${ADDRESS}:${port} ssl http2;`,
      'listen [::]:443 ssl http2;': '',
      '/etc/letsencrypt/live/parley.example.org/fullchain.pem': certificates.certificate,
      '/etc/letsencrypt/live/parley.example.org/privkey.pem': certificates.key,
      'parley.example.org': 'localhost',
      '/usr/share/parley/web': WEB_ROOT,
      '/var/log/nginx/parley.access.log': join(this.#folder, 'access.log'),
      ...replace,
    });
    for (const name of ['body', 'proxy']) mkdirSync(join(this.#folder, name));
    writeFileSync(join(this.#folder, 'parley.conf'), text);
    writeFileSync(join(this.#folder, 'nginx.conf'), main(extra));
  }

  /** As browsers see it. */
  get url() {
    return `https://localhost:${this.port}`;
  }

  accessLog() {
    return readFileSync(join(this.#folder, 'access.log'), 'utf8');
  }

  async stop() {
    return this.#program?.stop();
  }

  #options() {
    return ['-p', this.#folder, '-c', join(this.#folder, 'nginx.conf'), '-e', 'stderr'];
  }

  async #run() {
    this.#program = new Program(NGINX, () => this.#options());
    await this.#program.says(/using the "epoll" event method/);  // it listens by then
  }
}
