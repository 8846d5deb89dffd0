// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {afterEach, beforeEach, test} from 'node:test';

import {PushToTalk} from '../../../../web/js/page/call/push-to-talk.js';

/** As much of an element as is asked: what it is inside of. */
class FakeElement {
  constructor(...kinds) {
    this.kinds = kinds;
  }

  closest(selector) {
    return selector.split(',').some((part) => this.kinds.includes(part.trim())) ? this : null;
  }
}

/** A key event whose target can be told. */
class Key extends Event {
  constructor(type, key, target, more = {}) {
    super(type, {cancelable: true});
    Object.defineProperty(this, 'target', {value: target});
    Object.assign(this, {key, repeat: false, ctrlKey: false, altKey: false, metaKey: false, ...more});
  }
}

const BODY = new FakeElement('body');
let microphone;
let ending;
let isEnabled;

beforeEach(() => {
  globalThis.Element = FakeElement;
  globalThis.document = new EventTarget();
  globalThis.window = new EventTarget();
  microphone = {microphoneOn: false, track: () => ({})};
  ending = new AbortController();
  isEnabled = true;
  new PushToTalk(microphone, () => isEnabled, ending.signal);
});

afterEach(() => {
  for (const name of ['Element', 'document', 'window']) delete globalThis[name];
});

function key(type, name, target = BODY, more = {}) {
  const event = new Key(type, name, target, more);
  document.dispatchEvent(event);
  return event;
}

test('the microphone is on while space is held', () => {
  assert.equal(key('keydown', ' ').defaultPrevented, true);
  assert.equal(microphone.microphoneOn, true);
  key('keydown', ' ', BODY, {repeat: true});
  assert.equal(microphone.microphoneOn, true);
  key('keyup', ' ');
  assert.equal(microphone.microphoneOn, false);
});

test('a microphone that is on stays on', () => {
  microphone.microphoneOn = true;
  key('keydown', ' ');
  key('keyup', ' ');
  assert.equal(microphone.microphoneOn, true);
});

test('whoever types gets a space', () => {
  assert.equal(key('keydown', ' ', new FakeElement('textarea')).defaultPrevented, false);
  assert.equal(microphone.microphoneOn, false);
});

test('a button that was reached with the keyboard is pressed, one that was clicked is not', () => {
  const button = new FakeElement('button');
  key('keydown', 'Tab');
  assert.equal(key('keydown', ' ', button).defaultPrevented, false);
  assert.equal(microphone.microphoneOn, false);
  document.dispatchEvent(new Event('pointerdown'));
  key('keydown', ' ', button);
  assert.equal(microphone.microphoneOn, true);
  assert.equal(key('keyup', ' ', button).defaultPrevented, true);
});

test('looking elsewhere ends it, and so does the end of the call', () => {
  key('keydown', ' ');
  window.dispatchEvent(new Event('blur'));
  assert.equal(microphone.microphoneOn, false);
  key('keydown', ' ');
  ending.abort();
  assert.equal(microphone.microphoneOn, false);
  key('keydown', ' ');
  assert.equal(microphone.microphoneOn, false);
});

test('without a microphone, with another key beside it, or switched off, nothing happens', () => {
  isEnabled = false;
  key('keydown', ' ');
  assert.equal(microphone.microphoneOn, false);
  isEnabled = true;
  key('keydown', ' ', BODY, {ctrlKey: true});
  assert.equal(microphone.microphoneOn, false);
  microphone.track = () => null;
  key('keydown', ' ');
  assert.equal(microphone.microphoneOn, false);
});
