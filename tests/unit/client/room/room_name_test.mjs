// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {cleanRoomName, roomSocketUrl} from '../../../../web/js/client/room/room-name.js';

test('a name is cleaned to what everybody writes', () => {
  assert.equal(cleanRoomName('  Cafe\u0301 '), 'Caf\u00e9');
  assert.equal(cleanRoomName('our room'), 'our room');
});

test('what the server would refuse is no name', () => {
  for (const text of ['', ' ', '..', 'a/b', '100 %', 'a\u202eb', 'a\ud800', 'x'.repeat(65)]) {
    assert.equal(cleanRoomName(text), null, JSON.stringify(text));
  }
});

test('the address of a room has its name encoded once', () => {
  assert.equal(roomSocketUrl('our room', 'https://h').href, 'wss://h/room/our%20room/ws');
  assert.equal(roomSocketUrl('Cafe\u0301', 'http://h:8080/').href, 'ws://h:8080/room/Caf%C3%A9/ws');
  assert.equal(roomSocketUrl('x', 'https://h/parley/').href, 'wss://h/parley/room/x/ws');
  assert.throws(() => roomSocketUrl('a/b', 'https://h'), RangeError);
});
