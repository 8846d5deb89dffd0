// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// How a Signaler connects, ends, and connects again.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {forEachCase, golden} from '../../../support/web/golden.mjs';
import {makeOpenSignaler, makeSignaler} from '../../../support/web/made-signaler.mjs';

const ALMOST_ONE = 1 - Number.EPSILON;
const STABLE_MS = 8_000;

test('it opens a socket, says so, and is open when the socket is', () => {
  const {signaler, environment, events} = makeSignaler();
  assert.equal(signaler.state, 'idle');
  signaler.connect();
  assert.equal(signaler.state, 'connecting');
  assert.equal(environment.socket.url, 'ws://parley.test/room/r/ws');
  environment.socket.open();
  assert.equal(signaler.state, 'open');
  assert.deepEqual(events, [['connecting', {attempt: 1}], ['open', {attempt: 1, resumed: false, welcome: null}]]);
});

test('it connects once', () => {
  const {signaler} = makeOpenSignaler();
  assert.throws(() => signaler.connect(), /once/);
});

test('it connects again, or not, as the close code says', async () => {
  for (const {code, again} of golden('close.json').codes) {
    const {signaler, environment, events, clock} = makeOpenSignaler();
    environment.socket.serverClose(code, 'why');
    const [type, detail] = events[0];
    assert.equal(type, again === 'no' ? 'closed' : 'reconnecting', `${code}`);
    assert.equal(signaler.state, type, `${code}`);
    assert.deepEqual([detail.code, detail.reason], [code, 'why']);
    await clock.advance(60_000);
    assert.equal(environment.sockets.length > 1, again !== 'no', `${code}`);
  }
});

test('who is refused after the handshake was never in, and what waits is not lost', () => {
  const {signaler, environment, events} = makeSignaler();
  signaler.connect();
  signaler.send('text', 'room', {text: 'hi'});
  environment.socket.openWithoutGreeting();
  environment.socket.deliver({sender: 'ground control', receiver: '', type: 'bye'});
  environment.socket.serverClose(4430, 'full');
  assert.deepEqual(environment.socket.sent, []);
  assert.deepEqual(events.map(([type]) => type), ['connecting', 'message', 'undelivered', 'closed']);
});

test('when it is refused for good, nothing is left behind', async () => {
  const {environment, clock, events} = makeOpenSignaler();
  environment.socket.serverClose(4430, 'full');
  assert.deepEqual(events, [['closed', {code: 4430, reason: 'full'}]]);
  assert.deepEqual([clock.pending, environment.wakeListeners, environment.socket.hasHandlers], [0, 0, false]);
});

test('the next attempt comes after the delay that was told, and counts on', async () => {
  const {signaler, environment, events, clock} = makeSignaler();
  signaler.connect();
  environment.socket.serverClose(1006);
  await clock.advance(249);
  assert.equal(environment.sockets.length, 1);
  await clock.advance(1);
  environment.socket.open();
  assert.deepEqual(events.slice(1), [
    ['reconnecting', {code: 1006, reason: '', delayMs: 250}],
    ['connecting', {attempt: 2}],
    ['open', {attempt: 2, resumed: false, welcome: null}],
  ]);
});

test('the delays grow while attempts fail', async () => {
  const {signaler, environment, eventsOfType, clock} = makeSignaler({}, {random: () => ALMOST_ONE});
  signaler.connect();
  for (let i = 0; i < 6; i += 1) {
    environment.socket.serverClose(1006);
    await clock.advance(8_000);
  }
  const delays = eventsOfType('reconnecting').map(({delayMs}) => Math.round(delayMs));
  assert.deepEqual(delays, [500, 1000, 2000, 4000, 8000, 8000]);
});

test('a server that refuses right after the handshake is not hammered', async () => {
  const {environment, eventsOfType, clock} = makeOpenSignaler({}, {random: () => ALMOST_ONE});
  for (let i = 0; i < 3; i += 1) {
    await clock.advance(STABLE_MS - 1);
    environment.socket.serverClose(1013);
    await clock.advance(8_000);
    environment.socket.open();
  }
  const delays = eventsOfType('reconnecting').map(({delayMs}) => Math.round(delayMs));
  assert.deepEqual(delays, [500, 1000, 2000]);
});

test('a connection that lasted makes the delays begin anew', async () => {
  const {environment, eventsOfType, clock} = makeOpenSignaler({}, {random: () => ALMOST_ONE});
  for (let i = 0; i < 3; i += 1) {
    await clock.advance(STABLE_MS);
    environment.socket.serverClose(1001);
    await clock.advance(500);
    environment.socket.open();
  }
  const delays = eventsOfType('reconnecting').map(({delayMs}) => Math.round(delayMs));
  assert.deepEqual(delays, [500, 500, 500]);
});

