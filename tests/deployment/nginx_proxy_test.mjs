// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Debian's nginx with the committed file before a real parleyd: what reaches the rooms, from whom, and
// how long it may stay.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {committedFile} from './committed-file.mjs';
import {certificates, Edge, timeout} from './edge.mjs';
import {Member} from './member.mjs';
import {Nginx} from './nginx.mjs';
import {Service} from './service.mjs';

/** Somebody else's address in a header, which must not be taken for the client's. */
const FORGED = {headers: {'X-Forwarded-For': '203.0.113.9'}};

for (const file of ['parley.conf', 'parley-cluster.conf']) {
  test(`nginx accepts ${file} without a word`, {timeout}, async () => {
    assert.deepEqual(await Nginx.check(certificates(), {file, replace: {}}), {status: 0, said: ''});
  });
}

test('the check would say what is wrong', {timeout}, async () => {
  const {status, said} = await Nginx.check(certificates(), {replace: {'server_tokens off;': 'server_token off;'}});
  assert.notEqual(status, 0);
  assert.match(said, /unknown directive "server_token"/);
});

for (const by of ['unix', 'tcp']) {
  test(`members of a room reach each other, with parleyd behind ${by}`, {timeout}, async (t) => {
    const edge = await Edge.start(t, {by});
    const [first, second] = [await edge.join(t, 'tea'), await edge.join(t, 'tea')];
    first.say({type: 'text', data: {text: 'hello'}});
    assert.deepEqual((await second.receives('text')).data, {text: 'hello'});
  });

  test(`parleyd sees the clients' addresses, forged or not, behind ${by}`, {timeout}, async (t) => {
    const edge = await Edge.start(t, {by});
    await edge.join(t, 'tea', edge.from('127.0.0.5'));
    await edge.service.says(/event=joined .*address=127\.0\.0\.5$/);
    await edge.join(t, 'tea', edge.from('127.0.0.6', FORGED));
    await edge.service.says(/event=joined .*address=127\.0\.0\.6$/);
    assert.deepEqual(edge.service.logged(/203\.0\.113\.9|trusted-peer-without-forwarding-header/), []);
  });

  test(`parleyd counts connections by client and not by proxy, behind ${by}`, {timeout}, async (t) => {
    const edge = await Edge.start(t, {by, config: 'limits:\n  connections_per_address: 1\n'});
    await edge.join(t, 'tea', edge.from('127.0.0.5'));
    assert.equal(await Member.status(edge.roomUrl(), edge.from('127.0.0.5')), 429);
    assert.equal(await Member.status(edge.roomUrl(), edge.from('127.0.0.5', FORGED)), 429);
    assert.equal(await Member.status(edge.roomUrl(), edge.from('127.0.0.6')), 101);
  });
}

test('pages of other origins may not connect, those of this one may', {timeout}, async (t) => {
  const edge = await Edge.start(t);
  const status = (origin) => Member.status(edge.roomUrl(), edge.from('127.0.0.1', {origin}));
  assert.equal(await status(`https://127.0.0.1:${edge.nginx.port}`), 101);
  assert.equal(await status(`https://127.0.0.1`), 403);
  assert.equal(await status('https://evil.example'), 403);
});

test('nginx stops who has too many connections, before parleyd has to', {timeout}, async (t) => {
  const edge = await Edge.start(t, {replace: {'limit_conn parley_connections 256;': 'limit_conn parley_connections 2;'}});
  for (let count = 0; count < 2; ++count) await edge.join(t, 'tea', edge.from('127.0.0.5'));
  assert.equal(await Member.status(edge.roomUrl(), edge.from('127.0.0.5')), 429);
  assert.equal(await Member.status(edge.roomUrl(), edge.from('127.0.0.6')), 101);
});

