// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Mistakes of a page, and a first connection that fails.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Manager} from '../../../../web/js/client/room/manager.js';
import {makeSignaler} from '../../../support/web/made-signaler.mjs';

/** What the Signaler tells after two failed attempts. */
async function toldOf(fetch, isOnline = true) {
  const {signaler, environment, clock} = makeSignaler({}, {fetch, isOnline: () => isOnline});
  const told = [];
  signaler.on('unreachable', ({reason, status}) => told.push([reason, status]));
  signaler.connect();
  environment.socket.serverClose(1006);
  await new Promise((resolve) => setImmediate(resolve));
  await clock.advance(250);
  environment.socket.serverClose(1006);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(signaler.state, 'reconnecting');
  signaler.close();
  assert.equal(clock.pending, 0);
  return told;
}

test('the status of a plain request says why the first attempt has failed, once', async () => {
  const expected = {404: 'not-found', 403: 'forbidden', 401: 'forbidden', 502: 'refused', 426: 'no-upgrade'};
  for (const [status, reason] of Object.entries(expected)) {
    assert.deepEqual(await toldOf(async () => ({status: Number(status)})), [[reason, Number(status)]]);
  }
});

test('a hidden response, none, and no network are told apart', async () => {
  const fails = async () => { throw new TypeError('failed'); };
  const hidden = async (url, {mode}) => (mode === 'cors' ? fails() : {status: 0});
  assert.deepEqual(await toldOf(hidden), [['hidden', null]]);
  assert.deepEqual(await toldOf(fails), [['no-response', null]]);
  assert.deepEqual(await toldOf(fails, false), [['offline', null]]);
});

test('an event that does not exist is refused, and so is a callback that is none', () => {
  const {signaler} = makeSignaler();
  assert.throws(() => signaler.on('opened', () => {}), /^TypeError: there is no event 'opened'/);
  assert.throws(() => signaler.on('open'), /^TypeError: the callback/);
});

test('a Manager without a whole address or without media is refused', () => {
  const media = {track: () => null, on: () => () => {}};
  assert.throws(() => new Manager({media}), /^TypeError: `url` must be the whole address/);
  assert.throws(() => new Manager({media, url: '/room/tea/ws'}), /^TypeError: `url` must be the whole address/);
  assert.throws(() => new Manager({media, url: 'ftp://parley.test/'}), /^TypeError: `url` must begin with wss:/);
  assert.throws(() => new Manager({url: 'ws://parley.test/room/tea/ws'}), /^TypeError: `media` must be a LocalMedia/);
});
