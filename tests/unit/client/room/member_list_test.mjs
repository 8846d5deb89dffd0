// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {REFRESH_MS, MemberList} from '../../../../web/js/client/room/member-list.js';
import {fakeEnvironment} from '../../../support/web/fake-environment.mjs';

/** `answers` has a function for each request that was asked, which answers it; `changes()` counts them. */
function setUp() {
  const environment = fakeEnvironment();
  const answers = [];
  let count = 0;
  const ask = () => new Promise((resolve) => { answers.push(resolve); });
  const list = new MemberList(environment, ask, () => { count += 1; });
  return {clock: environment.clock, list, answers, changes: () => count};
}

test('the list is what was set last', () => {
  const {list} = setUp();
  assert.deepEqual([list.clients, list.names], [[], new Map()]);
  const clients = [{id: 'b', username: 'Bea'}, {id: 'a', username: 'Ann'}];
  list.take({clients});
  assert.deepEqual([list.clients, [...list.names]], [clients, [['b', 'Bea'], ['a', 'Ann']]]);
});

test('many who ask in one moment share one request', async () => {
  const {clock, list, answers} = setUp();
  const asked = [list.refresh(), list.refresh(), list.refresh()];
  await clock.settle();
  assert.equal(answers.length, 1);
  answers[0](true);
  await Promise.all(asked);
});

test('who asks while a request is under way gets a younger answer', async () => {
  const {clock, list, answers} = setUp();
  list.refresh();
  await clock.settle();
  let isAnswered = false;
  list.refresh().then(() => { isAnswered = true; });
  answers[0](true);
  await clock.advance(REFRESH_MS);
  assert.deepEqual([answers.length, isAnswered], [2, false]);
  answers[1](true);
  await clock.settle();
  assert.equal(isAnswered, true);
});

test('between two requests there is a pause', async () => {
  const {clock, list, answers} = setUp();
  list.refresh();
  await clock.settle();
  answers[0](true);
  await clock.settle();
  list.refresh();
  await clock.advance(REFRESH_MS - 1);
  assert.equal(answers.length, 1);
  await clock.advance(1);
  assert.equal(answers.length, 2);
});

test('closed, it waits for nothing', async () => {
  const {clock, list, answers} = setUp();
  list.refresh();
  await clock.settle();
  answers[0](true);
  await clock.settle();
  list.refresh();
  await clock.settle();
  list.close();
  assert.equal(clock.pending, 0);
  await clock.advance(10 * REFRESH_MS);
  assert.equal(answers.length, 1);
});

test('closed between a request and its pause, it waits for nothing', async () => {
  const {clock, list, answers} = setUp();
  list.refresh();
  await clock.settle();
  answers[0](true);
  await clock.settle();
  list.refresh();
  list.close();
  await clock.settle();
  assert.equal(clock.pending, 0);
  await clock.advance(10 * REFRESH_MS);
  assert.equal(answers.length, 1);
});

const joined = (id, version) => ['client-joined', {client: {id, username: id}, version}];

test('each change makes the next version, and is told', () => {
  const {list, changes} = setUp();
  list.take({version: 3, clients: [{id: 'a', username: 'Ann'}, {id: 'b', username: 'Bea'}]});
  const after = [
    ['client-joined', {client: {id: 'c', username: 'Cyd'}}], ['client-suspended', {id: 'a'}],
    ['client-updated', {client: {id: 'a', username: 'Ada'}}], ['client-resumed', {id: 'a'}],
    ['client-left', {id: 'b', reason: 'bye'}],
  ].map(([type, delta], i) => {
    list.apply(type, {...delta, version: 4 + i});
    return list.clients.map(({username, suspended}) => `${username}${suspended ? ' (suspended)' : ''}`).join();
  });
  assert.deepEqual(after, [
    'Ann,Bea,Cyd', 'Ann (suspended),Bea,Cyd', 'Ada (suspended),Bea,Cyd', 'Ada,Bea,Cyd', 'Ada,Cyd',
  ]);
  assert.deepEqual([changes(), [...list.names]], [6, [['a', 'Ada'], ['c', 'Cyd']]]);
});

test('a list or a change that is older than what is known changes nothing', () => {
  const {list, changes} = setUp();
  list.take({version: 3, clients: [{id: 'a', username: 'Ann'}]});
  list.take({version: 2, clients: []});
  list.apply(...joined('b', 3));
  list.apply(...joined('b', 2));
  assert.deepEqual([list.clients.length, changes()], [1, 1]);
});

