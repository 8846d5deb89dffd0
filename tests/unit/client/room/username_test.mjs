// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {addressFor} from '../../../../web/js/client/room/manager-options.js';
import {cleanUsername} from '../../../../web/js/client/room/username.js';
import {forEachCase, golden} from '../../../support/web/golden.mjs';

test('a name is taken, cleaned or refused as the server does it', () => {
  forEachCase(golden('usernames.json').names, 40, ({input, clean}) => assert.equal(cleanUsername(input), clean));
});

test('the names of profile messages are judged as the server does it', () => {
  const withName = golden('usernames.json').profiles.filter(({data}) => {
    return data !== '' && typeof JSON.parse(data)?.username === 'string';
  });
  forEachCase(withName, 5, ({data, username}) => assert.equal(cleanUsername(JSON.parse(data).username), username));
});

test('the name is in the address, beside what is there already', () => {
  const url = 'ws://parley.test/room/r/ws?a=b';
  assert.equal(String(addressFor(url, 'Ada & Grace')), `${url}&username=Ada+%26+Grace`);
  assert.equal(String(addressFor(url, '')), url);
});
