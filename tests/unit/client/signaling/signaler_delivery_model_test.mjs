// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Whatever happens to three connections: what one of them sends arrives once, or is reported. The name of each test
// ends with the seed that it can be replayed from: SEED=17 node --test runs that alone.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {seeded} from '../../../support/web/managers.mjs';
import {Talkers} from '../../../support/web/talkers.mjs';

const SEEDS = process.env.SEED ? [Number(process.env.SEED)] : Array.from({length: 150}, (_, i) => i + 1);

/** By then everybody is back and has acknowledged everything. */
const SETTLED_MS = 60_000;

const between = (random, least, most) => least + Math.floor(random() * (most - least + 1));
const socketOf = ({environment}) => environment.socket;

/** What may happen; a talker is handed in for those that concern one. */
const EVENTS = {
  send: ({talkers, random}, talker) => {
    const others = [...talkers.all.filter((one) => one !== talker), null];
    for (let left = between(random, 1, 12); left > 0; left -= 1) {
      talkers.send(talker, others[between(random, 0, others.length - 1)]);
    }
  },
  drop: ({talkers, random}, talker) => {
    talkers.server.dropSocket(socketOf(talker), between(random, 0, 6000), random() < 0.5);
  },
  // Again and again, before the welcome has come or while it is answered.
  stutter: async ({talkers, random}, talker) => {
    for (let left = between(random, 2, 6); left > 0; left -= 1) {
      talkers.server.dropSocket(socketOf(talker), between(random, 0, 100), random() < 0.5);
      await talkers.clock.advance(1);
      talker.environment.wake();
      await talkers.clock.advance(between(random, 0, 120));
    }
  },
  outage: async ({talkers, random}, talker) => {
    talker.environment.sockets.isUnplugged = true;
    talkers.server.dropSocket(socketOf(talker), between(random, 0, 6000), random() < 0.5);
    await talkers.clock.advance(between(random, 1_000, 50_000));
    talker.environment.sockets.isUnplugged = false;
  },
  restart: async ({talkers, random}) => {
    talkers.server.drain(between(random, 0, 3000));
    await talkers.clock.advance(between(random, 0, 2000));
    talkers.server.start();
  },
  kill: async ({talkers, random}) => {
    talkers.server.kill();
    await talkers.clock.advance(between(random, 0, 2000));
    talkers.server.start();
  },
};

async function play(seed, protocols, names) {
  const random = seeded(seed);
  const talkers = new Talkers({random, latency: () => between(random, 0, 80)});
  const story = [];
  for (const protocol of protocols) talkers.add(protocol);
  await talkers.clock.advance(500);  // everybody is in the room
  for (let left = between(random, 5, 25); left > 0; left -= 1) {
    const name = random() < 0.4 ? 'send' : names[between(random, 0, names.length - 1)];
    const who = between(random, 0, talkers.all.length - 1);
    const pause = random() < 0.6 ? between(random, 0, 150) : between(random, 150, 8000);
    story.push(`${name} ${who}, ${pause} ms`);
    await EVENTS[name]({talkers, random}, talkers.all[who]);
    await talkers.clock.advance(pause);
  }
  await talkers.clock.advance(SETTLED_MS);
  return {talkers, story: story.join('; ')};
}

const numberOf = (type) => Number(type.split('.')[1]);

/** Nothing twice, nothing out of order, whatever happened. */
function checkOrder({talkers, story}) {
  for (const {got} of talkers.all) {
    for (const sender of talkers.all) {
      const numbers = got.filter(([id]) => sender.ids.has(id)).map(([, type]) => numberOf(type));
      assert.deepEqual(numbers, [...new Set(numbers)].sort((one, other) => one - other), story);
    }
  }
}

/** What is missing, as [sender, type, receiver]. */
function missing({talkers}) {
  const ofV1 = talkers.all.filter(({protocol}) => protocol === 'parley.v1');
  return ofV1.flatMap((sender) => sender.sent.filter(([type, receiver]) => {
    if (sender.reported.has(type)) return false;
    const to = receiver === 'room' ? ofV1.filter(({sessions}) => sessions === 1) : [talkers.ownerOf(receiver)];
    return to.some((one) => one.protocol !== 'base' && !one.got.some(([, its]) => its === type));
  }));
}

/** Everybody is there, and neither side keeps anything for the other. */
function checkEnd({talkers, story}) {
  const {server} = talkers;
  assert.deepEqual(server.problems, [], story);
  assert.deepEqual(talkers.all.map(({signaler}) => signaler.state), talkers.all.map(() => 'open'), story);
  assert.deepEqual(server.ids.sort(), talkers.all.map(({id}) => id).sort(), story);
  assert.deepEqual(server.clients.flatMap(({seat}) => seat?.kept ?? []), [], story);
}

for (const seed of SEEDS) {
  const protocols = [['parley.v1', 'parley.v1', 'parley.v1'], ['parley.v1', 'base', 'parley.v1']][seed % 2];

  test(`with drops and clean restarts everything arrives once and in order, or is reported (${seed})`, async () => {
    const end = await play(seed, protocols, ['drop', 'stutter', 'outage', 'restart']);
    checkOrder(end);
    checkEnd(end);
    assert.deepEqual(missing(end), [], end.story);
  });

  test(`with crashes nothing arrives twice, and what the server had not counted is reported (${seed})`, async () => {
    const end = await play(seed, protocols, ['drop', 'stutter', 'restart', 'kill']);
    checkOrder(end);
    checkEnd(end);
    const counted = new Set(end.talkers.server.said.map(({type}) => type));
    const lost = end.talkers.all.filter(({protocol}) => protocol !== 'base')
      .flatMap(({sent, reported}) => sent.filter(([type]) => !counted.has(type) && !reported.has(type)));
    assert.deepEqual(lost, [], end.story);
  });
}
