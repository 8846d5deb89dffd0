// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {LONG_MS, World, eventsOfType} from '../../../support/web/managers.mjs';

const offers = ({server}) => server.signals.filter(({type}) => type === 'offer').length;
const added = (members) => members.map((member) => eventsOfType(member, 'peer-added').length);

for (const protocol of ['parley.v1', 'base']) {
  test(`the server restarts, and nothing else does (${protocol})`, async () => {
    const world = new World({protocol});
    const members = await world.call(3);
    const before = members.map(({manager}) => manager.peers);
    world.server.signals.length = 0;
    world.server.kill();
    await world.clock.advance(1500);
    for (const {manager} of members) {
      assert.notEqual(manager.state, 'open');
      assert.deepEqual(manager.peers.map(({state}) => state), ['connected', 'connected']);
    }
    world.server.start();
    await world.clock.advance(LONG_MS);
    assert.deepEqual(members.map(({manager}) => new Set(manager.peers)), before.map((peers) => new Set(peers)));
    assert.deepEqual([offers(world), added(members)], [0, [2, 2, 2]]);
    for (const member of members) {
      assert.deepEqual(member.manager.peers.map(({state}) => state), ['connected', 'connected']);
      assert.deepEqual(eventsOfType(member, 'joined').map(({again}) => again), [false, true]);
    }
  });

  test(`somebody new is met by all after the restart (${protocol})`, async () => {
    const world = new World({protocol});
    await world.call(3);
    world.server.kill();
    await world.settle();
    world.server.start();
    await world.clock.advance(LONG_MS);
    await world.call(1);
    assert.deepEqual(world.members.map(({manager}) => manager.peers.map(({state}) => state)),
      Array(4).fill(Array(3).fill('connected')));
  });

  test(`a name that was taken during the call is kept over a return (${protocol})`, async () => {
    const world = new World({protocol});
    const [a, b] = await world.call(2);
    b.manager.rename('Ziggy');
    await world.clock.advance(1000);
    world.server.drop(b.manager.id);
    await world.clock.advance(LONG_MS);
    assert.deepEqual([b.manager.username, a.manager.peers[0].username], ['Ziggy', 'Ziggy']);
  });

  test(`what changed while the server was away is seen afterwards (${protocol})`, async () => {
    const world = new World({protocol});
    const [a, b] = await world.call(2);
    world.server.kill();
    await world.settle();
    await Promise.all([a.media.shareScreen(), b.media.shareScreen()]);
    await world.clock.advance(1000);
    world.server.start();
    await world.clock.advance(LONG_MS);
    for (const {manager} of [a, b]) {
      assert.deepEqual(manager.peers[0].screen.getTracks().map(({kind}) => kind), ['video']);
    }
  });

  test(`what was sent to the ghost of somebody is made good when it returns (${protocol})`, async () => {
    const world = new World({protocol});
    const [a, b] = await world.call(2);
    world.server.drop(b.manager.id, 5000);
    await a.media.shareScreen();
    await world.clock.advance(LONG_MS);
    assert.deepEqual(b.manager.peers[0].screen?.getTracks().map(({kind}) => kind), ['video']);
  });

  test(`the TURN servers of the return are used for what comes (${protocol})`, async () => {
    const world = new World({protocol});
    world.server.iceServers = [{urls: ['turn:old'], credential: '1'}];
    const [a, b] = await world.call(2);
    world.server.iceServers = [{urls: ['turn:new'], credential: '2'}];
    world.server.drop(a.manager.id);
    await world.clock.advance(LONG_MS);
    const [ofB, ofA] = world.network.connections;
    assert.deepEqual([ofA, ofB].map(({configuration}) => configuration.iceServers[0].credential), ['2', '1']);
    assert.equal(b.manager.peers[0].state, 'connected');
  });

  test(`a page that was reloaded is a new peer, and the old one goes (${protocol})`, async () => {
    const world = new World({protocol});
    const [a, b] = await world.call(2);
    b.manager.close();
    await world.settle();
    await world.call(1);
    assert.deepEqual(a.manager.peers.map(({state}) => state), ['connected']);
    assert.equal(a.manager.peers[0].id, world.members[2].manager.id);
  });
}

test('who returns is known by its new id and its name', async () => {
  const world = new World({protocol: 'base'});
  const [a, b] = await world.call(2);
  const former = b.manager.id;
  world.server.drop(former);
  await world.clock.advance(LONG_MS);
  assert.notEqual(b.manager.id, former);
  assert.deepEqual(a.manager.peers.map(({id, username, state}) => [id, username, state]),
    [[b.manager.id, 'Member 1', 'connected']]);
});

test('politeness stays as it was, whatever the new ids are', async () => {
  for (let attempt = 0, hasFlipped = false; !hasFlipped; attempt += 1) {
    assert.ok(attempt < 20, 'some restart turns the order of the ids around');
    const world = new World({protocol: 'base'});
    const [a, b] = await world.call(2);
    const wasLower = a.manager.id < b.manager.id;
    for (let i = 0; i <= attempt; i += 1) {
      world.server.drop(a.manager.id);
      await world.clock.advance(LONG_MS);
    }
    hasFlipped = (a.manager.id < b.manager.id) !== wasLower;
    const [ofB, ofA] = world.network.connections;
    for (const connection of [ofA, ofB]) {
      connection.calls.length = 0;
      connection.restartIce();
    }
    await world.settle();
    assert.deepEqual([ofA, ofB].map(({calls}) => calls.includes('setRemoteDescription(offer)')), [wasLower, !wasLower]);
  }
});
