// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {ofTracks, setUp, settle} from '../../../support/web/local-media-set-up.mjs';
import {device, mediaFailure} from '../../../support/web/fake-media-devices.mjs';

test('a microphone is opened with the switches, a camera with its size as a wish', async () => {
  const {media, mediaDevices} = setUp();
  await media.openMicrophone({deviceId: 'headset', echoCancellation: false, autoGainControl: true});
  await media.openCamera({height: 720, frameRate: 30, facingMode: 'user'});
  assert.deepEqual(mediaDevices.asked, [
    {audio: {deviceId: {exact: 'headset'}, echoCancellation: false, autoGainControl: true}},
    {video: {height: {ideal: 720}, width: {ideal: 1280}, frameRate: {ideal: 30}, facingMode: {ideal: 'user'}}},
  ]);
  assert.equal(media.track('microphone').label, 'the headset');
  assert.equal(media.track('camera').contentHint, 'motion');
  assert.deepEqual(media.cameraStream.getTracks(), [media.track('microphone'), media.track('camera')]);
});

test('what is wanted in general only is asked for plainly', async () => {
  const {media, mediaDevices} = setUp();
  await media.openMicrophone();
  await media.openCamera({deviceId: ''});
  assert.deepEqual(mediaDevices.asked, [{audio: true}, {video: true}]);
});

test('both in the same moment are one question', async () => {
  const {media, mediaDevices, told} = setUp();
  await Promise.all([media.openMicrophone(), media.openCamera({height: 360})]);
  assert.deepEqual(mediaDevices.asked, [
    {audio: true, video: {height: {ideal: 360}, width: {ideal: 640}}},
  ]);
  assert.equal(media.track('microphone').kind, 'audio');
  assert.equal(media.track('camera').kind, 'video');
  assert.deepEqual(ofTracks(told), ['change microphone', 'change camera']);
});

test('where not both can be had in one question, each is tried by itself', async () => {
  const {media, mediaDevices} = setUp({devices: [device('audioinput', 'headset')]});
  const [microphone, camera] = await Promise.allSettled([media.openMicrophone(), media.openCamera()]);
  assert.equal(microphone.status, 'fulfilled');
  assert.equal(camera.reason.code, 'missing');
  assert.equal(camera.reason.slot, 'camera');
  assert.deepEqual(mediaDevices.asked, [{audio: true, video: true}, {audio: true}, {video: true}]);
});

test('a question for both that was closed is not asked again', async () => {
  const {media, mediaDevices} = setUp();
  mediaDevices.failNext(mediaFailure('NotAllowedError', 'Permission dismissed'));
  const outcomes = await Promise.allSettled([media.openMicrophone(), media.openCamera()]);
  assert.deepEqual(outcomes.map(({reason}) => [reason.slot, reason.code]),
    [['microphone', 'refused'], ['camera', 'refused']]);
  assert.equal(mediaDevices.asked.length, 1);
});

test('a device that is gone gives way to the default one', async () => {
  const {media, mediaDevices} = setUp();
  await media.openCamera({deviceId: 'thrown away', height: 360});
  assert.deepEqual(mediaDevices.asked, [
    {video: {height: {ideal: 360}, width: {ideal: 640}, deviceId: {exact: 'thrown away'}}},
    {video: {height: {ideal: 360}, width: {ideal: 640}}},
  ]);
  assert.equal(media.track('camera').label, 'the front');
});

test('a browser that does not find a device gives the default one too', async () => {
  const {media, mediaDevices} = setUp();
  mediaDevices.failNext(mediaFailure('NotFoundError'));
  await media.openMicrophone({deviceId: 'thrown away'});
  assert.deepEqual(mediaDevices.asked, [{audio: {deviceId: {exact: 'thrown away'}}}, {audio: true}]);
});

test('where there is no device at all less is not asked for', async () => {
  const {media, mediaDevices} = setUp({devices: []});
  await assert.rejects(media.openCamera({height: 720}), {code: 'missing', slot: 'camera'});
  assert.equal(mediaDevices.asked.length, 1);
});

test('a camera that refuses the size is opened with its own', async () => {
  const {media, mediaDevices} = setUp();
  mediaDevices.failNext(mediaFailure('OverconstrainedError'));
  mediaDevices.failNext(mediaFailure('OverconstrainedError'));
  await media.openCamera({deviceId: 'back', height: 1080});
  assert.deepEqual(mediaDevices.asked.at(-1), {video: true});
  assert.equal(mediaDevices.asked.length, 3);
  assert.equal(media.track('camera').readyState, 'live');
});

test('a camera that refuses everything has failed, after three attempts', async () => {
  const {media, mediaDevices} = setUp();
  for (let i = 0; i < 3; i += 1) mediaDevices.failNext(mediaFailure('OverconstrainedError'));
  await assert.rejects(media.openCamera({deviceId: 'back', height: 1080}), {code: 'failed', slot: 'camera'});
  assert.equal(mediaDevices.asked.length, 3);
});

test('who refuses is asked once', async () => {
  const {media, mediaDevices, told} = setUp();
  mediaDevices.failNext(mediaFailure('NotAllowedError', 'Permission denied'));
  await assert.rejects(media.openCamera({deviceId: 'back', height: 720}), {code: 'refused'});
  assert.equal(mediaDevices.asked.length, 1);
  assert.deepEqual([media.track('camera'), told], [null, []]);
});

