// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {SpeakingWatch} from '../../../../web/js/page/stage/speaking.js';

/** A clock whose interval fires when it is told to. */
function fakeClock() {
  const clock = {time: 0, tick: null, now: () => clock.time, setInterval(callback, ms) {
    clock.tick = () => {
      clock.time += ms;
      callback();
    };
    return 1;
  }, clearInterval() { clock.tick = null; }};
  return clock;
}

function watch() {
  const clock = fakeClock();
  const speaking = new SpeakingWatch(clock);
  const voice = {level: 0, log: []};
  speaking.add(voice, () => voice.level, (isSpeaking) => voice.log.push(isSpeaking));
  return {clock, speaking, voice};
}

test('whoever is heard is speaking at the next look', () => {
  const {clock, voice} = watch();
  clock.tick();
  voice.level = 0.3;
  clock.tick();
  clock.tick();
  assert.deepEqual(voice.log, [true]);
});

test('a pause between words is not silence, a longer one is', () => {
  const {clock, voice} = watch();
  voice.level = 0.3;
  clock.tick();
  voice.level = 0;
  clock.tick();
  clock.tick();
  assert.deepEqual(voice.log, [true]);
  for (let i = 0; i < 3; i++) clock.tick();
  assert.deepEqual(voice.log, [true, false]);
});

test('noise below the threshold is nobody speaking', () => {
  const {clock, voice} = watch();
  voice.level = 0.005;
  for (let i = 0; i < 5; i++) clock.tick();
  assert.deepEqual(voice.log, []);
});

test('after close, and of whoever was taken out, nothing is told', () => {
  const {clock, speaking, voice} = watch();
  speaking.remove(voice);
  voice.level = 1;
  clock.tick();
  assert.deepEqual(voice.log, []);
  speaking.close();
  assert.equal(clock.tick, null);
});
