// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {SettingsStore} from '../../../../web/js/page/settings/settings.js';

const KEY = 'parley.settings';

const DEFAULTS = {
  username: '', microphoneId: '', cameraId: '', speakerId: '', microphoneOn: true, cameraOn: true,
  echoCancellation: true, noiseSuppression: true, autoGainControl: true, height: 720, frameRate: 30, iceServers: [],
  relayOnly: false,
  shortcuts: true, language: '',
};

/** As much of localStorage as is used. */
function fakeStorage(content) {
  const items = new Map(content === undefined ? [] : [[KEY, content]]);
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => items.set(key, value),
    kept: () => JSON.parse(items.get(KEY)),
  };
}

const storeOn = (storage) => new SettingsStore(() => storage);

test('without anything stored the defaults hold', () => {
  assert.deepEqual(storeOn(fakeStorage()).load(), DEFAULTS);
});

test('what is saved is there for the next page', () => {
  const storage = fakeStorage();
  const patch = {
    username: 'Ziggy', cameraId: 'c1', cameraOn: false, noiseSuppression: false, height: 1080, frameRate: 15,
    iceServers: [{urls: ['stun:stun.example.org']}], relayOnly: true,
  };
  assert.deepEqual(storeOn(storage).save(patch), {...DEFAULTS, ...patch});
  assert.deepEqual(storeOn(storage).load(), {...DEFAULTS, ...patch});
});

test('junk in the storage is ignored', () => {
  for (const junk of ['', 'x', '{', 'null', '7', '"x"', '[]', '[1,2]', '{"username":']) {
    assert.deepEqual(storeOn(fakeStorage(junk)).load(), DEFAULTS, junk);
  }
});

test('each field is judged by itself', () => {
  const stored = JSON.stringify({
    username: 'evil \u202e name', microphoneId: 7, cameraId: 'c1', speakerId: 's'.repeat(600), microphoneOn: 'yes',
    cameraOn: false, echoCancellation: null, noiseSuppression: 0, autoGainControl: [], height: 480, frameRate: '15',
    iceServers: [{urls: ['javascript:alert(1)']}, {urls: ['stun:a']}], relayOnly: 1, unknown: true,
    toString: true,
  });
  assert.deepEqual(storeOn(fakeStorage(stored)).load(), {
    ...DEFAULTS, cameraId: 'c1', cameraOn: false, iceServers: [{urls: ['stun:a']}],
  });
});

test('names that are too long or not clean are no names', () => {
  for (const username of ['n'.repeat(65), ' padded ', '\u0000', 7, null]) {
    assert.equal(storeOn(fakeStorage(JSON.stringify({username}))).load().username, '');
  }
  assert.equal(storeOn(fakeStorage('{"username":"Ziggy"}')).load().username, 'Ziggy');
});

test('a value that cannot be is not saved', () => {
  const storage = fakeStorage();
  assert.deepEqual(storeOn(storage).save({height: 5, cameraOn: false}), {...DEFAULTS, cameraOn: false});
  assert.deepEqual(storage.kept(), {cameraOn: false});
});

test('an empty name is one', () => {
  const store = storeOn(fakeStorage('{"username":"Ziggy"}'));
  assert.equal(store.save({username: ''}).username, '');
});

test('two pages keep their own settings and do not undo each other’s', () => {
  const storage = fakeStorage();
  const one = storeOn(storage);
  const other = storeOn(storage);
  one.save({height: 360});
  other.save({frameRate: 15});
  assert.equal(one.load().frameRate, 30);
  assert.deepEqual(storage.kept(), {height: 360, frameRate: 15});
});

test('a storage that refuses everything costs only the memory', () => {
  const store = new SettingsStore(() => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  });
  store.save({username: 'Ziggy'});
  assert.deepEqual(store.load(), {...DEFAULTS, username: 'Ziggy'});
});

test('a full storage does too', () => {
  const store = storeOn({...fakeStorage(), setItem: () => {
    throw new DOMException('full', 'QuotaExceededError');
  }});
  assert.equal(store.save({height: 360}).height, 360);
  assert.equal(store.load().height, 360);
});

test('what was loaded is a copy', () => {
  const store = storeOn(fakeStorage('{"iceServers":[{"urls":["stun:a"]}]}'));
  store.load().iceServers.pop();
  assert.equal(store.load().iceServers.length, 1);
});
