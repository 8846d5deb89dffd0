// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {addressOf, MOST_ICE_SERVERS, readIceServer, readStoredIceServers} from
  '../../../../web/js/page/settings/ice-server-fields.js';

const EMPTY = {url: '', username: '', credential: ''};
const TURN = {urls: ['turn:turn.example.org'], username: 'ziggy', credential: 'stardust'};

test('a STUN server wants an address alone', () => {
  const read = readIceServer({url: ' stun:stun.example.org ', username: 'left', credential: 'over'});
  assert.deepEqual(read, {server: {urls: ['stun:stun.example.org']}});
});

test('a TURN server comes with user name and password', () => {
  const read = readIceServer({url: 'TURN:turn.example.org', username: ' ziggy ', credential: 'stardust'});
  assert.deepEqual(read, {server: TURN});
});

test('a password is taken as it is', () => {
  const read = readIceServer({url: 'turn:turn.example.org', username: 'ziggy', credential: ' '});
  assert.equal(read.server.credential, ' ');
});

test('the first field that cannot be is named, and why', () => {
  const fieldsOf = (fields) => readIceServer({...EMPTY, ...fields});
  assert.equal(fieldsOf({}).field, 'url');
  assert.match(fieldsOf({}).problem, /^Enter the address/);
  assert.equal(fieldsOf({url: 'turn.example.org'}).field, 'url');
  assert.match(fieldsOf({url: 'turn.example.org'}).problem, /not an address/);
  assert.equal(fieldsOf({url: 'turn:turn.example.org', username: ' '}).field, 'username');
  assert.equal(fieldsOf({url: 'turns:turn.example.org', username: 'ziggy'}).field, 'credential');
});

test('of what is stored only servers are taken', () => {
  const stored = [
    TURN, {urls: 'stun:stun.example.org'}, null, 7, 'stun:a', [], {}, {urls: 7}, {urls: []}, {urls: [null]},
    {urls: ['javascript:alert(1)']}, {urls: ['turn:turn.example.org']}, {...TURN, credential: {}},
  ];
  assert.deepEqual(readStoredIceServers(stored), [TURN, {urls: ['stun:stun.example.org']}]);
});

test('what is stored may be no list at all', () => {
  for (const stored of [undefined, null, 7, 'x', {length: 1}]) assert.deepEqual(readStoredIceServers(stored), []);
});

test('there is a limit to how many are kept', () => {
  const stored = Array.from({length: MOST_ICE_SERVERS + 1}, () => TURN);
  assert.equal(readStoredIceServers(stored).length, MOST_ICE_SERVERS);
});

test('a server is shown by its address', () => {
  assert.equal(addressOf(TURN), 'turn:turn.example.org');
  assert.equal(addressOf({urls: 'stun:a'}), 'stun:a');
});
