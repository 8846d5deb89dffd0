// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What a Signaler passes on, keeps, and refuses.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ROOM, SERVER} from '../../../../web/js/client/signaling/protocol.js';
import {forEachCase, golden} from '../../../support/web/golden.mjs';
import {makeOpenSignaler, makeSignaler} from '../../../support/web/made-signaler.mjs';

const MIB = 1024 * 1024;

test('a message goes out with all its parts and without those it lacks', () => {
  const {signaler, environment} = makeOpenSignaler();
  assert.equal(signaler.send('text', ROOM, {text: 'hi'}, 7), 'sent');
  assert.equal(signaler.send('bye', 'abc'), 'sent');
  assert.deepEqual(environment.socket.sent, [
    {receiver: 'room', type: 'text', id: 7, data: {text: 'hi'}},
    {receiver: 'abc', type: 'bye'},
  ]);
});

test('what the server sends is passed on as it is, but for the greeting, which is told by `open`', () => {
  forEachCase(golden('server.json').messages, 5, ({payload}) => {
    if (JSON.parse(payload).type === 'greeting') return;
    const {environment, eventsOfType} = makeOpenSignaler();
    environment.socket.deliver(payload);
    assert.deepEqual(eventsOfType('message'), [JSON.parse(payload)]);
  });
});

test('what is no message is passed over, and the next one is not', () => {
  const {environment, events} = makeOpenSignaler();
  for (const frame of ['', '{', 'null', '[]', '7', '"text"', '{}', new ArrayBuffer(3)]) {
    environment.socket.deliver(frame);
  }
  assert.deepEqual(events, []);
  environment.socket.deliver({sender: 'a', receiver: 'b', type: 't'});
  assert.equal(events.length, 1);
});

test('even what is no message is a sign of life', async () => {
  const {environment, clock, arrived} = makeOpenSignaler();
  for (let i = 0; i < 5; i += 1) {
    await clock.advance(24_999);
    environment.socket.deliver('{');
  }
  assert.deepEqual(arrived(), []);
});

test('a ping of the server is answered with its data and troubles nobody', () => {
  const {environment, events} = makeOpenSignaler();
  environment.socket.deliver({sender: SERVER, receiver: 'me', type: 'ping', data: {at: [1, 2]}});
  assert.deepEqual(environment.socket.sent, [{receiver: SERVER, type: 'pong', data: {at: [1, 2]}}]);
  assert.deepEqual(events, []);
});

test('a ping of somebody else is a message like any other', () => {
  const {environment, eventsOfType} = makeOpenSignaler();
  const ping = {sender: 'a', receiver: 'me', type: 'ping'};
  environment.socket.deliver(ping);
  assert.deepEqual(environment.socket.sent, []);
  assert.deepEqual(eventsOfType('message'), [ping]);
});

test('the pong to a sign of life is kept, any other pong is passed on', async () => {
  const {environment, clock, eventsOfType} = makeOpenSignaler();
  await clock.advance(25_000);
  const [{id}] = environment.socket.sentOfType('ping');
  const other = {sender: SERVER, receiver: 'me', type: 'pong', data: 1};
  environment.socket.deliver({sender: SERVER, receiver: 'me', type: 'pong', id});
  environment.socket.deliver(other);
  assert.deepEqual(eventsOfType('message'), [other]);
});

test('what is sent while there is no connection goes out first, in order, with the next one', async () => {
  const {signaler, environment, clock} = makeSignaler();
  assert.equal(signaler.send('a', ROOM), 'queued');
  signaler.connect();
  assert.equal(signaler.send('b', ROOM), 'queued');
  environment.socket.serverClose(1006);
  assert.equal(signaler.send('c', ROOM), 'queued');
  await clock.advance(8_000);
  signaler.on('open', () => signaler.send('d', ROOM));
  environment.socket.open();
  assert.deepEqual(environment.socket.sent.map(({type}) => type), ['a', 'b', 'c', 'd']);
});

test('a socket that is closing takes nothing: what is sent then waits for the next', async () => {
  const {signaler, environment, clock} = makeOpenSignaler();
  environment.socket.beginServerClose();
  assert.equal(signaler.send('a', ROOM), 'queued');
  environment.socket.serverClose(1012);
  await clock.advance(8_000);
  environment.socket.open();
  assert.deepEqual(environment.socket.sent, [{receiver: ROOM, type: 'a'}]);
});

