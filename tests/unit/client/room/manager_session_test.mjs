// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What a Manager makes of parley.v1: the welcome, the changes of the list, and sessions that go on.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {REASSOCIATION_MS} from '../../../../web/js/client/room/peer-record.js';
import {WINDOW_MS} from '../../../support/web/fake-seats.mjs';
import {LONG_MS, World, eventsOfType} from '../../../support/web/managers.mjs';

const SERVER = 'ground control';
const offersOf = ({server}) => server.signals.filter(({type}) => type === 'offer').map(({from, to}) => [from, to]);
const suspended = ({manager}) => manager.clients.filter((client) => client.suspended).map(({id}) => id);
const restarts = (connection) => connection.calls.filter((call) => call === 'restartIce').length;

/** Cuts one off for so long, in which every attempt to come back fails. */
async function cutOff(world, {environment}, ms) {
  environment.sockets.isUnplugged = true;
  world.server.dropSocket(environment.socket);
  await world.clock.advance(ms);
  environment.sockets.isUnplugged = false;
}

test('a welcome needs no requests', async () => {
  const world = new World();
  world.server.iceServers = [{urls: ['turn:theirs']}];
  const [a, b] = await world.call(2);
  assert.deepEqual(b.environment.socket.sent.map(({type}) => type).slice(0, 2), ['ack', 'offer']);
  assert.deepEqual(eventsOfType(b, 'joined'), [{id: world.server.ids[1], again: false, resumed: false}]);
  assert.deepEqual(b.manager.clients.map(({username}) => username), ['Member 0', 'Member 1']);
  assert.deepEqual(world.network.connections[0].configuration.iceServers, [{urls: ['turn:theirs']}]);
  assert.equal(a.manager.clients.length, 2);
});

test('somebody who has arrived is shown at once, and not called', async () => {
  const world = new World();
  const [a] = await world.call(1);
  const [b] = await world.call(1, {protocol: 'base'});
  await world.clock.advance(2 * REASSOCIATION_MS);
  assert.deepEqual(a.manager.clients.map(({username}) => username), ['Member 0', 'Member 1']);
  assert.deepEqual(offersOf(world), [[b.manager.id, a.manager.id]]);
});

test('somebody who calls nobody is called after a while', async () => {
  const world = new World();
  const [a] = await world.call(1);
  const client = {id: 'x', username: 'Silent'};
  const data = {client, version: world.server.version + 1};
  a.environment.socket.deliver({sender: SERVER, receiver: 'room', type: 'client-joined', data});
  await world.clock.advance(REASSOCIATION_MS - 1);
  assert.deepEqual(a.manager.peers, []);
  await world.clock.advance(1);
  assert.deepEqual(a.manager.peers.map(({id, username}) => [id, username]), [['x', 'Silent']]);
});

test('whoever has said bye is gone at once, although the media flows', async () => {
  const world = new World();
  const [a, b] = await world.call(2);
  const tell = (type, data) => a.environment.socket.deliver({
    sender: SERVER, receiver: 'room', type, data: {...data, version: world.server.version + 1},
  });
  tell('client-left', {id: b.manager.id, reason: 'bye'});
  assert.deepEqual([a.manager.peers, a.manager.clients.length], [[], 1]);
});

test('who is cut off is marked, and nothing else happens to it', async () => {
  const world = new World();
  const [a, b] = await world.call(2);
  const [peer] = a.manager.peers;
  const [ofB, ofA] = world.network.connections;
  world.server.drop(b.manager.id);
  await world.clock.advance(1);
  assert.deepEqual([suspended(a), peer.isSuspended, peer.state], [[b.manager.id], true, 'connected']);
  await world.clock.advance(LONG_MS);
  assert.deepEqual([suspended(a), peer.isSuspended, peer.state], [[], false, 'connected']);
  assert.deepEqual([a.manager.peers, restarts(ofA), restarts(ofB)], [[peer], 0, 0]);
  assert.deepEqual(eventsOfType(b, 'joined').at(-1), {id: b.manager.id, again: true, resumed: true});
});

