// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {LevelMeter, levelOf, levelWord} from '../../../../web/js/page/devices/level-meter.js';

/** A sine of so many decibels below full scale. */
function sine(decibels) {
  const peak = Math.SQRT2 * 10 ** (decibels / 20);
  return Float32Array.from({length: 480}, (_, index) => peak * Math.sin(2 * Math.PI * index / 48));
}

test('silence is nothing, whatever is asked', () => {
  assert.equal(levelOf(new Float32Array(64)), 0);
  assert.equal(levelOf(new Float32Array(0)), 0);
  assert.equal(levelOf(sine(-80)), 0);
});

test('the level grows with the decibels', () => {
  assert.ok(Math.abs(levelOf(sine(-33)) - 0.5) < 0.001);
  assert.ok(levelOf(sine(-20)) > levelOf(sine(-30)));
});

test('full scale is full', () => {
  assert.equal(levelOf(new Float32Array(64).fill(1)), 1);
});

test('a level has a word', () => {
  assert.deepEqual([0, 0.2, 0.6, 1].map(levelWord), ['silent', 'quiet', 'good', 'loud']);
});

test('a microphone that the browser does not let measure leaves the bar empty, and nothing open', (context) => {
  let closed = 0;
  const stubs = {
    AudioContext: class { async close() { closed += 1; } },
    AnalyserNode: class {},
    MediaStream: class {},
    MediaStreamAudioSourceNode: class {
      constructor() {
        throw new DOMException('different sample-rate', 'NotSupportedError');
      }
    },
    document: new EventTarget(),
    cancelAnimationFrame: () => {},
    requestAnimationFrame: () => assert.fail('there is nothing to draw'),
  };
  Object.assign(globalThis, stubs);
  context.after(() => { for (const name of Object.keys(stubs)) delete globalThis[name]; });
  const levels = [];
  const style = {setProperty: (_, level) => levels.push(Number(level))};
  const meter = new LevelMeter({setAttribute: () => {}, style});
  meter.show({});
  assert.deepEqual([closed, levels.at(-1)], [1, 0]);
});