test('what does not fit into the queue is refused, and what is in it stays', () => {
  const {signaler, environment} = makeSignaler({queueLimit: {messages: 2, characters: 1_000}});
  const results = ['a', 'b', 'c'].map((type) => signaler.send(type, ROOM));
  assert.deepEqual(results, ['queued', 'queued', 'refused']);
  signaler.connect();
  environment.socket.open();
  assert.deepEqual(environment.socket.sent.map(({type}) => type), ['a', 'b']);
});

test('256 messages wait, and 256 KiB, unless it is told otherwise', () => {
  const {signaler} = makeSignaler();
  for (let i = 0; i < 256; i += 1) assert.equal(signaler.send('t', ROOM), 'queued');
  assert.equal(signaler.send('t', ROOM), 'refused');

  const large = makeSignaler().signaler;
  for (let i = 0; i < 4; i += 1) assert.equal(large.send('t', ROOM, 'x'.repeat(65_000)), 'queued');
  assert.equal(large.send('t', ROOM, 'x'.repeat(10_000)), 'refused');
});

test('a message that would cost the connection is refused, connected or not', () => {
  const tooLong = 'é'.repeat(32_768);
  assert.equal(makeSignaler().signaler.send('text', ROOM, tooLong), 'refused');
  const {signaler, environment} = makeOpenSignaler();
  assert.equal(signaler.send('text', ROOM, tooLong), 'refused');
  assert.deepEqual(environment.socket.sent, []);
});

test('while the network does not carry what was sent, more is refused', () => {
  const {signaler, environment} = makeOpenSignaler();
  environment.socket.bufferedAmount = MIB + 1;
  assert.equal(signaler.send('t', ROOM), 'refused');
  environment.socket.bufferedAmount = 0;
  assert.equal(signaler.send('t', ROOM), 'sent');
});

test('what is still queued when it is refused for good is given back before the end', () => {
  const {signaler, environment, events} = makeSignaler();
  signaler.connect();
  signaler.send('text', ROOM, {text: 'hi'}, 'x');
  environment.socket.serverClose(4410, 'closed');
  assert.deepEqual(events.slice(1), [
    ['undelivered', {messages: [{receiver: ROOM, type: 'text', id: 'x', data: {text: 'hi'}}]}],
    ['closed', {code: 4410, reason: 'closed'}],
  ]);
  assert.equal(signaler.send('t', ROOM), 'refused');
});

test('close() says bye, closes with 1000, and then all is quiet', async () => {
  const {signaler, environment, clock, events} = makeOpenSignaler();
  const {socket} = environment;
  signaler.close();
  assert.deepEqual(socket.sent, [{receiver: SERVER, type: 'bye'}]);
  assert.equal(socket.closedWith.code, 1000);
  socket.deliver({sender: SERVER, receiver: 'me', type: 'bye'});
  socket.serverClose(1000);
  environment.wake();
  await clock.advance(60_000);
  assert.deepEqual(events, []);
  assert.deepEqual([clock.pending, environment.wakeListeners, socket.hasHandlers], [0, 0, false]);
  assert.equal(environment.sockets.length, 1);
  assert.equal(signaler.state, 'closed');
  assert.equal(signaler.send('t', ROOM), 'refused');
});

test('close() ends it in every state, and may be called again', async () => {
  const reach = {
    idle: () => {},
    connecting: ({signaler}) => signaler.connect(),
    reconnecting: ({signaler, environment}) => {
      signaler.connect();
      environment.socket.serverClose(1006);
    },
    closed: ({signaler, environment}) => {
      signaler.connect();
      environment.socket.serverClose(4430);
    },
  };
  for (const [state, act] of Object.entries(reach)) {
    const made = makeSignaler();
    act(made);
    assert.equal(made.signaler.state, state);
    const count = made.events.length;
    made.signaler.close();
    made.signaler.close();
    made.environment.wake();
    await made.clock.advance(60_000);
    assert.equal(made.events.length, count, state);
    assert.deepEqual([made.clock.pending, made.environment.wakeListeners], [0, 0], state);
    assert.deepEqual(made.environment.sockets.filter(({hasHandlers}) => hasHandlers), [], state);
  }
});