test('who is cut off and whose media has stopped is away; nothing piles up, and then it is mended', async () => {
  const world = new World();
  const [a, b] = await world.call(2);
  const [peer] = a.manager.peers;
  const [ofB, ofA] = world.network.connections;
  world.network.interrupt(ofB);
  await cutOff(world, b, 20_000);
  assert.deepEqual([peer.state, restarts(ofA), restarts(ofB)], ['away', 0, 0]);
  world.network.isUp = () => true;
  await world.clock.advance(LONG_MS);
  assert.deepEqual([peer.state, b.manager.peers[0].state], ['connected', 'connected']);
  assert.ok(restarts(ofA) + restarts(ofB) > 0);
});

test('what peers have to say meanwhile waits, and is said in order', async () => {
  const world = new World();
  const [a, b] = await world.call(2);
  world.server.drop(b.manager.id);
  await world.clock.advance(1);
  const before = world.server.signals.length;
  await b.media.shareScreen();
  await world.clock.advance(LONG_MS);
  assert.deepEqual(a.manager.peers[0].screen.getTracks().map(({kind}) => kind), ['video']);
  const said = world.server.signals.slice(before).filter(({from}) => from === b.manager.id);
  assert.deepEqual(said.map(({type}) => type), ['offer']);
  assert.deepEqual(restarts(world.network.connections[0]), 0);
});

test('a window that is over makes it somebody new, whom the others know all the same', async () => {
  const world = new World();
  const [a, b] = await world.call(2);
  const former = b.manager.id;
  const [peer] = a.manager.peers;
  await cutOff(world, b, WINDOW_MS + 2000);
  assert.deepEqual([a.manager.clients.length, peer.state], [1, 'away']);
  await world.clock.advance(LONG_MS);
  assert.notEqual(b.manager.id, former);
  assert.deepEqual(a.manager.peers, [peer]);
  assert.deepEqual([peer.id, peer.state], [b.manager.id, 'connected']);
  assert.deepEqual(eventsOfType(b, 'joined').at(-1), {id: b.manager.id, again: true, resumed: false});
});

test('changes that were left out while it was away are asked for', async () => {
  const world = new World();
  world.server.keptLimit = 2;
  const [a, b] = await world.call(2);
  await world.clock.advance(LONG_MS);
  world.server.drop(b.manager.id);
  await world.clock.advance(1);
  for (const name of ['A1', 'A2', 'A3', 'A4']) a.manager.rename(name);
  await world.clock.advance(LONG_MS);
  assert.deepEqual([b.manager.clients[0].username, b.manager.peers[0].username], ['A4', 'A4']);
});

test('a restart that keeps everybody is seen by nobody, and everybody comes when they are told to', async () => {
  const world = new World();
  const members = await world.call(3);
  for (const {events} of members) events.length = 0;
  world.server.drain(1000);
  await world.settle();
  world.server.start();
  await world.clock.advance(999);
  assert.deepEqual(members.map(({manager}) => manager.state), Array(3).fill('reconnecting'));
  await world.clock.advance(LONG_MS);
  for (const {events} of members) assert.deepEqual(events.map(([type]) => type), ['reconnecting', 'joined']);
});

test('somebody of the base protocol who went with the restart is missed', async () => {
  const world = new World();
  const [a] = await world.call(1);
  const [b] = await world.call(1, {protocol: 'base'});
  b.manager.on('reconnecting', () => b.manager.close());
  world.server.drain(100);
  await world.settle();
  world.server.start();
  await world.clock.advance(LONG_MS);
  assert.deepEqual([a.manager.clients.length, a.manager.peers], [1, []]);
});

