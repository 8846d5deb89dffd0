// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {mediaFailure} from '../../../support/web/fake-media-devices.mjs';
import {ofTracks, setUp, settle} from '../../../support/web/local-media-set-up.mjs';

const states = ({given}) => given.map(({label, readyState}) => `${label}: ${readyState}`);

test('of two calls the last counts, whichever is answered first', async () => {
  for (const order of [[0, 1], [1, 0]]) {
    const {media, mediaDevices, told} = setUp();
    const answers = mediaDevices.hold();
    const both = [media.openCamera({deviceId: 'front'})];
    await settle();
    both.push(media.openCamera({deviceId: 'back'}));
    await settle();
    for (const index of order) {
      answers[index]();
      await settle();
    }
    await Promise.all(both);
    assert.equal(media.track('camera').label, 'the back');
    assert.deepEqual(states(mediaDevices).sort(), ['the back: live', 'the front: ended']);
    assert.deepEqual(ofTracks(told), ['change camera']);
  }
});

test('of two calls in the same moment only the last is asked for', async () => {
  const {media, mediaDevices} = setUp();
  await Promise.all([media.openCamera({deviceId: 'front'}), media.openCamera({deviceId: 'back'})]);
  assert.equal(media.track('camera').label, 'the back');
  assert.deepEqual(states(mediaDevices), ['the back: live']);
});

test('an overtaken call does not complain', async () => {
  const {media, mediaDevices} = setUp();
  const answers = mediaDevices.hold();
  mediaDevices.failNext(mediaFailure('NotAllowedError'));
  const first = media.openCamera();
  await settle();
  const second = media.openCamera();
  await settle();
  for (const answer of answers) answer();
  await first;
  await second;
  assert.equal(media.track('camera').readyState, 'live');
});

test('a camera that comes after closeCamera() is stopped', async () => {
  const {media, mediaDevices, told} = setUp();
  const answers = mediaDevices.hold();
  const opened = media.openCamera();
  await settle();
  media.closeCamera();
  answers[0]();
  await opened;
  assert.equal(media.track('camera'), null);
  assert.deepEqual(states(mediaDevices), ['the front: ended']);
  assert.deepEqual(ofTracks(told), []);
});

test('a replacement that fails leaves what is there, and its options', async () => {
  const {media, mediaDevices, told} = setUp();
  await media.openCamera({deviceId: 'front'});
  mediaDevices.failNext(mediaFailure('NotAllowedError'));
  await assert.rejects(media.openCamera({deviceId: 'back'}), {code: 'refused'});
  assert.deepEqual(states(mediaDevices), ['the front: live']);
  await media.openCamera({height: 720});
  assert.deepEqual(media.track('camera').applied, [{height: {ideal: 720}, width: {ideal: 1280}}]);
  assert.deepEqual(ofTracks(told), ['change camera']);
});

test('where only one can be open, the old one makes way', async () => {
  const {media, mediaDevices, told} = setUp();
  mediaDevices.isExclusive = true;
  await media.openMicrophone({deviceId: 'headset'});
  await media.openMicrophone({deviceId: 'built in'});
  assert.deepEqual(states(mediaDevices), ['the headset: ended', 'the built in: live']);
  assert.deepEqual(ofTracks(told), ['change microphone', 'change microphone']);
});

test('where another program holds the new one, the old one comes back', async () => {
  const {media, mediaDevices} = setUp();
  await media.openCamera({deviceId: 'front'});
  mediaDevices.busy.add('back');
  await assert.rejects(media.openCamera({deviceId: 'back'}), {code: 'busy'});
  assert.deepEqual(states(mediaDevices), ['the front: ended', 'the front: live']);
  assert.equal(media.track('camera').readyState, 'live');
  assert.deepEqual(media.cameraStream.getTracks(), [media.track('camera')]);
});

test('a camera comes back with the size that it was given while it ran', async () => {
  const {media, mediaDevices} = setUp();
  await media.openCamera({deviceId: 'front', height: 360});
  await media.openCamera({height: 720});
  mediaDevices.busy.add('back');
  await assert.rejects(media.openCamera({deviceId: 'back'}), {code: 'busy'});
  assert.deepEqual(mediaDevices.asked.at(-1).video.height, {ideal: 720});
});

test('where nothing comes back the slot is empty', async () => {
  const {media, mediaDevices, told} = setUp();
  await media.openCamera({deviceId: 'front'});
  mediaDevices.busy.add('back').add('front');
  await assert.rejects(media.openCamera({deviceId: 'back'}), {code: 'busy'});
  assert.equal(media.track('camera'), null);
  assert.deepEqual(media.cameraStream.getTracks(), []);
  assert.deepEqual(ofTracks(told), ['change camera', 'change camera']);
});

test('from front to back the old camera is stopped before the new one is asked for', async () => {
  const {media, mediaDevices} = setUp();
  await media.openCamera({facingMode: 'user'});
  const answers = mediaDevices.hold();
  const opened = media.openCamera({facingMode: 'environment'});
  await settle();
  assert.deepEqual(states(mediaDevices), ['the front: ended']);
  answers[0]();
  await opened;
  assert.equal(media.track('camera').readyState, 'live');
});

test('one that was overtaken makes way before the last one is tried again', async () => {
  const {media, mediaDevices} = setUp();
  mediaDevices.isExclusive = true;
  const answers = mediaDevices.hold();
  const first = media.openCamera({facingMode: 'user'});
  await settle();
  const second = media.openCamera({facingMode: 'environment'});
  await settle();
  mediaDevices.failNext(mediaFailure('NotReadableError'));
  answers[1]();
  await settle();
  assert.equal(answers.length, 2, 'it waits for the first one');
  answers[0]();
  await settle();
  answers[2]();
  await Promise.all([first, second]);
  assert.deepEqual(states(mediaDevices), ['the front: ended', 'the front: live']);
});

test('a camera that is busy with somebody else is asked for once', async () => {
  const {media, mediaDevices} = setUp();
  mediaDevices.busy.add('front');
  await assert.rejects(media.openCamera({deviceId: 'front'}), {code: 'busy'});
  assert.equal(mediaDevices.asked.length, 1);
});

test('after close() everything is stopped, also what comes late, and nothing is told', async () => {
  const {media, mediaDevices, told} = setUp();
  await media.openMicrophone();
  await media.shareScreen({sound: true});
  const answers = mediaDevices.hold();
  const late = [media.openCamera(), media.shareScreen({sound: true})];
  await settle();
  told.length = 0;
  media.close();
  for (const answer of answers) answer();
  await Promise.all([...late, media.openCamera(), media.openMicrophone(), media.shareScreen({sound: false})]);
  media.microphoneOn = false;
  mediaDevices.plug({kind: 'audioinput', deviceId: 'new', groupId: '', label: ''});
  await settle();
  assert.equal(mediaDevices.given.length, 6);
  assert.deepEqual([...new Set(mediaDevices.given.map(({readyState}) => readyState))], ['ended']);
  assert.deepEqual(mediaDevices.given.map(({listeners}) => listeners), [0, 0, 0, 0, 0, 0]);
  assert.equal(mediaDevices.listeners, 0);
  assert.deepEqual([...media.cameraStream.getTracks(), ...media.screenStream.getTracks()], []);
  assert.deepEqual(told, []);
});
