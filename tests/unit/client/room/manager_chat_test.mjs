// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Chat} from '../../../../web/js/client/room/chat.js';
import {golden} from '../../../support/web/golden.mjs';
import {LONG_MS, World, eventsOfType} from '../../../support/web/managers.mjs';

const lines = (member) => eventsOfType(member, 'text').map(({name, text, isOwn}) => [name, text, isOwn]);

test('what is said comes to everybody, oneself included, in order', async () => {
  const world = new World();
  const [a, b] = await world.call(2);
  const time = a.environment.date();
  assert.equal(a.manager.say('one'), 'sent');
  b.manager.say('two');
  a.manager.say('three');
  await world.settle();
  assert.deepEqual(lines(b), [['Member 0', 'one', false], ['Member 1', 'two', true], ['Member 0', 'three', false]]);
  assert.deepEqual(lines(a).map(([, text, isOwn]) => [text, isOwn]), [['one', true], ['two', false], ['three', true]]);
  assert.deepEqual(eventsOfType(b, 'text')[0],
    {id: a.manager.id, name: 'Member 0', text: 'one', time, isOwn: false});
});

test('the name is that of the sender, whoever the line says that it is from', async () => {
  const world = new World();
  const [a] = await world.call(2);
  const sender = world.members[1].manager.id;
  const data = {from: 'Member 0', time: 7, text: 'me!'};
  a.environment.socket.deliver({sender, receiver: 'room', type: 'text', data});
  await world.clock.advance(1000);
  assert.deepEqual(eventsOfType(a, 'text'), [{id: sender, name: 'Member 1', text: 'me!', time: 7, isOwn: false}]);
});

test('lines without text are none, and a bad time is now', async () => {
  const world = new World();
  const [a] = await world.call(1);
  const now = a.environment.date();
  for (const data of [null, 7, 'text', {}, {text: 7}, {text: 'well', time: 'noon'}]) {
    a.environment.socket.deliver({sender: a.manager.id, receiver: 'room', type: 'text', data});
  }
  await world.settle();
  assert.deepEqual(eventsOfType(a, 'text'),
    [{id: a.manager.id, name: 'Member 0', text: 'well', time: now, isOwn: true}]);
});

test('a time that no Date can be is now', async () => {
  const world = new World();
  const [a] = await world.call(1);
  const now = a.environment.date();
  for (const time of [8.64e15, -8.64e15, 8.65e15, 1e308, null]) {
    a.environment.socket.deliver({sender: a.manager.id, receiver: 'room', type: 'text', data: {text: 'well', time}});
  }
  await world.settle();
  assert.deepEqual(eventsOfType(a, 'text').map(({time}) => time), [8.64e15, -8.64e15, now, now, now]);
});

test('who writes a lot and is gone holds up nobody', async () => {
  const world = new World();
  const [a, b] = await world.call(2);
  await world.clock.advance(1000);
  const {socket} = a.environment;
  const asked = () => socket.sentOfType('get-room-info').length;
  const before = asked();
  for (let i = 0; i < 500; i += 1) {
    socket.deliver({sender: 'gone', receiver: 'room', type: 'text', data: {text: `${i}`, time: 1}});
  }
  b.manager.say('still readable');
  await world.clock.advance(500);
  assert.deepEqual([lines(a).length, lines(a).at(-1)], [501, ['Member 1', 'still readable', false]]);
  assert.equal(asked() - before, 1);
});

test('lines of somebody unknown keep their order among those of the known', async () => {
  const world = new World();
  const [a] = await world.call(1);
  const stranger = world.add({username: 'Stranger'});
  stranger.manager.join();
  await world.settle();
  const {id} = stranger.manager;
  const say = (sender, text) => {
    a.environment.socket.deliver({sender, receiver: 'room', type: 'text', data: {from: '', time: 1, text}});
  };
  a.environment.socket.deliver({
    sender: 'ground control', receiver: 'room', type: 'room-info',
    data: {room_id: 'r', clients: a.manager.clients.filter((client) => client.id !== id)},
  });
  say(id, 'one');
  say(a.manager.id, 'two');
  say(id, 'three');
  await world.clock.advance(1000);
  assert.deepEqual(lines(a), [['Stranger', 'one', false], ['Member 0', 'two', true], ['Stranger', 'three', false]]);
});

test('what is said while the server is away is said afterwards', async () => {
  const world = new World();
  const [a, b] = await world.call(2);
  world.server.kill();
  await world.settle();
  assert.equal(a.manager.say('still here'), 'queued');
  world.server.start();
  await world.clock.advance(LONG_MS);
  assert.deepEqual(lines(a), [['Member 0', 'still here', true]]);
  assert.equal(b.manager.peers.length, 1);
});

test('what cannot be said any more is given back', async () => {
  const world = new World({latency: () => 100});
  const [a] = await world.call(1);
  await world.clock.advance(1000);
  world.server.kill();
  await world.settle();
  a.manager.say('still here');
  await world.clock.advance(300);
  assert.equal(a.manager.state, 'connecting');
  a.environment.socket.serverClose(4430, 'the room is full');
  const [{messages}] = eventsOfType(a, 'undelivered');
  assert.deepEqual(messages.map(({type, data}) => [type, data.text]), [['text', 'still here']]);
  assert.deepEqual(eventsOfType(a, 'closed'), [{code: 4430, reason: 'the room is full'}]);
  assert.equal(a.manager.say('hello?'), 'refused');
});

test('whatever the server sends, nothing breaks', async () => {
  const world = new World();
  const [a] = await world.call(2);
  const {messages} = golden('server.json');
  for (const {payload} of messages) a.environment.socket.deliver(payload);
  await world.clock.advance(1000);
  assert.deepEqual(lines(a), [['', '\u{1f600}', false]]);
  assert.equal(a.manager.state, 'open');
});

test('every list of the server is read as it is', async () => {
  const world = new World({protocol: 'base'});
  const [a] = await world.call(1);
  for (const {clients, data} of golden('server.json').room_info) {
    a.environment.socket.deliver(`{"sender":"ground control","receiver":"room","type":"room-info","data":${data}}`);
    assert.deepEqual(a.manager.clients, clients);
  }
});

test('every error of the server is told as it is, but for those who have left', async () => {
  const world = new World();
  const [a] = await world.call(1);
  const {errors} = golden('server.json');
  for (const {data} of errors) {
    a.environment.socket.deliver(`{"sender":"ground control","receiver":"room","type":"error","data":${data}}`);
  }
  assert.deepEqual(eventsOfType(a, 'refused').map(({code, message}) => [code, message]),
    errors.filter(({code}) => !['no-such-client', 'undelivered'].includes(code))
      .map(({code, message}) => [code, message]));
});

test('a line that cannot be told does not end the chat', async () => {
  const world = new World();
  const told = [];
  const names = new Map([['a', 'Ann']]);
  const list = {names, refresh: () => Promise.reject(new Error('no'))};
  const chat = new Chat({date: () => 1}, list, () => 'sent', (line) => told.push(line.text));
  for (const [sender, text] of [['a', 'one'], ['x', 'lost'], ['a', 'two']]) {
    chat.receive({sender, receiver: 'room', type: 'text', data: {text}}, false);
  }
  await world.settle();
  assert.deepEqual(told, ['one', 'two']);
});