test('a page from http has no devices', async () => {
  const {media} = setUp({mediaDevices: undefined});
  await assert.rejects(media.openMicrophone(), {code: 'insecure', slot: 'microphone'});
  await assert.rejects(media.openCamera(), {code: 'insecure', slot: 'camera'});
  await assert.rejects(media.shareScreen(), {code: 'insecure', slot: 'screen'});
  await media.refreshDevices();
  assert.deepEqual(media.devices, {microphones: [], cameras: [], speakers: []});
  media.close();
});

test('a closed camera is stopped, and opened again as it was', async () => {
  const {media, mediaDevices, told} = setUp();
  await media.openCamera({deviceId: 'back', height: 720});
  const [first] = mediaDevices.given;
  media.closeCamera();
  assert.deepEqual([first.readyState, first.listeners], ['ended', 0]);
  assert.equal(media.track('camera'), null);
  assert.deepEqual(media.cameraStream.getTracks(), []);
  await media.openCamera();
  assert.deepEqual(mediaDevices.asked.at(-1), mediaDevices.asked[0]);
  assert.deepEqual(ofTracks(told), ['change camera', 'change camera', 'change camera']);
});

test('what is named changes, the rest stays as it was last time', async () => {
  const {media, mediaDevices} = setUp();
  await media.openMicrophone({deviceId: 'headset', noiseSuppression: true});
  await media.openMicrophone({noiseSuppression: false});
  await media.openMicrophone({deviceId: ''});
  assert.deepEqual(mediaDevices.asked, [
    {audio: {deviceId: {exact: 'headset'}, noiseSuppression: true}},
    {audio: {deviceId: {exact: 'headset'}, noiseSuppression: false}},
    {audio: {noiseSuppression: false}},
  ]);
});

test('a device and a side exclude each other', async () => {
  const {media, mediaDevices} = setUp();
  await media.openCamera({deviceId: 'back'});
  await media.openCamera({facingMode: 'user'});
  await media.openCamera({deviceId: 'back'});
  assert.deepEqual(mediaDevices.asked, [
    {video: {deviceId: {exact: 'back'}}},
    {video: {facingMode: {ideal: 'user'}}},
    {video: {deviceId: {exact: 'back'}}},
  ]);
});

test('a replaced track is stopped once the new one is there', async () => {
  const {media, mediaDevices, told} = setUp();
  await media.openMicrophone();
  const answers = mediaDevices.hold();
  const opened = media.openMicrophone({deviceId: 'built in'});
  await settle();
  const [first] = mediaDevices.given;
  assert.equal(first.readyState, 'live');
  answers[0]();
  await opened;
  assert.deepEqual([first.readyState, first.listeners], ['ended', 0]);
  assert.deepEqual(media.cameraStream.getTracks().map(({label}) => label), ['the built in']);
  assert.deepEqual(ofTracks(told), ['change microphone', 'change microphone']);
});

test('a microphone that is off stays off when it is replaced', async () => {
  const {media, told} = setUp();
  await media.openMicrophone();
  media.microphoneOn = false;
  media.microphoneOn = false;
  assert.equal(media.track('microphone').enabled, false);
  await media.openMicrophone({deviceId: 'built in'});
  assert.equal(media.track('microphone').enabled, false);
  media.microphoneOn = true;
  assert.equal(media.track('microphone').enabled, true);
  assert.equal(ofTracks(told).length, 4);
});

test('another processing of the sound ends the old microphone before the new one is opened', async () => {
  const {media, mediaDevices} = setUp();
  await media.openMicrophone({noiseSuppression: true});
  const answers = mediaDevices.hold();
  const opened = media.openMicrophone({noiseSuppression: false});
  await settle();
  const [first] = mediaDevices.given;
  assert.equal(first.readyState, 'ended');
  answers[0]();
  await opened;
  assert.equal(media.track('microphone').readyState, 'live');
});

test('another size leaves the running camera in place', async () => {
  const {media, mediaDevices, told} = setUp();
  await media.openCamera({height: 360});
  const track = media.track('camera');
  await media.openCamera({height: 720, frameRate: 15});
  assert.equal(media.track('camera'), track);
  assert.deepEqual(track.applied, [{height: {ideal: 720}, width: {ideal: 1280}, frameRate: {ideal: 15}}]);
  assert.equal(mediaDevices.asked.length, 1);
  assert.deepEqual(ofTracks(told), ['change camera']);
});

test('another size leaves the camera of a side in place, too', async () => {
  const {media, mediaDevices} = setUp();
  await media.openCamera({facingMode: 'environment'});
  await media.openCamera({height: 720});
  assert.equal(mediaDevices.asked.length, 1);
});

test('back to the default camera is another camera', async () => {
  const {media} = setUp();
  await media.openCamera({deviceId: 'back'});
  await media.openCamera({deviceId: ''});
  assert.equal(media.track('camera').label, 'the front');
});

test('a camera that cannot change its size is opened anew', async () => {
  const {media, mediaDevices} = setUp();
  await media.openCamera({height: 360});
  const [first] = mediaDevices.given;
  first.refusal = mediaFailure('OverconstrainedError');
  await media.openCamera({height: 720});
  assert.deepEqual(mediaDevices.asked.at(-1), {video: {height: {ideal: 720}, width: {ideal: 1280}}});
  assert.deepEqual(mediaDevices.given.map(({readyState}) => readyState), ['ended', 'live']);
});