test('nginx stops who connects too often, IPv6 networks as one', {timeout}, async (t) => {
  const asClient = 'set_real_ip_from 127.0.0.1; real_ip_header X-Test-Client;';
  const edge = await Edge.start(t, {extra: asClient, replace: {'rate=20r/s': 'rate=1r/m', 'burst=100': 'burst=3'}});
  const status = (client) => Member.status(edge.roomUrl(), edge.from('127.0.0.1', {headers: {'X-Test-Client': client}}));
  for (let host = 1; host <= 4; ++host) assert.equal(await status(`2001:db8:1:2::${host}`), 101);
  assert.equal(await status('2001:db8:1:2:ffff::9'), 429);
  assert.equal(await status('2001:db8:1:3::1'), 101);
  for (let time = 1; time <= 4; ++time) assert.equal(await status('198.51.100.7'), 101);
  assert.equal(await status('198.51.100.7'), 429);
  assert.equal(await status('198.51.100.8'), 101);
});

test('the committed limits are those of parleyd', () => {
  const number = (file, pattern) => Number(pattern.exec(committedFile(file, {}))[1]);
  const pairs = [
    ['connections_per_address', /limit_conn parley_connections (\d+);/],
    ['new_connections_per_address_per_second', /rate=(\d+)r\/s;/],
    ['new_connections_per_address_burst', /burst=(\d+) nodelay;/],
  ];
  for (const file of ['parley.conf', 'parley-cluster.conf']) {
    for (const [key, pattern] of pairs) {
      const ofParleyd = number('config/parley.yaml', new RegExp(`^# *${key}: (\\d+)$`, 'm'));
      assert.equal(number(`config/nginx/${file}`, pattern), ofParleyd, `${file}: ${key}`);
    }
  }
});

test('an idle connection outlives the read time-out, because the heartbeat speaks', {timeout}, async (t) => {
  const config = 'heartbeat:\n  interval: 200ms\n  timeout: 15s\n';
  const edge = await Edge.start(t, {config, replace: {'proxy_read_timeout 75s;': 'proxy_read_timeout 1s;'}});
  const member = await edge.join(t);
  const start = performance.now();
  const pings = 15;
  await member.isPinged(pings);
  assert.ok(performance.now() - start > 2000, 'longer than the time-out');
  assert.equal((await member.asks('get-room-info', 'room-info')).clients.length, 1);
});

test('without a heartbeat in time it would be cut', {timeout}, async (t) => {
  const edge = await Edge.start(t, {replace: {'proxy_read_timeout 75s;': 'proxy_read_timeout 1s;'}});
  const member = await edge.join(t);
  assert.equal(await member.closed, 1006);
});

test('the committed time-outs leave it to parleyd to give up on a silent client', () => {
  const seconds = (file, pattern) => Number(pattern.exec(committedFile(file, {}))[1]);
  const heartbeat = seconds('config/parley.yaml', /^# *interval: (\d+)s$/m) + seconds('config/parley.yaml', /^# *timeout: (\d+)s$/m);
  for (const file of ['parley.conf', 'parley-cluster.conf']) {
    for (const way of ['read', 'send']) {
      const patience = seconds(`config/nginx/${file}`, new RegExp(`proxy_${way}_timeout (\\d+)s;`));
      assert.ok(patience > heartbeat + 1, `${file}: proxy_${way}_timeout`);
    }
  }
});

test('who comes without an upgrade is told what is missing', {timeout}, async (t) => {
  const edge = await Edge.start(t, {replace: {'proxy_set_header Upgrade    $http_upgrade;': ''}});
  assert.equal(await Member.status(edge.roomUrl(), edge.from()), 426);
});

test('while parleyd is away nginx says so, and finds it when it is back', {timeout}, async (t) => {
  const edge = await Edge.start(t);
  await edge.service.stop();
  assert.equal(await Member.status(edge.roomUrl(), edge.from()), 502);
  const next = await Service.start({listen: edge.service.upstream});
  t.after(() => next.stop());
  assert.equal(await Member.status(edge.roomUrl(), edge.from()), 101);
});
