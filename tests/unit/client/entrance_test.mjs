// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Entrance, MAX_EARLY_MESSAGES} from '../../../web/js/client/entrance.js';
import {SignalerError} from '../../../web/js/client/questions.js';
import {REUNION_MS} from '../../../web/js/client/strangers.js';
import {World, eventsOfType} from '../../support/web/managers.mjs';

const SERVER = 'ground control';
const CLIENTS = [{id: 'a', username: 'Ann'}, {id: 'me', username: 'I'}];

/** `questions` has those that were asked, to be answered in any order. */
function setUp() {
  const questions = [];
  const ask = (type) => new Promise((resolve, reject) => { questions.push({type, resolve, reject}); });
  const entries = [];
  const entrance = new Entrance({ask}, (entry) => entries.push(entry));
  const answer = (...answered) => {
    const data = {'get-ice-servers': [{urls: ['stun:s']}], 'get-room-info': {room_id: 'r', clients: CLIENTS}};
    for (const {type, resolve} of answered) resolve({sender: SERVER, receiver: 'me', type: '', data: data[type]});
  };
  return {entrance, questions, entries, answer};
}

test('a question that is not answered in time is asked again, one that is refused is not', async () => {
  const {entrance, questions, entries, answer} = setUp();
  const entered = entrance.enter(null);
  questions[2].reject(new SignalerError('timeout'));
  while (questions.length < 6) await Promise.resolve();
  answer(...questions.slice(3));
  await entered;
  assert.equal(entries.length, 1);
  entrance.reset();
  const refused = entrance.enter(null);
  questions[6].reject(new SignalerError('internal'));
  await refused;
  assert.deepEqual([questions.length, entrance.isPassed], [9, false]);
});

test('no more than a limit is kept meanwhile', async () => {
  const {entrance, questions, entries, answer} = setUp();
  const entered = entrance.enter(null);
  for (let i = 0; i <= MAX_EARLY_MESSAGES; ++i) entrance.hold(message('a', `t${i}`));
  answer(...questions);
  await entered;
  assert.deepEqual([entries[0].early.length, entries[0].early.at(-1).type], [1024, 't1023']);
});

const message = (sender, type) => ({sender, receiver: 'me', type});

test('it asks who we are, for the ICE servers and for who is there', async () => {
  const {entrance, questions, entries, answer} = setUp();
  const entered = entrance.enter(null);
  assert.deepEqual(questions.map(({type}) => type), ['ping', 'get-ice-servers', 'get-room-info']);
  answer(...questions);
  await entered;
  const room = {version: undefined, clients: CLIENTS};
  assert.deepEqual(entries, [{id: 'me', iceServers: [{urls: ['stun:s']}], room, early: []}]);
  assert.equal(entrance.isPassed, true);
});

test('what comes meanwhile is kept in its order, but for older lists', async () => {
  const {entrance, questions, entries, answer} = setUp();
  const entered = entrance.enter(null);
  for (const [sender, type] of [['a', 'offer'], [SERVER, 'room-info'], ['a', 'icecandidate'], ['b', 'text']]) {
    entrance.hold(message(sender, type));
  }
  assert.equal(entrance.isPassed, false);
  answer(...questions);
  await entered;
  assert.deepEqual(entries[0].early, [message('a', 'offer'), message('a', 'icecandidate'), message('b', 'text')]);
});

test('a connection that is lost on the way leads nowhere, and the next begins anew', async () => {
  const {entrance, questions, entries, answer} = setUp();
  const first = entrance.enter(null);
  entrance.hold(message('a', 'offer'));
  questions[1].reject(new Error('disconnected'));
  await first;
  assert.deepEqual([entries, entrance.isPassed], [[], false]);
  entrance.reset();
  const second = entrance.enter(null);
  answer(...questions.slice(3));
  await second;
  assert.deepEqual(entries.map(({early}) => early), [[]]);
});

test('questions that waited for the next connection do not lead in twice', async () => {
  const {entrance, questions, entries, answer} = setUp();
  const first = entrance.enter(null);
  entrance.reset();
  const second = entrance.enter(null);
  answer(...questions);
  await Promise.all([first, second]);
  assert.equal(entries.length, 1);
});

test('who has called us before we were in is answered and not called', async () => {
  let latency = 20;
  const world = new World({protocol: 'base', latency: () => latency});
  const [a] = await world.call(1);
  await world.clock.advance(1000);
  const late = world.add({username: 'Late'});
  late.manager.join();
  await world.clock.advance(39);
  latency = 4000;
  await world.clock.advance(2);  // in the room, and its questions are on their way for long
  const [, id] = world.server.ids;
  latency = 5;
  a.environment.socket.deliver({
    sender: SERVER, receiver: 'room', type: 'room-info', data: {room_id: 'r', clients: [{id, username: 'Late'}]},
  });
  await world.clock.advance(REUNION_MS + 20);
  assert.deepEqual([late.manager.id, world.server.signals[0].type], ['', 'offer']);
  await world.clock.advance(2000);
  const offers = world.server.signals.filter(({type}) => type === 'offer').map(({from}) => from);
  assert.deepEqual(offers, [a.manager.id]);
  assert.deepEqual([a, late].map(({manager}) => manager.peers.map(({state}) => state)), [['connected'], ['connected']]);
  assert.equal(eventsOfType(late, 'peer-added').length, 1);
});
