// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {World, eventsOfType, seeded} from '../../../support/web/managers.mjs';

/** By then every Manager has returned, found the others, and told its ghosts from them. */
const SETTLED_MS = 40_000;

/** An offer may be under way while its receiver goes; later than this it is one to a ghost. */
const UNDER_WAY_MS = 1_000;

const between = (random, least, most) => least + Math.floor(random() * (most - least + 1));

/**
 * What may happen in a call. A crash forgets everybody, a restart nobody who speaks parley.v1; `late`: the server
 * sees it only after some seconds.
 */
const MISHAPS = {
  crash: async ({world, random}) => {
    world.server.kill();
    await world.clock.advance(between(random, 0, 4000));
    world.server.start();
  },
  restart: async ({world, random}) => {
    world.server.drain(between(random, 0, 3000));
    await world.clock.advance(between(random, 0, 2000));
    world.server.start();
  },
  drop: ({world}, {manager}) => world.server.drop(manager.id),
  late: ({world, random}, {manager}) => world.server.drop(manager.id, between(random, 100, 6000)),
  camera: (_, {media}) => (media.track('camera') ? media.closeCamera() : media.openCamera()),
  screen: (_, {media}) => (media.track('screen') ? media.stopScreen() : media.shareScreen()),
};

async function makeCall(seed, protocol) {
  const random = seeded(seed);
  const world = new World({protocol, random, latency: () => between(random, 0, 80)});
  const count = between(random, 2, 4);
  for (let i = 0; i < count; i += 1) {
    await world.call(1);
    await world.clock.advance(between(random, 500, 1000));
  }
  const problems = [];
  for (const peer of world.members.flatMap(({manager}) => manager.peers)) {
    peer.on('problem', (error) => problems.push(error.message));
  }
  world.server.signals.length = 0;
  return {world, random, problems};
}

/** @returns {Promise<string[]>} what happened */
async function befall(call, names) {
  const {world, random} = call;
  const story = [];
  for (let left = between(random, 1, 6); left > 0; left -= 1) {
    const name = names[between(random, 0, names.length - 1)];
    const who = between(random, 0, world.members.length - 1);
    await MISHAPS[name](call, world.members[who]);
    const pause = random() < 0.5 ? between(random, 0, 300) : between(random, 300, 5000);
    story.push(`${name} ${who}, ${pause} ms`);
    await world.clock.advance(pause);
  }
  await world.clock.advance(SETTLED_MS);
  return story;
}

/** What a member has of the others, to be compared with what they are. */
const seen = ({manager}) => manager.peers
  .map(({id, username, state, screen, remote: {camera}}) => ({id, username, state, screen: screen !== null, camera}))
  .sort((one, other) => (one.id < other.id ? -1 : 1));

const truth = (member, members) => members
  .filter((other) => other !== member)
  .map(({manager: {id, username}, media}) => ({
    id, username, state: 'connected', screen: media.track('screen') !== null, camera: media.track('camera') !== null,
  }))
  .sort((one, other) => (one.id < other.id ? -1 : 1));

const PROTOCOLS = ['parley.v1', 'base'];
const SEEDS = process.env.SEED ? [Number(process.env.SEED)] : Array.from({length: 60}, (_, i) => i + 1);

/** Every member's list, as `clients` has it. */
const lists = (members) => members.map(({manager}) => manager.clients.map(({id, username}) => ({id, username})));

for (const [seed, protocol] of SEEDS.flatMap((one) => PROTOCOLS.map((its) => /** @type {const} */ ([one, its])))) {
  const set = `${protocol}, ${seed}`;

  test(`whoever drops in whatever order, everybody keeps the very same peers (${set})`, async () => {
    const call = await makeCall(seed, protocol);
    const {members, server} = call.world;
    const before = members.map(({manager}) => new Set(manager.peers));
    const story = (await befall(call, ['crash', 'drop', 'drop', 'camera', 'screen'])).join('; ');
    for (const member of members) assert.deepEqual(seen(member), truth(member, members), story);
    assert.deepEqual(members.map(({manager}) => new Set(manager.peers)), before, story);
    const toGhosts = server.signals.filter(({type, goneForMs}) => type === 'offer' && goneForMs > UNDER_WAY_MS);
    assert.deepEqual(toGhosts, [], story);
    assert.deepEqual([call.problems, server.problems], [[], []], story);
  });

  test(`with ghosts in the room everybody ends up with everybody (${set})`, async () => {
    const call = await makeCall(seed, protocol);
    const {members} = call.world;
    const story = (await befall(call, Object.keys(MISHAPS))).join('; ');
    for (const member of members) assert.deepEqual(seen(member), truth(member, members), story);
    assert.deepEqual(call.problems, [], story);
  });
}

for (const seed of SEEDS) {
  test(`with clean restarts and short drops nobody is shown as gone (${seed})`, async () => {
    const call = await makeCall(seed, 'parley.v1');
    const {members, server} = call.world;
    const ids = members.map(({manager}) => manager.id);
    const before = members.map(({manager}) => manager.peers);
    for (const {events} of members) events.length = 0;
    const states = [];
    for (const peer of before.flat()) peer.on('state', () => states.push(peer.state));
    const story = (await befall(call, ['restart', 'restart', 'drop', 'late', 'camera', 'screen'])).join('; ');
    for (const member of members) {
      assert.deepEqual(seen(member), truth(member, members), story);
      assert.deepEqual(member.events.filter(([type]) => ['peer-added', 'peer-removed'].includes(type)), [], story);
      for (const clients of eventsOfType(member, 'clients')) assert.deepEqual(clients.map(({id}) => id), ids, story);
    }
    assert.deepEqual(new Set(states), states.length > 0 ? new Set(['connected']) : new Set(), story);
    assert.deepEqual(members.map(({manager}) => manager.peers), before, story);
    assert.deepEqual(new Set(lists(members).map((list) => JSON.stringify(list))).size, 1, story);
    assert.deepEqual([server.ids, call.problems, server.problems], [ids, [], []], story);
  });

  test(`clients of both protocols end up with each other and with the same list (${seed})`, async () => {
    const call = await makeCall(seed, 'parley.v1');
    const {world, random} = call;
    await world.call(1, {protocol: 'base'});
    await world.clock.advance(between(random, 500, 1000));
    const {members, server} = world;
    const story = (await befall(call, ['crash', 'restart', 'drop', 'late', 'camera', 'screen'])).join('; ');
    for (const member of members) assert.deepEqual(seen(member), truth(member, members), story);
    const ofV1 = lists(members.slice(0, -1));
    for (const list of ofV1) assert.deepEqual(list, server.clients.map(({id, username}) => ({id, username})), story);
    assert.deepEqual(server.problems, [], story);
  });
}
