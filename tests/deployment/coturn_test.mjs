// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Debian's coturn with the committed file, and the credentials that parleyd makes for it.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {createHmac, randomBytes} from 'node:crypto';
import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {networkInterfaces} from 'node:os';
import {test} from 'node:test';
import {promisify} from 'node:util';

import {committedFile} from './committed-file.mjs';
import {ADDRESS} from '../support/web/free-port.mjs';
import {certificates, timeout} from './edge.mjs';
import {Coturn, LOOPBACK_DENIED, MAPPED_DENIED, ONLY_THE_LIST} from './coturn.mjs';
import {Member} from './member.mjs';
import {Service} from './service.mjs';
import {answersByTls, TurnClient} from './turn-client.mjs';

const SECRET = randomBytes(16).toString('hex');

const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const WRONG_FAMILY = 443;

/** The test's own peer, and everything else on loopback. */
const OPEN_TO_LOOPBACK = {[LOOPBACK_DENIED]: 'allow-loopback-peers'};

/** Longer than turnutils_uclient takes, shorter than a test may. */
const CLIENT_MS = 60_000;

async function start(t, options) {
  const coturn = await Coturn.start({secret: SECRET, certificates: certificates(), ...options});
  t.after(() => coturn.stop());
  return coturn;
}

/** The part of parley.yaml that docs/operations.md shows beside the file of coturn. */
function documentedServers({port, tlsPort}) {
  const text = committedFile('docs/operations.md', {
    'turn.example.org:3478': `${ADDRESS}:${port}`, 'turn.example.org:5349': `${ADDRESS}:${tlsPort}`,
  });
  return /^```yaml\n(ice_servers:\n[^]*?)^```$/m.exec(text)[1];
}

/** What parleyd answers to get-ice-servers, for a TURN server with the secret in a file. */
async function iceServers(t, coturn) {
  const config = documentedServers(coturn);
  const service = await Service.start({listen: '127.0.0.1:0', config, files: {'turn-secret': `${SECRET}\n`}});
  t.after(() => service.stop());
  const member = await Member.join(`ws://${service.upstream}/room/tea/ws`, {});
  t.after(() => member.leave());
  return member.asks('get-ice-servers', 'ice-servers');
}

/** A credential as parleyd makes them, that ends so many seconds from now. */
function credentialFor(seconds, secret = SECRET) {
  const username = `${Math.floor(Date.now() / 1000) + seconds}:${'0'.repeat(32)}`;
  return {username, credential: createHmac('sha1', secret).update(username).digest('base64')};
}

/** Sends messages to a peer that returns them, through a relay. Fails unless all have come back. */
async function relayMessages(t, {username, credential}, coturn, options) {
  const peer = createSocket('udp4').bind(0, ADDRESS);
  await once(peer, 'listening');
  t.after(() => peer.close());
  peer.on('message', (message, {port, address}) => peer.send(message, port, address));
  const {stdout} = await promisify(execFile)('turnutils_uclient', [
    ...options, '-c', '-n', '3', '-e', ADDRESS, '-r', `${peer.address().port}`, '-p', `${coturn.port}`,
    '-u', username, '-w', credential, ADDRESS,
  ], {timeout: CLIENT_MS});
  assert.match(stdout, /tot_send_msgs=3, tot_recv_msgs=3\b/);
  assert.match(stdout, /Total lost packets 0 /);
}

/** A client with a relay, at a coturn of its own. */
async function client(t, options, family) {
  const coturn = await start(t, options);
  const asking = new TurnClient({address: ADDRESS, port: coturn.port});
  t.after(() => asking.close());
  assert.equal(await asking.allocate(credentialFor(60), family), 0);
  return asking;
}

for (const [by, options] of [['UDP', []], ['TCP', ['-t']]]) {
  test(`what parleyd hands out opens a relay, asked for by ${by}`, {timeout}, async (t) => {
    const coturn = await start(t, {replace: OPEN_TO_LOOPBACK});
    const [stun, turn] = await iceServers(t, coturn);
    assert.deepEqual(stun, {urls: [`stun:${ADDRESS}:${coturn.port}`]});
    assert.ok(turn.urls.includes(`turn:${ADDRESS}:${coturn.port}?transport=${by.toLowerCase()}`));
    assert.match(turn.username, /^\d+:[0-9a-f]{32}$/);
    await relayMessages(t, turn, coturn, options);
  });
}

