// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {hue, initials} from '../../../../web/js/page/ui/avatar.js';

test('initials are of the first and the last word', () => {
  for (const [name, letters] of [
    ['Ada Lovelace', 'AL'], ['María José Carreño', 'MC'], ['jun', 'J'], ['  Emmy  ', 'E'], ['jean-luc p.', 'JP'],
    ['Радия', 'Р'], ['大谷 翔', '大翔'], ['(Bob)', 'B'], ['4 Eyes', '4E'], ['Ada ✨', 'A'],
  ]) assert.equal(initials(name), letters, name);
});

test('a name without letters shows its first character, whole', () => {
  assert.equal(initials('👩‍👧 👍'), '👩‍👧');
  assert.equal(initials(''), '?');
});

test('a name has the same colour everywhere, and others mostly another', () => {
  assert.equal(hue('Ada'), hue('Ada'));
  const hues = new Set(['Ada', 'Grace', 'Jun', 'Emmy', 'Alan'].map(hue));
  assert.ok(hues.size >= 4);
  for (const value of hues) assert.ok(value >= 0 && value < 360);
});
