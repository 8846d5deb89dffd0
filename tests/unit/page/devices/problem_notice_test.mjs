// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {joinFailures} from '../../../../web/js/page/devices/problem-notice.js';

const failure = (subject, code, retry = () => {}) => ({subject, error: {code}, retry});

test('one cause is told once', () => {
  const retried = [];
  const failures = ['camera', 'microphone'].map((subject) => failure(subject, 'refused', () => retried.push(subject)));
  const joined = joinFailures(failures);
  assert.equal(joined.length, 1);
  assert.equal(joined[0].subject, 'both');
  joined[0].retry();
  assert.deepEqual(retried, ['camera', 'microphone']);
});

test('two causes are told by themselves', () => {
  const failures = [failure('camera', 'busy'), failure('microphone', 'refused')];
  assert.deepEqual(joinFailures(failures), failures);
  assert.deepEqual(joinFailures([failures[0]]), [failures[0]]);
  assert.deepEqual(joinFailures([]), []);
});

test('a joined failure is busy while one of its parts is', () => {
  const failures = [failure('camera', 'refused'), {...failure('microphone', 'refused'), isBusy: true}];
  assert.equal(joinFailures(failures)[0].isBusy, true);
});
