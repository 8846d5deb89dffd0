// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// A client of the base protocol that only listens, behind proxies that cut silent connections.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {certificates, Edge, newUnixSocket, timeout} from './edge.mjs';
import {Haproxy} from './haproxy.mjs';
import {Member} from './member.mjs';
import {Service} from './service.mjs';

/** Ten intervals are longer than the patience of the proxies, and much longer than the heartbeat's own. */
const INTERVALS = 10;
const HEARTBEAT = 'heartbeat:\n  interval: 200ms\n  timeout: 5s\n';
const PATIENCE_MS = 1000;
/** So short that the daemon itself gives up before the intervals are over, unless it hears the Pongs. */
const STRICT_HEARTBEAT = 'heartbeat:\n  interval: 200ms\n  timeout: 1500ms\n';

async function staysIdle(member) {
  const start = performance.now();
  await member.isPinged(INTERVALS);
  assert.ok(performance.now() - start > PATIENCE_MS, 'longer than the time-out');
  assert.equal(member.count('ping'), 0, 'no message asks for a sign of life');
  assert.equal((await member.asks('get-room-info', 'room-info')).clients.length, 1);
}

/** A parleyd, and HAProxy with the committed file before it. */
async function startHaproxy(t, config, replace = {}) {
  const service = await Service.start({listen: newUnixSocket(), config});
  t.after(() => service.stop());
  const haproxy = await Haproxy.start(certificates(), {
    'unix@/run/parley/parley.sock': service.upstream.replace('unix:', 'unix@'), ...replace,
  });
  t.after(() => haproxy.stop());
  return {service, url: `wss://127.0.0.1:${haproxy.port}/room/tea/ws`};
}

for (const [name, config] of [['patient', HEARTBEAT], ['strict', STRICT_HEARTBEAT]]) {
  test(`a listener stays behind nginx, with a ${name} heartbeat`, {timeout}, async (t) => {
    const edge = await Edge.start(t, {config, replace: {'proxy_read_timeout 75s;': `proxy_read_timeout ${PATIENCE_MS}ms;`}});
    await staysIdle(await edge.join(t));
  });

  test(`a listener stays behind HAProxy, with a ${name} heartbeat`, {timeout}, async (t) => {
    const {url} = await startHaproxy(t, config, {'timeout tunnel 75s': `timeout tunnel ${PATIENCE_MS}ms`});
    const member = await Member.join(url, {ca: certificates().ca});
    t.after(() => member.leave());
    await staysIdle(member);
  });
}

test('without a heartbeat in time HAProxy cuts the connection', {timeout}, async (t) => {
  const {url} = await startHaproxy(t, '', {'timeout tunnel 75s': `timeout tunnel ${PATIENCE_MS}ms`});
  const member = await Member.join(url, {ca: certificates().ca});
  assert.equal(await member.closed, 1006);
});

test('pages of this site alone may connect through HAProxy, and parleyd knows the client', {timeout}, async (t) => {
  const {service, url} = await startHaproxy(t, '');
  const origin = url.replace('wss:', 'https:').replace('/room/tea/ws', '');
  const from = (extra) => ({ca: certificates().ca, localAddress: '127.0.0.9', ...extra});
  assert.equal(await Member.status(url, from({origin})), 101);
  await service.says(/event=joined .*address=127\.0\.0\.9/);
  assert.equal(await Member.status(url, from({origin: 'https://other.example.org'})), 403);
});
