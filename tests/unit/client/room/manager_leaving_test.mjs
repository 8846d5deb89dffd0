// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {LONG_MS, World, eventsOfType} from '../../../support/web/managers.mjs';

/** What is left of a member: everything must be gone. */
function remains({manager, media, mediaDevices, environment}, {network}) {
  return {
    peers: manager.peers,
    handlers: network.connections.filter(({isClosed, hasHandlers}) => isClosed && hasHandlers).length,
    sockets: environment.sockets.filter(({hasHandlers}) => hasHandlers).length,
    wakeListeners: environment.wakeListeners,
    deviceListeners: mediaDevices.listeners,
    tracks: mediaDevices.given.filter(({readyState, listeners}) => readyState === 'live' || listeners > 0).length,
    open: ['microphone', 'camera', 'screen', 'screenSound'].filter((slot) => media.track(slot)),
  };
}

const NOTHING = {peers: [], handlers: 0, sockets: 0, wakeListeners: 0, deviceListeners: 0, tracks: 0, open: []};

test('who leaves is gone at the others at once', async () => {
  const world = new World();
  const [a, b, c] = await world.call(3);
  c.manager.close();
  await world.settle();
  for (const {manager} of [a, b]) assert.equal(manager.peers.length, 1);
  await world.clock.advance(1000);
  for (const {manager} of [a, b]) {
    assert.deepEqual(manager.clients.map(({username}) => username), ['Member 0', 'Member 1']);
  }
});

test('who leaves says bye to each and to the server', async () => {
  const world = new World();
  const [a, b] = await world.call(2);
  b.manager.close();
  const {socket} = b.environment;
  assert.deepEqual(socket.sentOfType('bye').map(({receiver}) => receiver), [a.manager.id, 'ground control']);
  assert.deepEqual(socket.closedWith, {code: 1000, reason: undefined});
});

test('after close nothing fires, and nothing is left', async () => {
  const world = new World();
  const members = await world.call(2);
  await members[0].media.shareScreen({sound: true});
  await world.settle();
  for (const {manager, events} of members) {
    events.length = 0;
    manager.close();
  }
  await world.clock.advance(1000);
  for (const member of members) assert.deepEqual([member.events, remains(member, world)], [[], NOTHING]);
  assert.equal(world.clock.pending, 0);
});

for (const [when, prepare] of Object.entries({
  'before it has joined': () => {},
  'while it connects': (world, {manager}) => manager.join(),
  'while it asks who is there, in the base protocol': async (world, {manager, environment}) => {
    manager.join();
    const opened = new Promise((resolve) => { manager.on('open', resolve); });
    const settled = world.settle();
    await opened;
    assert.equal(environment.socket.sentOfType('get-room-info').length, 1);
    manager.close();
    await settled;
  },
  'while the server is away': async (world, {manager}) => {
    manager.join();
    await world.settle();
    world.server.kill();
    await world.settle();
    assert.equal(manager.state, 'reconnecting');
  },
  'while a list is asked for': async (world, {manager}) => {
    manager.join();
    await world.settle();
    await world.call(1);
  },
})) {
  test(`closed ${when}, nothing is left`, async () => {
    const world = new World({protocol: when.includes('base') ? 'base' : 'parley.v1'});
    const member = world.add({username: 'Early'});
    await member.media.openCamera();
    await prepare(world, member);
    if (member.manager.state !== 'closed') member.manager.close();
    for (const {manager} of world.members.slice(1)) manager.close();
    const told = member.events.length;
    await world.clock.advance(LONG_MS);
    assert.deepEqual([remains(member, world), world.clock.pending, member.events.length], [NOTHING, 0, told]);
  });
}

for (const type of ['connecting', 'open', 'joined', 'peer-added', 'clients']) {
  test(`closed by whoever is told "${type}", nothing is left`, async () => {
    const world = new World();
    const others = await world.call(2);
    const member = world.add({username: 'Brief'});
    member.manager.on(type, () => member.manager.close());
    member.manager.join();
    await world.clock.advance(LONG_MS);
    for (const {manager} of others) manager.close();
    await world.clock.advance(LONG_MS);
    const open = world.network.connections.filter(({isClosed}) => !isClosed).length;
    assert.deepEqual([remains(member, world), open, world.clock.pending], [NOTHING, 0, 0]);
  });
}

test('closed when the answers are in but not read yet, nothing is left', async () => {
  const world = new World({protocol: 'base'});
  const [other] = await world.call(1);
  const member = world.add({username: 'Brief'});
  member.manager.join();
  const {socket} = member.environment;
  const {onmessage} = socket;
  socket.onmessage = (event) => {
    onmessage(event);
    if (JSON.parse(event.data).type === 'room-info') member.manager.close();
  };
  await world.clock.advance(LONG_MS);
  other.manager.close();
  await world.clock.advance(LONG_MS);
  const open = world.network.connections.filter(({isClosed}) => !isClosed).length;
  assert.deepEqual([remains(member, world), open, world.clock.pending], [NOTHING, 0, 0]);
});

test('a server that closes for good ends it: the peers, the media, and then the news', async () => {
  const world = new World();
  const [a] = await world.call(2);
  const order = [];
  a.manager.on('peer-removed', () => order.push('peer-removed'));
  a.manager.on('closed', () => order.push(`closed, ${a.manager.peers.length} peers`));
  a.environment.socket.serverClose(4430, 'the room is full');
  assert.deepEqual(order, ['peer-removed', 'closed, 0 peers']);
  assert.deepEqual(eventsOfType(a, 'closed'), [{code: 4430, reason: 'the room is full'}]);
  await world.clock.advance(LONG_MS);
  assert.deepEqual([remains(a, world), a.manager.state], [NOTHING, 'closed']);
});

test('who vanishes with its connection is removed when the server says so', async () => {
  const world = new World({protocol: 'base'});
  const [a, b] = await world.call(2);
  world.network.isUp = () => false;
  for (const connection of world.network.connections) connection.setConnectionState('failed');
  world.server.drop(b.manager.id);
  await world.clock.advance(100);
  assert.deepEqual([a.manager.peers, eventsOfType(a, 'peer-removed').length], [[], 1]);
});

test('who vanishes while its media flows is away until it ends', async () => {
  const world = new World({protocol: 'base'});
  const [a, b] = await world.call(2);
  const [peer] = a.manager.peers;
  const [ofB] = world.network.connections;
  world.server.drop(b.manager.id);
  await world.clock.advance(100);
  assert.deepEqual([a.manager.peers, peer.state], [[peer], 'away']);
  ofB.close();
  await world.settle();
  assert.deepEqual([a.manager.peers, peer.state], [[], 'closed']);
});