test('a line that has come back is not reported, even if the server never said that it has it', async () => {
  const world = new World();
  const [a, b] = await world.call(2);
  a.manager.say('arrived');
  await world.settle();
  world.server.drop(a.manager.id);
  a.manager.say('lost on the way');
  world.server.kill();
  a.manager.say('waits');
  await world.settle();
  world.server.start();
  await world.clock.advance(LONG_MS);
  const reported = eventsOfType(a, 'undelivered').flatMap(({messages}) => messages.map(({data}) => data.text));
  assert.deepEqual(reported, ['lost on the way', 'waits'].slice(0, reported.length));
  assert.equal(reported.includes('arrived'), false);
  assert.deepEqual(eventsOfType(b, 'text').map(({text}) => text).concat(reported).sort(),
    ['arrived', 'lost on the way', 'waits']);
});

test('what the server could not deliver is told, but for what peers say to each other', async () => {
  const world = new World();
  const [a] = await world.call(1);
  const tell = (id, data) => a.environment.socket.deliver({
    sender: SERVER, receiver: 'me', type: 'error', id, data: {code: 'undelivered', message: 'not confirmed', ...data},
  });
  for (const type of ['offer', 'answer', 'icecandidate', 'bye']) tell(undefined, {type, receiver: 'x'});
  tell(7, {type: 'file', receiver: 'x'});
  tell(undefined, {receiver: 'x'});
  assert.deepEqual(eventsOfType(a, 'undelivered'), [
    {messages: [{receiver: 'x', type: 'file', id: 7}]}, {messages: [{receiver: 'x', type: undefined, id: undefined}]},
  ]);
  assert.deepEqual(eventsOfType(a, 'refused'), []);
});

const relayed = new Map([
  ['T', {id: 'T', type: 'transport', selectedCandidatePairId: 'P'}],
  ['P', {id: 'P', type: 'candidate-pair', localCandidateId: 'L', remoteCandidateId: 'R'}],
  ['L', {id: 'L', type: 'local-candidate', candidateType: 'relay'}],
  ['R', {id: 'R', type: 'remote-candidate', candidateType: 'host'}],
]);

test('TURN servers that are pushed are used by all, and at once by those that are relayed', async () => {
  const world = new World();
  world.server.iceServers = [{urls: ['turn:t'], credential: '1'}];
  const [a] = await world.call(3);
  const [ofB, ofAtoB, ofC, , ofAtoC] = world.network.connections;
  ofAtoB.stats = relayed;
  const push = (credential) => a.environment.socket.deliver({
    sender: SERVER, receiver: a.manager.id, type: 'ice-servers', data: [{urls: ['turn:t'], credential}],
  });
  push('2');
  await world.settle();
  assert.deepEqual([ofAtoB, ofAtoC].map(({configuration}) => configuration.iceServers[0].credential), ['2', '2']);
  assert.deepEqual([ofAtoB, ofAtoC, ofB, ofC].map(restarts), [1, 0, 0, 0]);
  push('2');
  await world.settle();
  assert.equal(restarts(ofAtoB), 1, 'they are the same');
  await world.clock.advance(24 * 3_600_000);
  assert.equal(a.environment.socket.sentOfType('get-ice-servers').length, 0);
});

test('closed in whatever state, nothing is left', async () => {
  for (const wait of [0, 1, 100, 1000]) {
    const world = new World();
    const [a, b] = await world.call(2);
    world.server.drop(a.manager.id);
    await world.clock.advance(wait);
    for (const {manager} of [a, b]) manager.close();
    await world.clock.advance(WINDOW_MS + LONG_MS);
    assert.deepEqual([world.clock.pending, world.server.clients], [0, []]);
  }
});

test('what the server says without data breaks nothing', async () => {
  const world = new World();
  const [a] = await world.call(2);
  const types = ['client-left', 'client-joined', 'room-info', 'ice-servers', 'error'];
  for (const type of types) {
    for (const data of [undefined, null, 7]) {
      assert.doesNotThrow(() => a.environment.socket.deliver({sender: SERVER, receiver: 'room', type, data}), type);
    }
  }
  assert.deepEqual([a.manager.clients.length, a.manager.peers.length], [2, 1]);
});
