// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What becomes of requests when the connection is lost and the session is not.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {answerTo, makeSession, welcomeTo} from '../../../support/web/made-signaler.mjs';

const codeOf = (answer) => answer.then(() => 'answered', ({code}) => code);

test('a request and its answer outlive the connection', async () => {
  const {signaler, environment, comeBack} = makeSession();
  const answer = signaler.ask('get-room-info');
  const [request] = environment.socket.sent;
  await comeBack({resumed: true, received: 0});
  assert.deepEqual(environment.socket.sent.slice(1), [request], 'it is sent again');
  await comeBack({resumed: true, received: 1});
  assert.equal(environment.socket.sent.length, 1, 'it is not');
  environment.socket.deliver(answerTo(request, 'room-info', {clients: []}));
  assert.equal((await answer).type, 'room-info');
});

test('while there is no connection nobody’s time runs out, and then it begins anew', async () => {
  const {signaler, environment, clock, comeBack} = makeSession();
  const answer = codeOf(signaler.ask('get-room-info'));
  await clock.advance(9_000);
  environment.socket.serverClose(1006);
  await clock.advance(600);
  for (let i = 0; i < 5; i += 1) {
    environment.socket.serverClose(1006);
    await clock.advance(8_000);
  }
  await comeBack({resumed: true, received: 1});
  await clock.advance(9_999);
  assert.equal(await Promise.race([answer, 'waiting']), 'waiting');
  await clock.advance(1);
  assert.equal(await answer, 'timeout');
});

test('a ping has no answer over another connection', async () => {
  const {signaler, environment} = makeSession();
  const answer = codeOf(signaler.ask('ping'));
  environment.socket.serverClose(1006);
  assert.equal(await answer, 'disconnected');
});

test('in a new session what was asked is lost, by its promise alone, and what waited is asked', async () => {
  const {signaler, environment, clock, eventsOfType} = makeSession();
  const lost = codeOf(signaler.ask('get-room-info'));
  environment.socket.serverClose(1006);
  const waiting = signaler.ask('get-ice-servers');
  await clock.advance(8_000);
  welcomeTo(environment.socket);
  assert.equal(await lost, 'disconnected');
  assert.deepEqual(eventsOfType('undelivered'), []);
  environment.socket.deliver(answerTo(environment.socket.sent[1], 'ice-servers', []));
  assert.equal((await waiting).type, 'ice-servers');
});

test('closed, it rejects what was asked in whatever state', async () => {
  const {signaler, environment, clock} = makeSession();
  const asked = codeOf(signaler.ask('get-room-info'));
  environment.socket.serverClose(1006);
  signaler.close();
  assert.deepEqual([await asked, clock.pending], ['closed', 0]);
});
