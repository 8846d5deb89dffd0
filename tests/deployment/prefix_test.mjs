// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Parley below a path, behind proxies that take the path away, and behind proxies that keep it.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';

import {ADDRESS, startOnFreePorts} from '../support/web/free-port.mjs';
import {Program} from '../support/web/program.mjs';
import {committedFile, PARLEYD, WEB_ROOT} from './committed-file.mjs';
import {timeout} from './edge.mjs';
import {listens} from './listens.mjs';
import {Member} from './member.mjs';

const PARLEY_CHECK = process.env.PARLEY_CHECK ?? join(PARLEYD, '../parley-check');
const ROOM = 'Caf\u00e9 \u2615';

/** What stands around the committed files on a site that is there already, and how its program is run. */
const PROXIES = {
  haproxy: {
    files: {removed: 'config/haproxy/parley-prefix.cfg', kept: 'config/haproxy/parley-base-path.cfg'},
    program: process.env.HAPROXY ?? '/usr/sbin/haproxy',
    options: (_folder, file) => ['-db', '-f', file],
    ready: listens,
    // The lines for the frontend stand in a comment of the file.
    main: (port, text) => `defaults
    mode http
    timeout client 10s
    timeout connect 5s
    timeout server 10s
frontend site
    bind ${ADDRESS}:${port}
${[...text.matchAll(/^# {5}(http-request|use_backend)(.*)$/gm)].map(([, verb, rest]) => `    ${verb}${rest}\n`).join('')}${text}`,
  },
  nginx: {
    files: {removed: 'config/nginx/parley-prefix.conf', kept: 'config/nginx/parley-base-path.conf'},
    program: process.env.NGINX ?? '/usr/sbin/nginx',
    options: (folder, file) => ['-p', folder, '-c', file, '-e', 'stderr'],
    ready: (nginx) => nginx.says(/using the "epoll" event method/),
    main: (port, text) => `daemon off; master_process off; pid nginx.pid; error_log stderr notice;
events {}
http {
  access_log off;
  client_body_temp_path body; proxy_temp_path body; fastcgi_temp_path body; uwsgi_temp_path body; scgi_temp_path body;
  server { listen ${ADDRESS}:${port}; ${text} }
}`,
  },
  apache: {
    files: {removed: 'config/apache/parley-prefix.conf', kept: 'config/apache/parley-base-path.conf'},
    program: process.env.APACHE ?? '/usr/sbin/apache2',
    options: (folder, file) => ['-d', folder, '-f', file, '-D', 'FOREGROUND'],
    ready: (apache) => apache.says(/resuming normal operations/),
    main: (port, text) => `${['mpm_event', 'authz_core', 'alias', 'headers', 'proxy', 'proxy_http', 'proxy_wstunnel']
      .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
ServerName localhost
PidFile apache.pid
DefaultRuntimeDir .
ErrorLog "|/bin/cat"
User nobody
Group nogroup
Listen ${ADDRESS}:${port}
<VirtualHost *:${port}>
${text}
</VirtualHost>`,
  },
};

/** parleyd with the pages, and the proxy before it; the address of the site below the path. */
async function start(t, {files, program, options, ready, main}, way) {
  const parleyd = new Program(PARLEYD, (folder) => {
    const config = join(folder, 'parley.yaml');
    writeFileSync(config, way === 'kept' ? 'base_path: /parley\n' : '');
    return ['--config', config, '--listen', `${ADDRESS}:0`, '--metrics-listen', 'none', '--web-root', WEB_ROOT];
  });
  t.after(() => parleyd.stop());
  const [, place] = await parleyd.says(/event=listening .*?address=(\S+)/);
  return startOnFreePorts(1, async (port) => {
    const proxy = new Program(program, (folder) => {
      mkdirSync(join(folder, 'body'));
      const path = join(folder, 'proxy.conf');
      writeFileSync(path, main(port, committedFile(files[way], {'127.0.0.1:8080': place})));
      return options(folder, path);
    });
    t.after(() => proxy.stop());
    await ready(proxy, port);
    return `http://${ADDRESS}:${port}/parley/`;
  });
}

/** Every address in a page, and in the modules that it leads to. */
async function follow(page, seen = new Set()) {
  if (seen.has(page)) return seen;
  seen.add(page);
  const response = await fetch(page);
  assert.equal(response.status, 200, page);
  const text = await response.text();
  const type = response.headers.get('content-type');
  const found = type.startsWith('text/html') ? text.matchAll(/(?:href|src)="([^"#]+)/g)
    : type.startsWith('text/javascript') ? text.matchAll(/\b(?:from ?|import\()['"](\.[^'"\n]+\.js)['"]/g) : [];
  for (const [, address] of found) await follow(new URL(address, page).href, seen);
  return seen;
}

const WAYS = Object.entries(PROXIES).flatMap(([name, proxy]) => ['removed', 'kept'].map((way) => [name, proxy, way]));

for (const [name, proxy, way] of WAYS) {
  test(`pages, rooms and the check work below a path of ${name}, ${way}`, {timeout}, async (t) => {
    const site = await start(t, proxy, way);
    const seen = await follow(new URL(`room/${encodeURIComponent(ROOM)}`, site).href);
    assert.ok(seen.has(site), 'the start page is below the path, too');
    assert.ok([...seen].some((address) => address.includes('call-parts')), 'what is fetched later was found, too');
    for (const address of seen) assert.ok(address.startsWith(site), address);

    const bare = await fetch(site.slice(0, -1), {redirect: 'manual'});
    assert.equal(new URL(bare.headers.get('location'), site).pathname, '/parley/');

    const slashed = await fetch(`${site}room/tea/?x=1`);
    assert.deepEqual([slashed.status, slashed.url], [200, `${site}room/tea?x=1`]);

    const lost = await fetch(`${site}room/a/b/c`, {headers: {accept: 'text/html'}});
    assert.equal(lost.status, 404);
    const links = [...(await lost.text()).matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link]) => new URL(link, lost.url).href);
    assert.ok(links.includes(site), 'the error page leads to the start page');
    for (const link of links) assert.equal((await fetch(link)).status, 200, link);

    const origin = new URL(site).origin;
    const member = await Member.join(`${site.replace('http', 'ws')}room/${encodeURIComponent(ROOM)}/ws`, {origin});
    t.after(() => member.leave());
    assert.equal((await member.asks('get-room-info', 'room-info')).room_id, ROOM);

    const {status, stdout} = spawnSync(PARLEY_CHECK, [site], {encoding: 'utf8'});
    assert.equal(status, 0, stdout);
    assert.match(stdout, /ok {4}readyz/);
    assert.match(stdout, /ok {4}page {6}\/parley\/room\//);
  });
}
