// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {SendQueue} from '../../../../web/js/client/signaling/send-queue.js';

const entry = (text) => ({message: {receiver: 'room', type: 't'}, text});
const texts = (queue) => queue.takeAll().map(({text}) => text);

test('gives back in order what was put in, once', () => {
  const queue = new SendQueue({messages: 3, characters: 10});
  for (const text of ['a', 'b', 'c']) assert.ok(queue.push(entry(text)));
  assert.deepEqual(texts(queue), ['a', 'b', 'c']);
  assert.deepEqual(texts(queue), []);
});

test('refuses one message too many and keeps those it has', () => {
  const queue = new SendQueue({messages: 2, characters: 10});
  assert.deepEqual(['a', 'b', 'c'].map((text) => queue.push(entry(text))), [true, true, false]);
  assert.deepEqual(texts(queue), ['a', 'b']);
});

test('refuses what would make it too large, and still takes what fits', () => {
  const queue = new SendQueue({messages: 10, characters: 5});
  assert.deepEqual(['abc', 'def', 'gh'].map((text) => queue.push(entry(text))), [true, false, true]);
  assert.deepEqual(texts(queue), ['abc', 'gh']);
});

test('has all its room again once it was emptied', () => {
  const queue = new SendQueue({messages: 1, characters: 3});
  queue.push(entry('abc'));
  queue.takeAll();
  assert.ok(queue.push(entry('def')));
});
