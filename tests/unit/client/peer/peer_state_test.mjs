// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {peerState} from '../../../../web/js/client/peer/peer-state.js';

const CONNECTION_STATES = ['new', 'connecting', 'connected', 'disconnected', 'failed', 'closed'];
const states = (...flags) => CONNECTION_STATES.map((state) => peerState(state, ...flags));

test('the state is that of the connection', () => {
  assert.deepEqual(states(false, false),
    ['connecting', 'connecting', 'connected', 'interrupted', 'failed', 'closed']);
});

test('who has gone from the room is away as long as there is a connection', () => {
  assert.deepEqual(states(true, false), ['away', 'away', 'away', 'away', 'away', 'closed']);
});

test('who is suspended is away if nothing flows', () => {
  assert.deepEqual(states(false, true), ['away', 'away', 'connected', 'away', 'away', 'closed']);
});
