// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {JoinHandshake, MAX_EARLY_MESSAGES} from '../../../../web/js/client/room/join-handshake.js';
import {SignalerError} from '../../../../web/js/client/signaling/requests.js';
import {REASSOCIATION_MS} from '../../../../web/js/client/room/peer-record.js';
import {World, eventsOfType} from '../../../support/web/managers.mjs';

const SERVER = 'ground control';
const CLIENTS = [{id: 'a', username: 'Ann'}, {id: 'me', username: 'I'}];

/** `requests` has those that were asked, to be answered in any order. */
function setUp() {
  const requests = [];
  const ask = (type) => new Promise((resolve, reject) => { requests.push({type, resolve, reject}); });
  const entries = [];
  const handshake = new JoinHandshake({ask}, (entry) => entries.push(entry));
  const answer = (...answered) => {
    const data = {'get-ice-servers': [{urls: ['stun:s']}], 'get-room-info': {room_id: 'r', clients: CLIENTS}};
    for (const {type, resolve} of answered) resolve({sender: SERVER, receiver: 'me', type: '', data: data[type]});
  };
  return {handshake, requests, entries, answer};
}

test('a request that is not answered in time is asked again, one that is refused is not', async () => {
  const {handshake, requests, entries, answer} = setUp();
  const entered = handshake.enter(null);
  requests[2].reject(new SignalerError('timeout'));
  while (requests.length < 6) await Promise.resolve();
  answer(...requests.slice(3));
  await entered;
  assert.equal(entries.length, 1);
  handshake.reset();
  const refused = handshake.enter(null);
  requests[6].reject(new SignalerError('internal'));
  await refused;
  assert.deepEqual([requests.length, handshake.isPassed], [9, false]);
});

test('no more than a limit is kept meanwhile', async () => {
  const {handshake, requests, entries, answer} = setUp();
  const entered = handshake.enter(null);
  for (let i = 0; i <= MAX_EARLY_MESSAGES; ++i) handshake.hold(message('a', `t${i}`));
  answer(...requests);
  await entered;
  assert.deepEqual([entries[0].early.length, entries[0].early.at(-1).type], [1024, 't1023']);
});

const message = (sender, type) => ({sender, receiver: 'me', type});

test('it asks who we are, for the ICE servers and for who is there', async () => {
  const {handshake, requests, entries, answer} = setUp();
  const entered = handshake.enter(null);
  assert.deepEqual(requests.map(({type}) => type), ['ping', 'get-ice-servers', 'get-room-info']);
  answer(...requests);
  await entered;
  const room = {version: undefined, clients: CLIENTS};
  assert.deepEqual(entries, [{id: 'me', iceServers: [{urls: ['stun:s']}], room, early: []}]);
  assert.equal(handshake.isPassed, true);
});

test('what comes meanwhile is kept in its order, but for older lists', async () => {
  const {handshake, requests, entries, answer} = setUp();
  const entered = handshake.enter(null);
  for (const [sender, type] of [['a', 'offer'], [SERVER, 'room-info'], ['a', 'icecandidate'], ['b', 'text']]) {
    handshake.hold(message(sender, type));
  }
  assert.equal(handshake.isPassed, false);
  answer(...requests);
  await entered;
  assert.deepEqual(entries[0].early, [message('a', 'offer'), message('a', 'icecandidate'), message('b', 'text')]);
});

test('a connection that is lost on the way leads nowhere, and the next begins anew', async () => {
  const {handshake, requests, entries, answer} = setUp();
  const first = handshake.enter(null);
  handshake.hold(message('a', 'offer'));
  requests[1].reject(new Error('disconnected'));
  await first;
  assert.deepEqual([entries, handshake.isPassed], [[], false]);
  handshake.reset();
  const second = handshake.enter(null);
  answer(...requests.slice(3));
  await second;
  assert.deepEqual(entries.map(({early}) => early), [[]]);
});

test('requests that waited for the next connection do not lead in twice', async () => {
  const {handshake, requests, entries, answer} = setUp();
  const first = handshake.enter(null);
  handshake.reset();
  const second = handshake.enter(null);
  answer(...requests);
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
  await world.clock.advance(2);  // in the room, and its requests are on their way for long
  const [, id] = world.server.ids;
  latency = 5;
  a.environment.socket.deliver({
    sender: SERVER, receiver: 'room', type: 'room-info', data: {room_id: 'r', clients: [{id, username: 'Late'}]},
  });
  await world.clock.advance(REASSOCIATION_MS + 20);
  assert.deepEqual([late.manager.id, world.server.signals[0].type], ['', 'offer']);
  await world.clock.advance(2000);
  const offers = world.server.signals.filter(({type}) => type === 'offer').map(({from}) => from);
  assert.deepEqual(offers, [a.manager.id]);
  assert.deepEqual([a, late].map(({manager}) => manager.peers.map(({state}) => state)), [['connected'], ['connected']]);
  assert.equal(eventsOfType(late, 'peer-added').length, 1);
});