test('expired and forged credentials are refused', {timeout}, async (t) => {
  const coturn = await start(t);
  const [, turn] = await iceServers(t, coturn);
  const answer = async (credential) => {
    const asking = new TurnClient({address: ADDRESS, port: coturn.port});
    t.after(() => asking.close());
    return asking.allocate(credential);
  };
  assert.equal(await answer(turn), 0);
  assert.equal(await answer(credentialFor(60)), 0, 'made here as parleyd makes them');
  assert.equal(await answer(credentialFor(-60)), UNAUTHORIZED, 'expired');
  assert.equal(await answer(credentialFor(60, 'another secret')), UNAUTHORIZED, 'of another secret');
  const [expiry, id] = turn.username.split(':');
  const longer = {...turn, username: `${Number(expiry) + 3600}:${id}`};
  assert.equal(await answer(longer), UNAUTHORIZED, 'made to last longer');
  assert.equal(await answer({...turn, username: `${expiry}:${'1'.repeat(32)}`}), UNAUTHORIZED, 'of another client');
  assert.equal(await answer({...turn, credential: ''}), UNAUTHORIZED, 'no password');
});

test('STUN by TLS is answered with the certificate of the file', {timeout}, async (t) => {
  const coturn = await start(t);
  assert.ok(await answersByTls({address: ADDRESS, port: coturn.tlsPort}, certificates().ca));
});

test('by the committed list peers inside are refused, and those outside are not', {timeout}, async (t) => {
  const asking = await client(t, {replace: ONLY_THE_LIST});
  const inside = [
    '0.0.0.0', '0.0.0.1', '10.1.2.3', '100.64.0.1', '100.127.255.254', '127.0.0.1', '127.1.2.3', '169.254.169.254',
    '172.16.0.1', '172.31.255.254', '192.0.0.8', '192.168.1.1', '198.18.0.1', '224.0.0.251', '239.255.255.250', '255.255.255.255',
  ];
  for (const address of inside) assert.deepEqual(await asking.reach(address), [FORBIDDEN, FORBIDDEN], address);
  // Only asked about: nothing is sent there.
  for (const address of ['8.8.8.8', '172.32.0.1', '100.128.0.1', '223.255.255.254']) {
    assert.equal((await asking.reach(address))[0], 0, address);
  }
});

const MAPPED = '::ffff:127.0.0.1';
const hasIpv6 = Object.values(networkInterfaces()).flat().some(({address}) => address === '::1');

test('nor does another way to write them lead inside', {timeout}, async (t) => {
  // Without IPv6 on this machine there is no relay that could reach such an address.
  const [relays, family, refused] = hasIpv6 ? [[ADDRESS, '::1'], 6, FORBIDDEN] : [[ADDRESS], 4, WRONG_FAMILY];
  const asking = await client(t, {relays, replace: ONLY_THE_LIST}, family);
  const inside = [
    MAPPED, '::ffff:10.1.2.3', '::', '::1', '::127.0.0.1', '64:ff9b::127.0.0.1', '64:ff9b:1::10.0.0.1',
    '2002:7f00:1::', '2001::1', '2001:db8::1', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'fec0::1', 'ff02::1',
  ];
  for (const address of inside) assert.deepEqual(await asking.reach(address), [refused, refused], address);
  if (hasIpv6) assert.equal((await asking.reach('2606:4700::1111'))[0], 0, 'outside');
});

test('it is the list that refuses them', {timeout}, async (t) => {
  const plain = await client(t, {replace: OPEN_TO_LOOPBACK});
  assert.equal((await plain.reach('127.0.0.1'))[0], 0);
  if (!hasIpv6) return;
  // What coturn denies by itself does not cover this.
  const mapped = await client(t, {relays: [ADDRESS, '::1'], replace: {[MAPPED_DENIED]: ''}}, 6);
  assert.equal((await mapped.reach(MAPPED))[0], 0);
});
