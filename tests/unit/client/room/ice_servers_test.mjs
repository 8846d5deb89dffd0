// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {IceServers, LEAST_MS} from '../../../../web/js/client/room/ice-servers.js';
import {fakeEnvironment} from '../../../support/web/fake-environment.mjs';
import {World} from '../../../support/web/managers.mjs';

const MINUTE_MS = 60_000;
const START_DATE = Date.UTC(2026, 0, 1);
const OWN = {urls: ['stun:own']};

/** A TURN server's entry that ends after so many minutes. */
const turn = (environment, minutes) => ({
  urls: ['turn:t'], username: `${Math.round(environment.date() / 1000) + minutes * 60}:ada`, credential: 'secret',
});

/** `given` is what the server answers; `asked` how often it was asked, `told` what a peer is given. */
function setUp() {
  const environment = fakeEnvironment();
  const made = {environment, clock: environment.clock, asked: 0, given: [], told: [], onAsked: () => {}};
  const ask = async () => {
    made.asked += 1;
    made.onAsked();
    return made.given;
  };
  const peer = {setIceServers: (servers) => made.told.push(servers), renewRelay: () => made.told.push('renew')};
  made.servers = new IceServers({environment, own: [OWN], ask, peers: () => [peer]});
  return made;
}

test('one’s own come first, and are there from the beginning', () => {
  const {servers, told} = setUp();
  assert.deepEqual(servers.current, [OWN]);
  servers.take([{urls: ['stun:s']}]);
  assert.deepEqual(servers.current, [OWN, {urls: ['stun:s']}]);
  assert.deepEqual(told, [servers.current]);
});

test('credentials are asked for anew before the first of them ends', async () => {
  const made = setUp();
  const {environment, clock, servers} = made;
  servers.take([{urls: ['stun:s']}, turn(environment, 60), turn(environment, 40)]);
  await clock.advance(30 * MINUTE_MS - 1000);
  assert.equal(made.asked, 0);
  made.given = [turn(environment, 40)];
  await clock.advance(1000);
  assert.deepEqual([made.asked, servers.current], [1, [OWN, ...made.given]]);
  await clock.advance(31 * MINUTE_MS);
  assert.equal(made.asked, 2);
});

test('what does not end is not asked for again', () => {
  const {servers, clock} = setUp();
  servers.take([{urls: ['stun:s']}, {urls: ['turn:t'], username: 'ada', credential: 'secret'}]);
  assert.equal(clock.pending, 0);
});

test('where the server brings new ones it asks for none, and others have peers leave those before', () => {
  const environment = fakeEnvironment();
  const told = [];
  const peer = {setIceServers: ([, {username}]) => told.push(username), renewRelay: () => told.push('renew')};
  const peers = () => [peer];
  const servers = new IceServers({environment, own: [OWN], isPushed: true, ask: async () => null, peers});
  const [first, second] = [turn(environment, 60), turn(environment, 70)];
  for (const given of [first, first, second]) servers.take([given]);
  servers.take([first], false);
  const names = [first, first, second, first].map(({username}) => username);
  assert.deepEqual(told, [names[0], 'renew', names[1], names[2], 'renew', names[3]]);
  assert.equal(environment.clock.pending, 0);
});

test('without an answer, or with a clock that is wrong, it asks now and then', async () => {
  const made = setUp();
  made.servers.take([turn(made.environment, -600)]);
  made.given = null;
  await made.clock.advance(3 * LEAST_MS);
  assert.equal(made.asked, 3);
  made.servers.take([turn(made.environment, 1e6)]);
  await made.clock.advance(60 * MINUTE_MS);
  assert.equal(made.asked, 4);
});

test('closed it asks no more, and an answer that comes later is nothing', async () => {
  const made = setUp();
  made.servers.take([turn(made.environment, 1)]);
  made.given = [turn(made.environment, 5)];
  made.onAsked = () => made.servers.close();
  await made.clock.advance(45_000);
  assert.deepEqual([made.asked, made.told.length, made.clock.pending], [1, 1, 0]);
  made.servers.take([turn(made.environment, 1)]);
  assert.equal(made.clock.pending, 0);
});

test('in a call every connection gets what the server names later', async () => {
  const world = new World({protocol: 'base'});
  const date = () => START_DATE + world.clock.now();
  const [first] = world.server.iceServers = [turn({date}, 60)];
  const members = [world.add(), world.add()];
  for (const {manager, environment} of members) {
    environment.date = date;
    manager.join();
    await world.settle();
  }
  const used = () => world.network.connections.map(({configuration}) => configuration.iceServers);
  assert.deepEqual(used(), [[first], [first]]);
  const [second] = world.server.iceServers = [{...first, credential: 'newer'}];
  await world.clock.advance(46 * MINUTE_MS);
  assert.deepEqual(used(), [[second], [second]]);
  for (const {manager} of members) manager.close();
  await world.clock.advance(1000);
  assert.equal(world.clock.pending, 0);
});

test('what is no list is ignored, and asked for again', async () => {
  const made = setUp();
  const {environment, clock, servers} = made;
  servers.take([turn(environment, 40)]);
  const before = servers.current;
  for (const given of [undefined, null, {}, 'stun:s']) servers.take(given);
  assert.deepEqual([servers.current, clock.pending], [before, 1]);
  made.given = {urls: 'stun:s'};
  await clock.advance(30 * MINUTE_MS);
  await clock.advance(LEAST_MS);
  assert.deepEqual([made.asked, servers.current], [2, before]);
});

test('who cannot take new ones does not keep the others from theirs', async () => {
  const world = new World();
  const [a] = await world.call(3);
  const problems = [];
  for (const peer of a.manager.peers) peer.on('problem', (problem) => problems.push(problem.message));
  for (const connection of world.network.connections) {
    connection.setConfiguration = () => { throw new Error('not these'); };
  }
  const data = [{urls: ['turn:new']}];
  a.environment.socket.deliver({sender: 'ground control', receiver: 'me', type: 'ice-servers', data});
  assert.deepEqual(problems, ['not these', 'not these']);
});
