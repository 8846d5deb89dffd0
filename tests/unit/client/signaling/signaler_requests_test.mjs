// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The requests that a Signaler asks the server.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ROOM, SERVER} from '../../../../web/js/client/signaling/protocol.js';
import {SignalerError} from '../../../../web/js/client/signaling/signaler.js';
import {golden} from '../../../support/web/golden.mjs';
import {answerTo, makeOpenSignaler, makeSignaler} from '../../../support/web/made-signaler.mjs';

/** Why it has no answer. */
async function codeOf(answer) {
  const error = await answer.then(() => assert.fail('was answered'), (reason) => reason);
  assert.ok(error instanceof SignalerError, String(error));
  assert.ok(error.message);
  return error.code;
}

test('each request gets its own answer, in whatever order they come', async () => {
  const {signaler, environment, events} = makeOpenSignaler();
  const answers = [signaler.ask('ping', 1), signaler.ask('get-room-info')];
  const [ping, roomInfo] = environment.socket.sent;
  assert.deepEqual([ping.receiver, ping.type, ping.data], [SERVER, 'ping', 1]);
  environment.socket.deliver(answerTo(roomInfo, 'room-info', {clients: []}));
  environment.socket.deliver(answerTo(ping, 'pong', 1));
  const [pong, info] = await Promise.all(answers);
  assert.deepEqual([pong.type, pong.receiver, info.type], ['pong', 'me', 'room-info']);
  assert.deepEqual(events, []);
});

test('an error of the server rejects with its code and sentence', async () => {
  for (const {code} of golden('errors.json').cases.filter((error) => error.code !== 'rate-limited')) {
    const {signaler, environment} = makeOpenSignaler();
    const answer = signaler.ask('profile', {username: ''});
    environment.socket.deliver(answerTo(environment.socket.sent[0], 'error', {code, message: 'no'}));
    await assert.rejects(answer, {name: 'SignalerError', code, message: 'no'});
  }
});

test('a request that is only held up is answered all the same', async () => {
  const {signaler, environment, eventsOfType} = makeOpenSignaler();
  const answer = signaler.ask('ping');
  const [request] = environment.socket.sent;
  environment.socket.deliver(answerTo(request, 'error', {code: 'rate-limited', message: 'slower'}));
  environment.socket.deliver(answerTo(request, 'pong'));
  assert.equal((await answer).type, 'pong');
  assert.deepEqual(eventsOfType('message').map(({data}) => data.code), ['rate-limited']);
});

test('only the server answers', async () => {
  const {signaler, environment, eventsOfType, clock} = makeOpenSignaler();
  const answer = codeOf(signaler.ask('ping'));
  const forged = {...answerTo(environment.socket.sent[0], 'pong', 1), sender: 'somebody'};
  environment.socket.deliver(forged);
  assert.deepEqual(eventsOfType('message'), [forged]);
  await clock.advance(10_000);
  assert.equal(await answer, 'timeout');
});

test('an error about a message with an id of its own is passed on', () => {
  const {signaler, environment, eventsOfType} = makeOpenSignaler();
  signaler.ask('ping').catch(() => {});
  const errors = [1, '1'].map((id) => answerTo({id}, 'error', {code: 'no-such-client', message: 'gone'}));
  for (const error of errors) {
    signaler.send('offer', 'gone', {}, error.id);
    environment.socket.deliver(error);
  }
  assert.deepEqual(eventsOfType('message'), errors);
});

test('no answer within ten seconds is a time-out, and a late one troubles nobody', async () => {
  const {signaler, environment, clock, events} = makeOpenSignaler();
  const answer = codeOf(signaler.ask('get-room-info'));
  await clock.advance(9_999);
  environment.socket.deliver({sender: 'a', receiver: 'me', type: 't'});
  events.length = 0;
  await clock.advance(1);
  assert.equal(await answer, 'timeout');
  environment.socket.deliver(answerTo(environment.socket.sent[0], 'room-info', {clients: []}));
  assert.deepEqual(events, []);
});

test('an answer leaves no timer behind', async () => {
  const {signaler, environment, clock} = makeOpenSignaler();
  const before = clock.pending;
  const answer = signaler.ask('ping');
  environment.socket.deliver(answerTo(environment.socket.sent[0], 'pong'));
  await answer;
  assert.equal(clock.pending, before);
});

test('when the connection is lost, what was asked is lost; what waits is asked on the next one', async () => {
  const {signaler, environment, clock} = makeOpenSignaler();
  const lost = codeOf(signaler.ask('ping'));
  environment.socket.serverClose(1006);
  assert.equal(await lost, 'disconnected');
  const waiting = signaler.ask('get-room-info');
  await clock.advance(8_000);
  environment.socket.serverClose(1006);
  await clock.advance(8_000);
  environment.socket.open();
  const [request] = environment.socket.sent;
  await clock.advance(9_000);  // its time has begun with the sending
  environment.socket.deliver(answerTo(request, 'room-info', {clients: []}));
  assert.equal((await waiting).type, 'room-info');
});

test('a request that was sent with a new connection can be lost with it', async () => {
  const {signaler, environment} = makeSignaler();
  const answer = codeOf(signaler.ask('ping'));
  signaler.connect();
  environment.socket.open();
  environment.socket.serverClose(1006);
  assert.equal(await answer, 'disconnected');
});

test('an id is never used twice, over all connections', async () => {
  const {signaler, environment, clock, arrived} = makeOpenSignaler();
  for (let i = 0; i < 5; i += 1) {
    signaler.ask('ping').catch(() => {});
    signaler.ask('get-room-info').catch(() => {});
    environment.socket.serverClose(1006);
    await clock.advance(8_000);
    environment.socket.open();
  }
  const ids = arrived().map(({id}) => id);
  assert.equal(ids.length, 10);
  assert.equal(new Set(ids).size, 10);
});

test('when it is refused for good, requests are rejected and not listed as undelivered', async () => {
  const {signaler, environment, eventsOfType} = makeSignaler();
  signaler.connect();
  const answer = codeOf(signaler.ask('ping'));
  signaler.send('text', ROOM);
  environment.socket.serverClose(4430);
  assert.equal(await answer, 'closed');
  assert.deepEqual(eventsOfType('undelivered')[0].messages.map(({type}) => type), ['text']);
});

test('close() rejects what was asked and what is asked later', async () => {
  const {signaler} = makeOpenSignaler();
  const early = codeOf(signaler.ask('ping'));
  signaler.close();
  assert.equal(await early, 'closed');
  assert.equal(await codeOf(signaler.ask('ping')), 'closed');
});

test('a request that does not fit into the queue is refused', async () => {
  const {signaler} = makeSignaler({queueLimit: {messages: 0, characters: 0}});
  assert.equal(await codeOf(signaler.ask('ping')), 'refused');
});
