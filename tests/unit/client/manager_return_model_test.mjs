// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {World, seeded} from '../../support/web/managers.mjs';

/** By then every Manager has returned, found the others, and told its ghosts from them. */
const SETTLED_MS = 40_000;

/** An offer may be under way while its receiver goes; later than this it is one to a ghost. */
const UNDER_WAY_MS = 1_000;

const between = (random, least, most) => least + Math.floor(random() * (most - least + 1));

/** What may happen in a call; `late`: the server sees it only after some seconds. */
const MISHAPS = {
  restart: async ({world, random}) => {
    world.server.kill();
    await world.clock.advance(between(random, 0, 4000));
    world.server.start();
  },
  drop: ({world}, {manager}) => world.server.drop(manager.id),
  late: ({world, random}, {manager}) => world.server.drop(manager.id, between(random, 100, 6000)),
  camera: (_, {media}) => (media.track('camera') ? media.closeCamera() : media.openCamera()),
  screen: (_, {media}) => (media.track('screen') ? media.stopScreen() : media.shareScreen()),
};

async function makeCall(seed) {
  const random = seeded(seed);
  const world = new World({random, latency: () => between(random, 0, 80)});
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

for (let seed = 1; seed <= 60; seed += 1) {
  test(`whoever drops in whatever order, everybody keeps the very same peers (${seed})`, async () => {
    const call = await makeCall(seed);
    const {members, server} = call.world;
    const before = members.map(({manager}) => new Set(manager.peers));
    const story = (await befall(call, ['restart', 'drop', 'drop', 'camera', 'screen'])).join('; ');
    for (const member of members) assert.deepEqual(seen(member), truth(member, members), story);
    assert.deepEqual(members.map(({manager}) => new Set(manager.peers)), before, story);
    const toGhosts = server.signals.filter(({type, goneForMs}) => type === 'offer' && goneForMs > UNDER_WAY_MS);
    assert.deepEqual(toGhosts, [], story);
    assert.deepEqual(call.problems, [], story);
  });

  test(`with ghosts in the room everybody ends up with everybody (${seed})`, async () => {
    const call = await makeCall(seed);
    const {members} = call.world;
    const story = (await befall(call, Object.keys(MISHAPS))).join('; ');
    for (const member of members) assert.deepEqual(seen(member), truth(member, members), story);
    assert.deepEqual(call.problems, [], story);
  });
}
