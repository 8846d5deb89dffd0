// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {shortcutOf} from '../../../../web/js/page/call/shortcuts.js';

const RELEASED = {ctrlKey: false, altKey: false, metaKey: false, repeat: false};
const press = (key, more = {}) => shortcutOf({key, ...RELEASED, ...more});

test('single keys have their meaning, with Caps Lock, too', () => {
  assert.deepEqual(['m', 'M', 'v', 's', 'h', 'c', 'i', '?'].map((key) => press(key)),
    ['microphone', 'microphone', 'camera', 'screen', 'hand', 'chat', 'copy', 'help']);
});

test('the browser’s own combinations are left alone, and so is a key that is held', () => {
  const others = [{ctrlKey: true}, {altKey: true}, {metaKey: true}, {repeat: true}];
  for (const more of others) assert.equal(press('c', more), null);
});

test('other keys mean nothing', () => {
  for (const key of ['x', 'Enter', ' ', 'constructor', '__proto__', 'toString']) assert.equal(press(key), null, key);
});
