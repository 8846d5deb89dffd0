// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

import {ADDRESS, startOnFreePorts} from '../support/web/free-port.mjs';
import {Program} from '../support/web/program.mjs';
import {listens} from './listens.mjs';

/**
 * A site without TLS as Debian's proxies serve it, in which a test puts the lines about parleyd: into nginx's
 * server, Apache's virtual host and HAProxy's frontend, which its backends may follow.
 */
export const SURROUNDINGS = {
  haproxy: {
    program: process.env.HAPROXY ?? '/usr/sbin/haproxy',
    options: (_folder, file) => ['-db', '-f', file],
    ready: listens,
    main: (port, lines) => `defaults
    mode http
    timeout client 10s
    timeout connect 5s
    timeout server 10s
frontend site
    bind ${ADDRESS}:${port}
${lines}`,
  },
  nginx: {
    program: process.env.NGINX ?? '/usr/sbin/nginx',
    options: (folder, file) => ['-p', folder, '-c', file, '-e', 'stderr'],
    ready: (nginx) => nginx.says(/using the "epoll" event method/),
    main: (port, lines) => `daemon off; master_process off; pid nginx.pid; error_log stderr notice;
events {}
http {
  access_log off;
  client_body_temp_path body; proxy_temp_path body; fastcgi_temp_path body; uwsgi_temp_path body; scgi_temp_path body;
  server { listen ${ADDRESS}:${port}; ${lines} }
}`,
  },
  apache: {
    program: process.env.APACHE ?? '/usr/sbin/apache2',
    options: (folder, file) => ['-d', folder, '-f', file, '-D', 'FOREGROUND'],
    ready: (apache) => apache.says(/resuming normal operations/),
    main: (port, lines) => `${['mpm_event', 'authz_core', 'alias', 'headers', 'proxy', 'proxy_http', 'proxy_wstunnel']
      .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
ServerName localhost
PidFile apache.pid
DefaultRuntimeDir .
ErrorLog "|/bin/cat"
User nobody
Group nogroup
Listen ${ADDRESS}:${port}
<VirtualHost *:${port}>
${lines}
</VirtualHost>`,
  },
};

/**
 * Starts a proxy that ends with the test, and returns the port on which it listens.
 *
 * @param {import('node:test').TestContext} t
 * @param {'haproxy' | 'nginx' | 'apache'} name
 * @param {string} lines
 * @returns {Promise<number>}
 */
export function startProxy(t, name, lines) {
  const {program, options, ready, main} = SURROUNDINGS[name];
  return startOnFreePorts(1, async (port) => {
    const proxy = new Program(program, (folder) => {
      mkdirSync(join(folder, 'body'));
      const path = join(folder, 'proxy.conf');
      writeFileSync(path, main(port, lines));
      return options(folder, path);
    });
    t.after(() => proxy.stop());
    await ready(proxy, port);
    return port;
  });
}