test('attempts count from one again after a connection that was open', async () => {
  const {environment, eventsOfType, clock} = makeOpenSignaler();
  environment.socket.serverClose(1006);
  await clock.advance(8_000);
  environment.socket.serverClose(1006);
  await clock.advance(8_000);
  assert.deepEqual(eventsOfType('connecting'), [{attempt: 1}, {attempt: 2}]);
});

test('the address is asked for at each attempt', async () => {
  let attempts = 0;
  const url = () => `ws://parley.test/${(attempts += 1)}`;
  const {environment, clock} = makeOpenSignaler({url});
  environment.socket.serverClose(1006);
  await clock.advance(8_000);
  assert.deepEqual(environment.sockets.map((socket) => socket.url), ['ws://parley.test/1', 'ws://parley.test/2']);
});

test('waking up ends the wait for the next attempt, once', async () => {
  const {environment, clock} = makeOpenSignaler();
  environment.socket.serverClose(1006);
  environment.wake();
  assert.equal(environment.sockets.length, 2);
  await clock.advance(2_000);
  environment.wake();
  assert.equal(environment.sockets.length, 2, 'the timer of the wait is gone, and an attempt is under way');
});

test('waking up with an open socket asks for a sign of life, and no answer means a new one', async () => {
  const {environment, clock, events} = makeOpenSignaler();
  const [first] = environment.sockets;
  environment.wake();
  assert.equal(first.sentOfType('ping').length, 1);
  await clock.advance(15_000);
  assert.equal(environment.sockets.length, 2);
  assert.deepEqual(events.map(([type]) => type), ['reconnecting', 'connecting']);
});

test('a dead socket is let go of and the next one opened in the same instant', async () => {
  const {signaler, environment, clock, events} = makeOpenSignaler();
  const [dead] = environment.sockets;
  await clock.advance(39_999);
  assert.equal(environment.sockets.length, 1);
  assert.equal(dead.sentOfType('ping').length, 1);
  await clock.advance(1);
  assert.deepEqual(dead.closedWith, {code: undefined, reason: undefined});
  assert.equal(dead.hasHandlers, false);
  assert.equal(environment.sockets.length, 2);
  assert.deepEqual(events, [
    ['reconnecting', {code: 1006, reason: 'nothing was heard for too long', delayMs: 0}],
    ['connecting', {attempt: 1}],
  ]);
  environment.socket.open();
  dead.serverClose(1006);
  assert.equal(signaler.state, 'open');
});

test('a listener that is told of a dead socket may close it instead', async () => {
  const {signaler, environment, clock} = makeOpenSignaler();
  signaler.on('reconnecting', () => signaler.close());
  await clock.advance(60_000);
  assert.equal(environment.sockets.length, 1);
  assert.deepEqual([signaler.state, clock.pending], ['closed', 0]);
});

test('a handshake that takes too long is given up', async () => {
  const {signaler, environment, clock, eventsOfType} = makeSignaler();
  signaler.connect();
  const [stuck] = environment.sockets;
  await clock.advance(9_999);
  assert.equal(environment.sockets.length, 1);
  await clock.advance(1);
  assert.equal(environment.sockets.length, 2);
  assert.deepEqual([stuck.closedWith !== null, stuck.hasHandlers], [true, false]);
  assert.deepEqual(eventsOfType('connecting'), [{attempt: 1}, {attempt: 2}]);
});

test('an open connection has no handshake to wait for any more', async () => {
  const {environment, clock} = makeOpenSignaler();
  await clock.advance(20_000);
  assert.equal(environment.sockets.length, 1);
});

test('an address that no socket can be made for is told, not thrown', () => {
  const broken = () => {
    throw new Error('no room was named');
  };
  const urls = [() => 'not an address', () => 'https://parley.test/', broken];
  forEachCase(urls, 1, (url) => {
    const {signaler, environment, events} = makeSignaler({url});
    signaler.connect();
    assert.deepEqual(events.map(([type, {code}]) => [type, code]), [['closed', 4400]]);
    assert.equal(events[0][1].reason, 'there is no WebSocket for this address', 'it is not quoted');
    assert.equal(environment.wakeListeners, 0);
  });
});

test('a listener may close it at any event', async () => {
  for (const type of ['connecting', 'open', 'reconnecting', 'message', 'undelivered']) {
    const {signaler, environment, clock, events} = makeSignaler();
    signaler.on(type, () => signaler.close());
    signaler.connect();
    if (type !== 'undelivered') environment.socket.open();
    environment.socket.deliver({sender: 'a', receiver: 'room', type: 't'});
    signaler.send('t', 'room');
    environment.socket.serverClose(type === 'undelivered' ? 4430 : 1006);
    await clock.advance(60_000);
    assert.equal(events.at(-1)[0], type);
    assert.equal(signaler.state, 'closed');
    assert.deepEqual([clock.pending, environment.wakeListeners], [0, 0], type);
  }
});
