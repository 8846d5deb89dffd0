// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What parley-check says of the committed files of nginx, as they are and with the usual mistakes.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {dirname, join} from 'node:path';
import {test} from 'node:test';

import {PARLEYD} from './committed-file.mjs';
import {certificates, Edge, newUnixSocket, timeout} from './edge.mjs';
import {Nginx} from './nginx.mjs';
import {Service} from './service.mjs';

const PARLEY_CHECK = process.env.PARLEY_CHECK ?? join(dirname(PARLEYD), 'parley-check');

const SOCKETS = ['parley-1', 'parley-2'].map((name) => newUnixSocket(name));

/** @returns {Promise<{status: number, said: string}>} */
function check(port) {
  const options = ['--ca', certificates().authority, '--timeout', '20', `https://127.0.0.1:${port}`];
  return new Promise((resolve) => {
    execFile(PARLEY_CHECK, options, (error, stdout, stderr) => {
      resolve({status: error ? Number(error.code) : 0, said: stdout + stderr});
    });
  });
}

test('the committed file passes', {timeout}, async (t) => {
  const edge = await Edge.start(t);
  const {status, said} = await check(edge.nginx.port);
  assert.equal(status, 0, said);
  assert.doesNotMatch(said, /^FAIL/m);
  assert.match(said, /^ok/m);
});

test('a proxy that does not pass the upgrade on is found out', {timeout}, async (t) => {
  const edge = await Edge.start(t, {replace: {'proxy_set_header Upgrade    $http_upgrade;': ''}});
  const {status, said} = await check(edge.nginx.port);
  assert.equal(status, 1, said);
  assert.match(said, /^FAIL.*\n(?:.*\n)*.*proxy_set_header Upgrade/m);
});

test('a proxy with nobody behind it is found out', {timeout}, async (t) => {
  const edge = await Edge.start(t);
  await edge.service.stop();
  const {status, said} = await check(edge.nginx.port);
  assert.equal(status, 1, said);
  assert.match(said, /502/);
});

test('limits of parleyd are told from those of the proxy', {timeout}, async (t) => {
  const ofParleyd = await Edge.start(t, {config: 'limits:\n  connections_per_address: 1\n'});
  await ofParleyd.join(t, 'tea');
  const first = await check(ofParleyd.nginx.port);
  assert.equal(first.status, 1, first.said);
  assert.match(first.said, /^FAIL {2}upgrade {3}too many connections from this address \(429/m);
  assert.match(first.said, /raise limits\.connections_per_address in parley\.yaml/);

  const ofNginx = await Edge.start(t, {replace: {'limit_conn parley_connections 256;': 'limit_conn parley_connections 1;'}});
  await ofNginx.join(t, 'tea');
  const second = await check(ofNginx.nginx.port);
  assert.equal(second.status, 1, second.said);
  assert.match(second.said, /^FAIL {2}upgrade {3}too many connections from this address, says the proxy and not parleyd \(429/m);
});

test('rooms that are not kept together are found out', {timeout}, async (t) => {
  for (const listen of SOCKETS) {
    const service = await Service.start({listen});
    t.after(() => service.stop());
  }
  const nginx = await Nginx.start(certificates(), {
    file: 'parley-cluster.conf',
    replace: {
      'unix:/run/parley/parley-1.sock': SOCKETS[0], 'unix:/run/parley/parley-2.sock': SOCKETS[1],
      'hash $parley_room consistent;': '',
    },
  });
  t.after(() => nginx.stop());
  const {status, said} = await check(nginx.port);
  assert.equal(status, 1, said);
  assert.match(said, /process/);
});
