// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What the server of a session decides for the connection: when to come back after it has gone, and the heartbeat.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {SERVER} from '../../../../web/js/client/signaling/protocol.js';
import {makeSession, makeSignaler, welcomeTo} from '../../../support/web/made-signaler.mjs';

const ALMOST_ONE = 1 - Number.EPSILON;
const fromOther = () => ({sender: 'a', receiver: 'me', type: 't'});

test('a server that goes away says when to come back, whoever wakes up before that', async () => {
  const {environment, clock, eventsOfType} = makeSession({}, {random: () => ALMOST_ONE});
  environment.socket.deliver({sender: SERVER, receiver: 'me', type: 'going-away', data: {reconnect_after_ms: 12_345}});
  environment.socket.serverClose(1012);
  assert.equal(eventsOfType('reconnecting')[0].delayMs, 12_345);
  await clock.advance(12_344);
  environment.wake();
  assert.equal(environment.sockets.length, 1);
  await clock.advance(1);
  assert.equal(environment.sockets.length, 2);
  environment.socket.serverClose(1006);
  assert.equal(Math.round(eventsOfType('reconnecting')[1].delayMs), 500, 'only that one');
});

test('only the server goes away, only with a time, and for a minute at most', async () => {
  const cases = [['a', 7000, 250], [SERVER, '7', 250], [SERVER, 1e9, 60_000], [SERVER, -1, 250]];
  for (const [sender, after, delayMs] of cases) {
    const {environment, eventsOfType} = makeSession();
    environment.socket.deliver({sender, receiver: 'me', type: 'going-away', data: {reconnect_after_ms: after}});
    environment.socket.serverClose(1012);
    assert.equal(eventsOfType('reconnecting')[0].delayMs, delayMs);
  }
});

test('interval and timeout are the server’s, and the first ping comes somewhere in the interval', async () => {
  const {signaler, environment, clock} = makeSignaler({protocol: 'parley.v1'}, {random: () => 0.25});
  signaler.connect();
  welcomeTo(environment.socket, {heartbeat: {interval_ms: 8_000, timeout_ms: 3_000}});
  const {socket} = environment;
  await clock.advance(1_999);
  socket.deliver(fromOther());
  assert.equal(socket.sentOfType('ping').length, 0);
  await clock.advance(1);
  assert.equal(socket.sentOfType('ping').length, 1, 'whatever has been heard');
  await clock.advance(2_999);
  assert.equal(signaler.state, 'open');
  await clock.advance(1);
  assert.equal(signaler.state, 'connecting');
});

test('each ping measures the round trip', async () => {
  const {signaler, environment, clock} = makeSession({}, {random: () => 0});
  assert.equal(signaler.roundTripMs, null);
  for (const roundTripMs of [40, 70]) {
    await clock.advance(roundTripMs === 40 ? 0 : 25_000);
    const ping = environment.socket.sentOfType('ping').at(-1);
    await clock.advance(roundTripMs);
    environment.socket.deliver({sender: SERVER, receiver: 'me', type: 'pong', id: ping.id, data: ping.data});
    assert.equal(signaler.roundTripMs, roundTripMs);
  }
  environment.socket.serverClose(1006);
  assert.equal(signaler.roundTripMs, null);
});

test('a heartbeat that makes no sense is not heeded', async () => {
  const wrong = [
    {interval_ms: 1, timeout_ms: 3_000}, {interval_ms: 8_000, timeout_ms: 1e9},
    {interval_ms: 8_000.5, timeout_ms: 3_000}, {interval_ms: '8000', timeout_ms: 3_000}, {interval_ms: 8_000}, null,
  ];
  for (const heartbeat of wrong) {
    const {signaler, environment, clock} = makeSignaler({protocol: 'parley.v1'}, {random: () => 0.999});
    signaler.connect();
    welcomeTo(environment.socket, {heartbeat});
    await clock.advance(24_974);
    assert.equal(environment.socket.sentOfType('ping').length, 0, JSON.stringify(heartbeat));
    await clock.advance(1);
    assert.equal(environment.socket.sentOfType('ping').length, 1);
  }
});

test('a server that goes away before it has welcomed is heeded, anybody else is not', () => {
  for (const [sender, delayMs] of [[SERVER, 700], ['a', 250]]) {
    const {signaler, environment, eventsOfType} = makeSignaler({protocol: 'parley.v1'});
    signaler.connect();
    environment.socket.openWithoutGreeting();
    environment.socket.deliver({sender, receiver: '', type: 'going-away', data: {reconnect_after_ms: 700}});
    environment.socket.serverClose(1012);
    assert.deepEqual([eventsOfType('reconnecting')[0].delayMs, eventsOfType('message')], [delayMs, []]);
  }
});
