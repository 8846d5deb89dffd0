// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {World, eventsOfType} from '../../../support/web/managers.mjs';

const kinds = (stream) => stream?.getTracks().map(({kind}) => kind);
const offersOf = ({server}) => server.signals.filter(({type}) => type === 'offer').map(({from, to}) => [from, to]);

test('a newcomer calls everybody, and nobody calls because somebody has arrived', async () => {
  const world = new World();
  const [a, b, c] = (await world.call(3)).map(({manager}) => manager.id);
  assert.deepEqual(offersOf(world), [[b, a], [c, a], [c, b]]);
  for (const {manager} of world.members) {
    assert.deepEqual(manager.peers.map(({state}) => state), ['connected', 'connected']);
    for (const peer of manager.peers) assert.deepEqual(kinds(peer.camera), ['audio', 'video']);
  }
});

test('everybody knows everybody\'s name, in the order in which they came', async () => {
  const world = new World();
  await world.call(3);
  await world.clock.advance(1000);
  for (const {manager} of world.members) {
    assert.deepEqual(manager.clients.map(({username}) => username), ['Member 0', 'Member 1', 'Member 2']);
    for (const {id, username} of manager.peers) {
      assert.equal(username, manager.clients.find((client) => client.id === id).username);
    }
  }
  assert.deepEqual(world.members.map(({manager}) => manager.username), ['Member 0', 'Member 1', 'Member 2']);
});

test('it joins once, and says under which id', async () => {
  const world = new World();
  const [member] = await world.call(1);
  assert.deepEqual(eventsOfType(member, 'joined'), [{id: world.server.ids[0], again: false, resumed: false}]);
  assert.deepEqual([member.manager.id, member.manager.state], [world.server.ids[0], 'open']);
});

test('politeness follows from the ids: the lower one gives way', async () => {
  const world = new World();
  const [first, second] = await world.call(2);
  const [ofSecond, ofFirst] = world.network.connections;  // the newcomer's call made the first one
  for (const {calls} of [ofFirst, ofSecond]) calls.length = 0;
  for (const connection of [ofFirst, ofSecond]) connection.restartIce();
  await world.settle();
  const hasGivenWay = [ofFirst, ofSecond].map(({calls}) => calls.includes('setRemoteDescription(offer)'));
  const isFirstLower = first.manager.id < second.manager.id;
  assert.deepEqual(hasGivenWay, [isFirstLower, !isFirstLower]);
});

test('a name that the server would not take is not sent', async () => {
  const world = new World();
  const [member] = await world.call(1, {username: ' \u0007 '});
  assert.equal(new URL(member.environment.socket.url).search, '');
  assert.equal(member.manager.username, 'Major Tom');
});

test('who takes another name goes by it everywhere', async () => {
  const world = new World();
  const [a, b] = await world.call(2);
  assert.equal(a.manager.rename('Ziggy'), 'sent');
  await world.clock.advance(1000);
  assert.deepEqual([a.manager.username, b.manager.peers[0].username, b.manager.clients[0].username],
    ['Ziggy', 'Ziggy', 'Ziggy']);
});

test('what the server refuses is told, except that somebody has just left', async () => {
  const world = new World();
  const [member] = await world.call(1);
  member.manager.rename('');
  await world.settle();
  const id = member.manager.id;
  const data = {code: 'no-such-client', message: 'gone'};
  member.environment.socket.deliver({sender: 'ground control', receiver: id, type: 'error', data});
  assert.deepEqual(eventsOfType(member, 'refused'), [{code: 'bad-profile', message: 'a name has 1 to 64 characters'}]);
});

test('the ICE servers are one\'s own and those that the server names', async () => {
  const world = new World();
  world.server.iceServers = [{urls: ['turn:theirs']}];
  await world.call(2, {iceServers: [{urls: 'stun:mine'}], iceTransportPolicy: 'relay'});
  for (const {configuration} of world.network.connections) {
    assert.deepEqual(configuration, {
      iceServers: [{urls: 'stun:mine'}, {urls: ['turn:theirs']}], iceTransportPolicy: 'relay',
    });
  }
});

test('each camera is sent as the number of peers allows', async () => {
  const world = new World();
  const limits = () => world.network.connections.filter(({isClosed}) => !isClosed).map((connection) => {
    return connection.getTransceivers().find(({kind}) => kind === 'video').sender.encodings[0].maxBitrate;
  });
  await world.call(2);
  assert.deepEqual(limits(), [1_700_000, 1_700_000]);
  await world.call(2);
  assert.deepEqual(new Set(limits()), new Set([1_333_333]));
  world.members[0].manager.setSending({maxHeight: 180, maxFrameRate: 10});
  assert.equal(limits().filter((limit) => limit === 250_000).length, 3);
  world.members[3].manager.close();
  await world.settle();
  assert.deepEqual(limits().filter((limit) => limit === 1_333_333), []);
});

test('a raised hand and a closed camera are seen by the others', async () => {
  const world = new World();
  const [a, b] = await world.call(2);
  a.manager.hand = true;
  a.media.microphoneOn = false;
  a.media.closeCamera();
  await world.settle();
  assert.deepEqual(b.manager.peers[0].remote, {microphone: false, camera: false, hand: true});
  assert.equal(a.manager.hand, true);
});

test('a shared screen comes beside the camera, for those who come later, too', async () => {
  const world = new World();
  const [a, b] = await world.call(2);
  await a.media.shareScreen({sound: true});
  const [c] = await world.call(1);
  for (const {manager} of [b, c]) {
    const [peer] = manager.peers.filter(({id}) => id === a.manager.id);
    assert.deepEqual([kinds(peer.camera), kinds(peer.screen)], [['audio', 'video'], ['video', 'audio']]);
  }
  a.media.stopScreen();
  await world.settle();
  assert.deepEqual([b, c].map(({manager}) => manager.peers.filter(({screen}) => screen).length), [0, 0]);
});

test('both sides begin to share in the same instant, and both screens arrive', async () => {
  const world = new World();
  const [a, b] = await world.call(2);
  await Promise.all([a.media.shareScreen(), b.media.shareScreen()]);
  await world.settle();
  assert.deepEqual([a, b].map(({manager}) => kinds(manager.peers[0].screen)), [['video'], ['video']]);
  assert.deepEqual([a, b].map(({manager}) => manager.peers[0].state), ['connected', 'connected']);
});
