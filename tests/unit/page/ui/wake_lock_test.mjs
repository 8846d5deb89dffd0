// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {afterEach, beforeEach, test} from 'node:test';
import {setImmediate} from 'node:timers/promises';

import {WakeLock} from '../../../../web/js/page/ui/wake-lock.js';

class FakeDocument extends EventTarget {
  visibilityState = 'visible';

  show(state) {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

const navigatorBefore = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
/** @type {{released: boolean}[]} */
let locks;

beforeEach(() => {
  locks = [];
  globalThis.document = new FakeDocument();
  const request = async () => {
    const lock = {released: false, release: async () => { lock.released = true; }};
    locks.push(lock);
    return lock;
  };
  Object.defineProperty(globalThis, 'navigator', {value: {wakeLock: {request}}, configurable: true});
});

afterEach(() => {
  delete globalThis.document;
  delete globalThis.navigator;
  if (navigatorBefore) Object.defineProperty(globalThis, 'navigator', navigatorBefore);
});

test('the screen is kept awake from start to stop', async () => {
  const wakeLock = new WakeLock();
  wakeLock.start();
  await setImmediate();
  assert.deepEqual(locks.map(({released}) => released), [false]);
  wakeLock.stop();
  assert.deepEqual(locks.map(({released}) => released), [true]);
  document.show('visible');
  await setImmediate();
  assert.equal(locks.length, 1);
});

test('what the system took while the page was hidden is asked for anew', async () => {
  const wakeLock = new WakeLock();
  wakeLock.start();
  await setImmediate();
  document.show('hidden');
  locks[0].released = true;
  await setImmediate();
  assert.equal(locks.length, 1);
  document.show('visible');
  document.show('visible');
  await setImmediate();
  assert.equal(locks.filter(({released}) => !released).length, 1);
  wakeLock.stop();
});

test('a lock that comes after the end is given back', async () => {
  const wakeLock = new WakeLock();
  wakeLock.start();
  wakeLock.stop();
  await setImmediate();
  assert.deepEqual(locks.map(({released}) => released), [true]);
});

test('a browser without wake locks, or one that refuses, is no failure', async () => {
  navigator.wakeLock.request = async () => { throw new DOMException('no', 'NotAllowedError'); };
  const refused = new WakeLock();
  refused.start();
  await setImmediate();
  refused.stop();
  navigator.wakeLock = undefined;
  const absent = new WakeLock();
  absent.start();
  await setImmediate();
  absent.stop();
});
