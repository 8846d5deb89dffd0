// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// How a Signaler that speaks parley.v1 gets into a session, keeps it, and loses it.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {ROOM, SERVER} from '../../../../web/js/client/signaling/protocol.js';
import {UNCONFIRMED_LIMIT} from '../../../../web/js/client/signaling/session.js';
import {makeSession, makeSignaler, welcome, welcomeTo} from '../../../support/web/made-signaler.mjs';

const types = (socket) => socket.sent.map(({type}) => type);
const ack = (received) => ({receiver: SERVER, type: 'ack', data: {received}});
const serverAck = (received) => ({sender: SERVER, receiver: 'me', type: 'ack', data: {received}});
const fromOther = (type = 't') => ({sender: 'a', receiver: 'me', type});

test('it speaks parley.v1 unless it is told to speak the base protocol', () => {
  const asked = (options) => {
    const {signaler, environment} = makeSignaler(options);
    signaler.connect();
    return environment.socket.askedProtocol;
  };
  assert.deepEqual([{protocol: undefined}, {protocol: 'parley.v1'}, {protocol: 'base'}].map(asked),
    ['parley.v1', 'parley.v1', '']);
});

test('it is let in by the welcome and by nothing before that', () => {
  const {signaler, environment, events} = makeSignaler({protocol: 'parley.v1'});
  signaler.connect();
  const {socket} = environment;
  socket.open();
  socket.deliver(fromOther());
  socket.deliver({...welcome(), sender: 'a'});
  assert.deepEqual([signaler.state, socket.sent], ['connecting', []]);
  socket.deliver(welcome());
  const {resume, ...told} = welcome().data;
  assert.equal(resume.token.length, 32);
  assert.deepEqual(events, [
    ['connecting', {attempt: 1}], ['open', {attempt: 1, resumed: false, welcome: told}],
  ], 'the token is nobody’s business');
});

test('a welcome that does not come is a handshake that takes too long', async () => {
  const {signaler, environment, clock} = makeSignaler({protocol: 'parley.v1'});
  signaler.connect();
  environment.socket.open();
  await clock.advance(10_000);
  assert.equal(environment.sockets.length, 2);
});

test('the first thing that it says is how far it has come', async () => {
  const {environment, comeBack, signaler} = makeSession();
  for (let i = 0; i < 3; i += 1) environment.socket.deliver(fromOther());
  signaler.send('t', ROOM);
  await comeBack({resumed: true});
  assert.deepEqual(environment.socket.sent, [ack(3), {receiver: ROOM, type: 't'}]);
});

test('what the server says of the connection itself is not counted', async () => {
  const {environment, comeBack} = makeSession();
  for (const type of ['ack', 'going-away', 'ping', 'pong', 'bye']) {
    environment.socket.deliver({sender: SERVER, receiver: 'me', type, data: {received: 0}});
    environment.socket.deliver(fromOther(type));
  }
  environment.socket.deliver({sender: SERVER, receiver: 'room', type: 'client-left', data: {}});
  environment.socket.deliver('no message at all');
  await comeBack({resumed: true});
  assert.deepEqual(environment.socket.sent[0], ack(7));
});

test('the next attempts say which session is to go on, and with what; a page says nothing of it', async () => {
  const {environment, clock} = makeSession({url: () => 'ws://parley.test/room/r/ws?username=Ada'});
  environment.socket.deliver(fromOther());
  for (let i = 0; i < 2; i += 1) {
    environment.socket.serverClose(1006);
    await clock.advance(8_000);
  }
  const addresses = environment.sockets.map(({url}) => Object.fromEntries(new URL(url).searchParams));
  const resume = {username: 'Ada', resume: 'a'.repeat(32), received: '1'};
  assert.deepEqual(addresses, [{username: 'Ada'}, resume, resume]);
});

test('each welcome has a fresh token, and while one is lost the one before is good', async () => {
  const {environment, comeBack, clock} = makeSession();
  await comeBack({resumed: true, resume: {token: 'b'.repeat(32), window_ms: 1}});
  environment.socket.serverClose(1006);
  await clock.advance(8_000);
  environment.socket.openWithoutGreeting();
  environment.socket.serverClose(1006);
  await clock.advance(8_000);
  const tokens = environment.sockets.map(({url}) => new URL(url).searchParams.get('resume')?.[0]);
  assert.deepEqual(tokens, [undefined, 'a', 'b', 'b']);
});

