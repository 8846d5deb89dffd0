// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {isRoomName} from '../../../../web/js/client/room/room-name.js';
import {canonicalPath, makeRoomName, roomNameOfPath, tidyRoomName} from '../../../../web/js/page/preview/room-name.js';
import {golden} from '../../../support/web/golden.mjs';

const NAMES = 2000;

// Node 18 has it as a module only.
globalThis.crypto ??= (await import('node:crypto')).webcrypto;

test('names are readable, and 48 bits of chance are in each', () => {
  const names = Array.from({length: NAMES}, makeRoomName);
  const word = '[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]';
  const form = new RegExp(`^${word}-${word}-${word}$`);
  for (const name of names) assert.match(name, form);
  assert.equal(new Set(names).size, NAMES);
  // 16 consonants and 4 vowels at 9 and 6 places: 9 · 4 + 6 · 2 = 48, if each place takes them all.
  for (const place of [0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16]) {
    const letters = new Set(names.map((name) => name[place]));
    assert.equal(letters.size, letters.has('a') ? 4 : 16, `place ${place}`);
  }
});

test('page and server take the same names for rooms', () => {
  const {cases} = golden('room_ids.json');
  assert.ok(cases.length > 20);
  const judged = cases.map(({id}) => ({id, valid: isRoomName(id)}));
  assert.deepEqual(judged, cases.map(({id, valid}) => ({id, valid})));
});

test('what is plainly meant is put right', () => {
  assert.equal(tidyRoomName('  our own\troom '), 'our own room');
});

test('the address of a page names its room', () => {
  assert.equal(roomNameOfPath('/room/a.b~c'), 'a.b~c');
  assert.equal(roomNameOfPath('/chat/%7Eours/'), '~ours');
  assert.equal(roomNameOfPath('/parley/room/ours'), 'ours');
  assert.equal(roomNameOfPath('/room/Caf%C3%A9'), 'Caf\u00e9');
  assert.equal(roomNameOfPath('/room/Cafe%CC%81'), 'Caf\u00e9');
  assert.equal(roomNameOfPath('/room/%E0%A4'), '');
  assert.equal(roomNameOfPath('/'), '');
});

test('an address is passed on with the name as everybody writes it', () => {
  assert.equal(canonicalPath('/p/room/Cafe%CC%81'), '/p/room/Caf%C3%A9');
  for (const path of ['/room/Caf%C3%A9', '/room/a@b', '/room/%7Eours', '/room/%C3', '/']) {
    assert.equal(canonicalPath(path), path);
  }
});
