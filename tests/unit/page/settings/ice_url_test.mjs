// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {isIceUrl, isTurnUrl} from '../../../../web/js/page/settings/ice-url.js';

const GOOD = [
  'stun:stun.example.org', 'stun:stun.example.org:3478', 'stuns:stun.example.org:5349', 'turn:192.0.2.1',
  'turn:turn.example.org:3478?transport=udp', 'turns:turn.example.org:443?transport=tcp', 'turn:[2001:db8::1]:3478',
  'stun:[::1]', 'stun:localhost', 'turn:a_b.example', `stun:${'a'.repeat(63)}.example`,
];

const BAD = [
  '', 'stun', 'stun:', 'turn:', 'http:stun.example.org', 'STUN:stun.example.org', 'stun://stun.example.org',
  'stun:stun.example.org?transport=udp', 'turn:turn.example.org?transport=sctp',
  'turn:turn.example.org?transport=udp&x',
  'stun:stun.example.org:0', 'stun:stun.example.org:65536', 'stun:stun.example.org:', 'stun:192.0.2.999', 'stun:1.2.3',
  'stun:-a.example', 'stun:a-.example', 'stun:a..example', 'stun:a.example.', `stun:${'a'.repeat(64)}.example`,
  'stun:[2001:db8::1', 'stun:[2001:db8:::1]', 'stun:2001:db8::1', 'stun:a b.example', 'stun:user@a.example',
  'stun:a.example/path', 'stun:a.example\n', 'stun:ä.example',
];

test('addresses of servers are taken', () => {
  for (const url of GOOD) assert.ok(isIceUrl(url), url);
});

test('what is no address of a server is refused', () => {
  for (const url of BAD) assert.ok(!isIceUrl(url), JSON.stringify(url));
});

test('TURN is told from STUN', () => {
  assert.deepEqual(['stun:a', 'stuns:a', 'turn:a', 'turns:a'].map(isTurnUrl), [false, false, true, true]);
});