test('what the server has is not sent again, the rest is, in order and before what waited', async () => {
  const {signaler, environment, clock, events} = makeSession();
  for (const type of ['a', 'b', 'c', 'd']) signaler.send(type, 'x');
  environment.socket.deliver(serverAck(1));
  environment.socket.serverClose(1006);
  assert.equal(signaler.send('e', 'x'), 'queued');
  await clock.advance(8_000);
  events.length = 0;
  signaler.on('open', () => signaler.send('f', 'x'));
  welcomeTo(environment.socket, {resumed: true, received: 2});
  assert.deepEqual(types(environment.socket), ['ack', 'c', 'd', 'e', 'f']);
  assert.deepEqual(events.map(([type, {resumed}]) => [type, resumed]), [['open', true]]);
});

test('cut off again in the middle it goes on where it was', async () => {
  const {signaler, environment, comeBack} = makeSession();
  for (const type of ['a', 'b']) signaler.send(type, 'x');
  await comeBack({resumed: true, received: 0});
  await comeBack({resumed: true, received: 1});
  assert.deepEqual(types(environment.socket), ['ack', 'b']);
});

test('in a new session what is not confirmed is reported and not sent again, and what waited goes out', async () => {
  const {signaler, environment, clock, events} = makeSession();
  signaler.send('a', 'x', {n: 1}, 7);
  signaler.send('b', ROOM, 'data', 'id');
  environment.socket.deliver(fromOther());
  environment.socket.serverClose(1006);
  signaler.send('c', 'x');
  await clock.advance(8_000);
  events.length = 0;
  welcomeTo(environment.socket, {resumed: false, received: 0});
  assert.deepEqual(environment.socket.sent, [ack(0), {receiver: 'x', type: 'c'}]);
  assert.deepEqual(events.map(([type]) => type), ['undelivered', 'open']);
  assert.deepEqual(events[0][1].messages, [
    {receiver: 'x', type: 'a', id: 7, data: {n: 1}}, {receiver: ROOM, type: 'b', id: 'id', data: 'data'},
  ]);
  environment.socket.deliver(serverAck(1));
  assert.equal(signaler.state, 'open', 'the counts begin anew');
});

test('a count that cannot be ends the session: it leaves, and comes back with a new one', async () => {
  const {signaler, environment, clock, eventsOfType, comeBack} = makeSession();
  for (const wrong of [3, 0, -1, 1.5, '2', undefined]) {
    for (const type of ['a', 'b']) signaler.send(type, 'x');
    environment.socket.deliver(serverAck(1));
    await comeBack({resumed: true, received: wrong});
    assert.deepEqual([signaler.state, types(environment.socket)], ['reconnecting', ['bye']], `${wrong}`);
    assert.deepEqual(environment.socket.closedWith, {code: 1000, reason: undefined});
    await clock.advance(8_000);
    assert.equal(new URL(environment.socket.url).search, '');
    welcomeTo(environment.socket);
    assert.deepEqual(eventsOfType('undelivered').at(-1).messages.map(({type}) => type), ['b']);
  }
  environment.socket.deliver(serverAck(1));
  assert.equal(signaler.state, 'reconnecting', 'nor can it be told meanwhile');
});

test('a welcome that cannot be understood lets nobody in, and the next attempts come ever later', async () => {
  const {signaler, environment, clock, eventsOfType} = makeSignaler({protocol: 'parley.v1'}, {random: () => 0.999});
  signaler.connect();
  for (const wrong of [{room: null}, {resume: {}}, {ice_servers: null}]) {
    welcomeTo(environment.socket, wrong);
    assert.deepEqual([signaler.state, types(environment.socket)], ['reconnecting', ['bye']]);
    assert.equal(environment.socket.closedWith.code, 1000);
    await clock.advance(8_000);
  }
  assert.deepEqual(eventsOfType('reconnecting').map(({delayMs}) => Math.round(delayMs)), [500, 999, 1998]);
  assert.deepEqual(eventsOfType('open'), []);
  welcomeTo(environment.socket);
  assert.equal(signaler.state, 'open');
});

