// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {afterEach, beforeEach, test} from 'node:test';

import {OwnLevel} from '../../../../web/js/page/devices/own-level.js';

/** @type {{isClosed: boolean}[]} */
let contexts;
/** Whether the browser connects a microphone to what measures it. */
let connects;

class FakeAudioContext {
  isClosed = false;
  state = 'running';

  constructor() {
    contexts.push(this);
  }

  createMediaStreamSource() {
    if (!connects) throw new DOMException('different sample-rate', 'NotSupportedError');
    return {connect: () => {}};
  }

  async close() {
    this.isClosed = true;
  }
}

const open = () => contexts.filter(({isClosed}) => !isClosed).length;

beforeEach(() => {
  contexts = [];
  connects = true;
  globalThis.AudioContext = FakeAudioContext;
  globalThis.MediaStream = class {};
  globalThis.AnalyserNode = class {
    getFloatTimeDomainData(samples) {
      samples.fill(0.5);
    }
  };
});

afterEach(() => {
  for (const name of ['AudioContext', 'AnalyserNode', 'MediaStream']) delete globalThis[name];
});

test('the level is that of the track, and silence while it is muted or there is none', () => {
  const level = new OwnLevel();
  const track = {enabled: true};
  level.listen(track);
  assert.equal(level.level, 0.5);
  track.enabled = false;
  assert.equal(level.level, 0);
  level.listen(null);
  assert.deepEqual([level.level, open()], [0, 0]);
});

test('the same track is listened to once, another one in its place', () => {
  const level = new OwnLevel();
  const track = {enabled: true};
  level.listen(track);
  level.listen(track);
  assert.equal(contexts.length, 1);
  level.listen({enabled: true});
  assert.deepEqual([contexts.length, open()], [2, 1]);
  level.close();
  assert.equal(open(), 0);
});

test('a microphone that the browser does not let measure is no failure, and is not tried over and over', () => {
  connects = false;
  const level = new OwnLevel();
  const track = {enabled: true};
  level.listen(track);
  level.listen(track);
  assert.deepEqual([level.level, contexts.length, open()], [0, 1, 0]);
});

test('without AudioContext there is silence', () => {
  delete globalThis.AudioContext;
  const level = new OwnLevel();
  level.listen({enabled: true});
  assert.equal(level.level, 0);
  level.close();
});
