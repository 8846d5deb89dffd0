// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Emitter} from '../../../../web/js/client/events.js';
import {ConnectionBanner} from '../../../../web/js/page/call/connection-banner.js';

class FakeManager extends Emitter {
  fire(type, detail) {
    this.emit(type, detail);
  }
}

function setUp() {
  const manager = new FakeManager();
  const notices = {banner: '', announced: [], announce(text) { this.announced.push(text); }};
  const timers = new Map();
  let last = 0;
  const banner = new ConnectionBanner(manager, notices, {
    setTimeout: (callback) => {
      timers.set(++last, callback);
      return last;
    },
    clearTimeout: (timer) => timers.delete(timer),
  });
  const wait = () => {
    const due = [...timers.values()];
    timers.clear();
    for (const callback of due) callback();
  };
  return {manager, notices, timers, wait, banner};
}

const LOST = {code: 1006, reason: '', delayMs: 500};

test('a first connection that takes long is told of', () => {
  const {notices, wait} = setUp();
  assert.equal(notices.banner, '');
  wait();
  assert.equal(notices.banner, 'Connecting…');
});

test('a blip does not flash', () => {
  const {manager, notices, timers, wait} = setUp();
  manager.fire('joined', {id: 'a', again: false});
  manager.fire('reconnecting', LOST);
  manager.fire('joined', {id: 'b', again: true});
  assert.equal(timers.size, 0);
  wait();
  assert.equal(notices.banner, '');
  assert.deepEqual(notices.announced, []);
});

test('what lasts is shown with its cause, and goes away by itself', () => {
  const {manager, notices, wait} = setUp();
  manager.fire('joined', {id: 'a', again: false});
  manager.fire('reconnecting', LOST);
  manager.fire('reconnecting', LOST);
  wait();
  assert.match(notices.banner, /was lost.*call continues/);
  manager.fire('reconnecting', {...LOST, code: 1012});
  assert.match(notices.banner, /being restarted/);
  manager.fire('joined', {id: 'b', again: true});
  assert.equal(notices.banner, '');
  assert.deepEqual(notices.announced, ['Connected again.']);
});

test('a blip does not flash after a longer interruption either', () => {
  const {manager, notices, wait} = setUp();
  wait();
  manager.fire('joined', {id: 'a', again: false});
  manager.fire('reconnecting', LOST);
  assert.equal(notices.banner, '');
});

test('after close nothing is shown', () => {
  const {banner, notices, timers} = setUp();
  banner.close();
  assert.equal(timers.size, 0);
  assert.equal(notices.banner, '');
});
