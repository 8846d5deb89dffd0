// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Parley below a path, behind proxies that take the path away, and behind proxies that keep it.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';

import {ADDRESS} from '../support/web/free-port.mjs';
import {Program} from '../support/web/program.mjs';
import {committedFile, PARLEYD, WEB_ROOT} from './committed-file.mjs';
import {timeout} from './edge.mjs';
import {Member} from './member.mjs';
import {startProxy} from './surroundings.mjs';

const PARLEY_CHECK = process.env.PARLEY_CHECK ?? join(PARLEYD, '../parley-check');
const ROOM = 'Caf\u00e9 \u2615';

/** The lines for HAProxy's frontend stand in a comment of the file. */
const withFrontend = (text) =>
  [...text.matchAll(/^# {5}(http-request|use_backend)(.*)$/gm)].map(([, verb, rest]) => `    ${verb}${rest}\n`).join('') + text;

const FILES = {
  haproxy: {removed: 'config/haproxy/parley-prefix.cfg', kept: 'config/haproxy/parley-base-path.cfg'},
  nginx: {removed: 'config/nginx/parley-prefix.conf', kept: 'config/nginx/parley-base-path.conf'},
  apache: {removed: 'config/apache/parley-prefix.conf', kept: 'config/apache/parley-base-path.conf'},
};

/** parleyd with the pages, and the proxy before it; the address of the site below the path. */
async function start(t, name, way) {
  const parleyd = new Program(PARLEYD, (folder) => {
    const config = join(folder, 'parley.yaml');
    writeFileSync(config, way === 'kept' ? 'base_path: /parley\n' : '');
    return ['--config', config, '--listen', `${ADDRESS}:0`, '--metrics-listen', 'none', '--web-root', WEB_ROOT];
  });
  t.after(() => parleyd.stop());
  const [, place] = await parleyd.says(/event=listening .*?address=(\S+)/);
  const text = committedFile(FILES[name][way], {'127.0.0.1:8080': place});
  const port = await startProxy(t, name, name === 'haproxy' ? withFrontend(text) : text);
  return `http://${ADDRESS}:${port}/parley/`;
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

const WAYS = Object.entries(FILES).flatMap(([name, files]) => Object.keys(files).map((way) => [name, way]));

for (const [name, way] of WAYS) {
  test(`pages, rooms and the check work below a path of ${name}, ${way}`, {timeout}, async (t) => {
    const site = await start(t, name, way);
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
