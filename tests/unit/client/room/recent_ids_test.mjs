// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {MAX_RECENT_IDS, RecentIds} from '../../../../web/js/client/room/recent-ids.js';

test('what was added is known until it is deleted', () => {
  const ids = new RecentIds();
  ids.add('a');
  assert.deepEqual([ids.has('a'), ids.has('b')], [true, false]);
  ids.delete('a');
  assert.equal(ids.has('a'), false);
});

test('beyond the limit the oldest is forgotten', () => {
  const ids = new RecentIds();
  for (let i = 0; i < MAX_RECENT_IDS; i += 1) ids.add(`id ${i}`);
  assert.equal(ids.has('id 0'), true);
  ids.add('one more');
  assert.deepEqual(['id 0', 'id 1', 'one more'].map((id) => ids.has(id)), [false, true, true]);
});

test('an id that comes again is the youngest', () => {
  const ids = new RecentIds();
  for (let i = 0; i < MAX_RECENT_IDS; i += 1) ids.add(`id ${i}`);
  ids.add('id 0');
  ids.add('one more');
  assert.deepEqual(['id 0', 'id 1'].map((id) => ids.has(id)), [true, false]);
});
