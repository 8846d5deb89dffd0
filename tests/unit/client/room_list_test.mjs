// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {REFRESH_MS, RoomList} from '../../../web/js/client/room-list.js';
import {fakeEnvironment} from '../../support/web/fake-environment.mjs';

/** `answers` has a function for each question that was asked, which answers it. */
function setUp() {
  const environment = fakeEnvironment();
  const answers = [];
  const list = new RoomList(environment, () => new Promise((resolve) => { answers.push(resolve); }));
  return {clock: environment.clock, list, answers};
}

test('the list is what was set last', () => {
  const {list} = setUp();
  assert.deepEqual([list.clients, list.names], [[], new Map()]);
  const clients = [{id: 'b', username: 'Bea'}, {id: 'a', username: 'Ann'}];
  list.clients = clients;
  assert.deepEqual([list.clients, [...list.names]], [clients, [['b', 'Bea'], ['a', 'Ann']]]);
});

test('many who ask in one moment share one question', async () => {
  const {clock, list, answers} = setUp();
  const asked = [list.refresh(), list.refresh(), list.refresh()];
  await clock.settle();
  assert.equal(answers.length, 1);
  answers[0]();
  await Promise.all(asked);
});

test('who asks while a question is under way gets a younger answer', async () => {
  const {clock, list, answers} = setUp();
  list.refresh();
  await clock.settle();
  let isAnswered = false;
  list.refresh().then(() => { isAnswered = true; });
  answers[0]();
  await clock.advance(REFRESH_MS);
  assert.deepEqual([answers.length, isAnswered], [2, false]);
  answers[1]();
  await clock.settle();
  assert.equal(isAnswered, true);
});

test('between two questions there is a pause', async () => {
  const {clock, list, answers} = setUp();
  list.refresh();
  await clock.settle();
  answers[0]();
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
  answers[0]();
  await clock.settle();
  list.refresh();
  await clock.settle();
  list.close();
  assert.equal(clock.pending, 0);
  await clock.advance(10 * REFRESH_MS);
  assert.equal(answers.length, 1);
});

test('closed between a question and its pause, it waits for nothing', async () => {
  const {clock, list, answers} = setUp();
  list.refresh();
  await clock.settle();
  answers[0]();
  await clock.settle();
  list.refresh();
  list.close();
  await clock.settle();
  assert.equal(clock.pending, 0);
  await clock.advance(10 * REFRESH_MS);
  assert.equal(answers.length, 1);
});
