// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {iceVerdict} from '../../../../web/js/page/settings/ice-trial.js';

const STUN = {urls: ['stun:stun.example.org']};
const TURN = {urls: ['turn:turn.example.org'], username: 'u', credential: 'p'};
const NONE = {host: 2, srflx: 0, relay: 0};
const verdict = (server, types, errors = []) => iceVerdict(server, {types: {...NONE, ...types}, errors});

test('a TURN server works if it relays, and only then', () => {
  assert.deepEqual(verdict(TURN, {srflx: 1, relay: 1}), {
    works: true,
    lines: [
      'It works: the server relays.',
      'Candidates: 2 of this computer (host), 1 from STUN (srflx), 1 from TURN (relay).',
    ],
  });
  assert.equal(verdict(TURN, {srflx: 1}).works, false);
});

test('a STUN server works if it tells an address', () => {
  assert.equal(verdict(STUN, {srflx: 1}).works, true);
  const silent = verdict(STUN, {});
  assert.equal(silent.works, false);
  assert.match(silent.lines[0], /gave no address/);
});

test('errors are told in words, with their code, each once', () => {
  const url = 'turn:turn.example.org:3478?transport=udp';
  const refused = {url, errorCode: 401, errorText: 'Unauthorized'};
  const {lines} = verdict(TURN, {}, [refused, refused, {url: '', errorCode: 799, errorText: ''}]);
  assert.deepEqual(lines.slice(2), [
    `${url} refuses the user name or password (401: Unauthorized).`,
    'The server reports an error (799).',
  ]);
});

test('a server that cannot be reached is said to be that', () => {
  const {lines} = verdict(STUN, {}, [{url: 'stun:a', errorCode: 701, errorText: ''}]);
  assert.equal(lines[2], 'stun:a cannot be reached, or does not answer (701).');
});
