// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Emitter} from '../../../web/js/client/events.js';

class Bell extends Emitter {
  ring(tone) {
    this.emit('ring', tone);
  }

  stop() {
    this.silence();
  }
}

test('a callback gets what the event carries, until it is taken back', () => {
  const bell = new Bell();
  const heard = [];
  const stop = bell.on('ring', (tone) => heard.push(tone));
  bell.ring('a');
  stop();
  bell.ring('b');
  assert.deepEqual(heard, ['a']);
});

test('a plain listener finds the same in the detail', () => {
  const bell = new Bell();
  const heard = [];
  bell.addEventListener('ring', ({type, detail}) => heard.push({type, detail}));
  bell.ring({tone: 'a'});
  assert.deepEqual(heard, [{type: 'ring', detail: {tone: 'a'}}]);
});

test('the same callback given twice is called twice and taken back one by one', () => {
  const bell = new Bell();
  let rings = 0;
  const count = () => {
    rings += 1;
  };
  const stops = [bell.on('ring', count), bell.on('ring', count)];
  bell.ring();
  assert.equal(rings, 2);
  stops[0]();
  bell.ring();
  assert.equal(rings, 3);
});

test('once it is silent nothing is emitted', () => {
  const bell = new Bell();
  bell.on('ring', () => assert.fail('rang'));
  bell.stop();
  bell.ring();
});