test('a welcome without data is none, either', () => {
  const {signaler, environment} = makeSignaler({protocol: 'parley.v1'});
  signaler.connect();
  environment.socket.openWithoutGreeting();
  environment.socket.deliver({...welcome(), data: undefined});
  assert.equal(signaler.state, 'reconnecting');
});

test('the server says how long a message can be', async () => {
  const {signaler, environment, clock, eventsOfType} = makeSession();
  environment.socket.serverClose(1006);
  assert.equal(signaler.send('t', 'x', 'y'.repeat(200)), 'queued');
  await clock.advance(8_000);
  welcomeTo(environment.socket, {resumed: true, limits: {message_bytes: 100}});
  assert.deepEqual([types(environment.socket), eventsOfType('undelivered').length], [['ack'], 1]);
  assert.equal(signaler.send('t', 'x', 'y'.repeat(100)), 'refused');
  assert.equal(signaler.send('t', 'x', 'y'), 'sent');
});

test('a limit that cannot be is not heeded', () => {
  for (const limits of [undefined, null, {}, {message_bytes: 0}, {message_bytes: '9'}, {message_bytes: -1}]) {
    const {signaler, environment} = makeSignaler({protocol: 'parley.v1'});
    signaler.connect();
    welcomeTo(environment.socket, {limits});
    assert.equal(signaler.send('t', 'x', 'y'.repeat(65_000)), 'sent', JSON.stringify(limits));
  }
});

test('a session that nobody has asked for is none', async () => {
  const {signaler, environment} = makeSignaler({protocol: 'parley.v1'});
  signaler.connect();
  welcomeTo(environment.socket, {resumed: true});
  assert.equal(signaler.state, 'reconnecting');
});

test('when it is refused for good, what is not confirmed is reported before what waited', async () => {
  const {signaler, environment, events, clock} = makeSession();
  signaler.send('a', 'x');
  environment.socket.serverClose(1006);
  signaler.send('b', 'x');
  await clock.advance(8_000);
  environment.socket.serverClose(4410);
  assert.deepEqual(events.slice(-2).map(([type, {messages}]) => [type, messages?.map((one) => one.type)]),
    [['undelivered', ['a', 'b']], ['closed', undefined]]);
  assert.deepEqual([clock.pending, environment.wakeListeners], [0, 0]);
});

test('beyond a limit of messages that are not confirmed more is refused, until they are', () => {
  const {signaler, environment} = makeSession();
  for (let i = 0; i < UNCONFIRMED_LIMIT.messages; i += 1) assert.equal(signaler.send('t', 'x'), 'sent');
  assert.equal(signaler.send('t', 'x'), 'refused');
  environment.socket.deliver(serverAck(1));
  assert.equal(signaler.send('t', 'x'), 'sent');

  const large = makeSession();
  for (let i = 0; i < 4; i += 1) assert.equal(large.signaler.send('t', 'x', 'y'.repeat(65_000)), 'sent');
  assert.equal(large.signaler.send('t', 'x', 'y'.repeat(65_000)), 'refused');
  assert.equal(large.environment.socket.sent.length, 4);
});

test('a ping to the server is not kept, one to somebody else is', async () => {
  const {signaler, environment, comeBack} = makeSession();
  signaler.send('ping', SERVER);
  signaler.send('ping', 'x');
  await comeBack({resumed: true, received: 0});
  assert.deepEqual(environment.socket.sent.slice(1), [{receiver: 'x', type: 'ping'}]);
});

test('close() says how far it has come if that is not known, and then bye', async () => {
  const {signaler, environment, clock} = makeSession();
  environment.socket.deliver(fromOther());
  signaler.close();
  assert.deepEqual(environment.socket.sent, [ack(1), {receiver: SERVER, type: 'bye'}]);
  assert.deepEqual([environment.socket.closedWith.code, clock.pending], [1000, 0]);
  const quiet = makeSession();
  quiet.signaler.close();
  assert.deepEqual(types(quiet.environment.socket), ['bye']);
});