test('after a gap the list is asked for, once, and what comes meanwhile is in the answer', async () => {
  const {clock, list, answers} = setUp();
  list.take({version: 3, clients: []});
  for (const version of [5, 6, 7]) list.apply(...joined('b', version));
  await clock.settle();
  assert.deepEqual([answers.length, list.clients], [1, []]);
  list.take({version: 7, clients: [{id: 'b', username: 'b'}]});
  answers[0](true);
  await clock.advance(10 * REFRESH_MS);
  list.apply(...joined('c', 8));
  assert.deepEqual([answers.length, list.clients.map(({id}) => id)], [1, ['b', 'c']]);
});

test('without an answer it is asked for again, after pauses that grow', async () => {
  const {clock, list, answers} = setUp();
  list.take({version: 3, clients: []});
  list.catchUp(5);
  await clock.settle();
  for (const pause of [2, 4, 8, 16, 32, 50, 50].map((times) => times * REFRESH_MS)) {
    const asked = answers.length;
    answers.at(-1)(false);
    await clock.advance(pause - 1);
    assert.equal(answers.length, asked);
    await clock.advance(1);
    assert.equal(answers.length, asked + 1);
  }
  list.take({version: 5, clients: []});
  answers.at(-1)(true);
  await clock.advance(100 * REFRESH_MS);
  assert.deepEqual([answers.length, clock.pending], [8, 0]);
  list.refresh();
  await clock.settle();
  answers.at(-1)(true);
  list.refresh();
  await clock.advance(REFRESH_MS);
  assert.equal(answers.length, 10, 'the pause is the shortest again');
});

test('a version that the answer does not know is not asked for again', async () => {
  const {clock, list, answers} = setUp();
  list.take({version: 3, clients: []});
  list.catchUp(1_000_000);
  await clock.settle();
  list.take({version: 4, clients: []});
  answers[0](true);
  await clock.advance(100 * REFRESH_MS);
  list.apply(...joined('b', 5));
  assert.deepEqual([answers.length, list.clients.length], [1, 1]);
});

test('an answer from before a version of which is told meanwhile is followed by another request', async () => {
  const {clock, list, answers} = setUp();
  list.take({version: 3, clients: []});
  list.catchUp(5);
  await clock.settle();
  list.catchUp(7);
  list.take({version: 5, clients: []});
  answers[0](true);
  await clock.advance(REFRESH_MS);
  list.take({version: 7, clients: []});
  answers[1](true);
  await clock.advance(100 * REFRESH_MS);
  assert.equal(answers.length, 2);
});

test('what is no version is not heeded', async () => {
  const {clock, list, answers} = setUp();
  list.take({version: 3, clients: []});
  for (const version of [1e308, 4.5, -1, '4', null, undefined, Infinity]) {
    list.apply(...joined('b', version));
    list.catchUp(version);
    list.take({version, clients: [{id: 'b', username: 'b'}]});
  }
  list.apply('client-joined', null);
  await clock.advance(REFRESH_MS);
  assert.deepEqual([answers.length, list.clients], [0, []]);
});

test('a request that fails, however it does, is not the last', async () => {
  const {clock} = fakeEnvironment();
  let asked = 0;
  const fail = [() => Promise.reject(new Error('refused')), () => { throw new Error('broken'); }];
  const list = new MemberList({...clock, now: clock.now}, () => {
    asked += 1;
    return fail[asked % 2]();
  });
  for (let i = 1; i <= 4; i += 1) {
    const isOver = list.refresh().then(() => true);
    await clock.advance(100 * REFRESH_MS);
    assert.deepEqual([asked, await isOver], [i, true]);
  }
});

test('who cannot bear the list does not end the requests', async () => {
  const {clock} = fakeEnvironment();
  let asked = 0;
  const list = new MemberList({...clock, now: clock.now}, async () => {
    asked += 1;
    list.take({version: asked, clients: []});
    return true;
  }, () => { throw new Error('no'); });
  for (let i = 1; i <= 2; i += 1) {
    await Promise.all([list.refresh(), clock.advance(100 * REFRESH_MS)]);
    assert.equal(asked, i);
  }
});

test('a version that is known is nothing to ask for', async () => {
  const {clock, list, answers} = setUp();
  list.take({version: 3, clients: []});
  list.catchUp(3);
  await clock.settle();
  assert.equal(answers.length, 0);
});

test('in another session the versions begin anew', () => {
  const {list} = setUp();
  list.take({version: 30, clients: []});
  list.reset();
  list.take({version: 2, clients: [{id: 'a', username: 'Ann'}]});
  list.apply(...joined('b', 3));
  assert.deepEqual(list.clients.map(({id}) => id), ['a', 'b']);
});
