// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {credentialProtocols} from '../../../../web/js/client/signaling/credentials.js';
import {makeSignaler} from '../../../support/web/made-signaler.mjs';

test('credentials become subprotocols, in characters that a WebSocket accepts', () => {
  assert.deepEqual(credentialProtocols({}), []);
  assert.deepEqual(credentialProtocols({token: 'a.b.c', password: 'tea at five'}),
    ['parley.token.a.b.c', 'parley.password.dGVhIGF0IGZpdmU']);
  for (const password of ['é', '会議', '\u{1f600}', '???>>>', 'a=b', 'x'.repeat(128)]) {
    const [protocol] = credentialProtocols({password});
    assert.match(protocol, /^parley\.password\.[\w-]+$/);
    const sent = protocol.slice('parley.password.'.length);
    assert.equal(Buffer.from(sent, 'base64url').toString(), password);
  }
});

test('a Signaler offers its credentials with each attempt, and none in the base protocol', async () => {
  const credentials = {token: 'a.b.c'};
  const v1 = makeSignaler({protocol: 'parley.v1', credentials});
  v1.signaler.connect();
  assert.deepEqual(v1.environment.socket.askedProtocols, ['parley.v1', 'parley.token.a.b.c']);
  v1.environment.socket.serverClose(1006);
  await v1.clock.advance(8_000);
  assert.equal(v1.environment.sockets.length, 2);
  assert.deepEqual(v1.environment.socket.askedProtocols, ['parley.v1', 'parley.token.a.b.c']);
  const base = makeSignaler({protocol: 'base', credentials});
  base.signaler.connect();
  assert.deepEqual(base.environment.socket.askedProtocols, []);
});
