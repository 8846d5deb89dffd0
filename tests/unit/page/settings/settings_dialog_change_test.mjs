// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {changeSettings} from '../../../../web/js/page/settings/settings-dialog.js';
import {loadSettings} from '../../../../web/js/page/settings/settings.js';

/** Writes down what is asked of the media, of the Manager and of the page. */
function setUp(open) {
  const calls = [];
  const media = {
    track: (slot) => (open.includes(slot) ? {} : null),
    openMicrophone: async (options) => calls.push(['microphone', options]),
    openCamera: async (options) => calls.push(['camera', options]),
  };
  const manager = {setSending: (limits) => calls.push(['sending', limits])};
  const onChange = (patch) => calls.push(['page', patch]);
  return {calls, target: {media, manager, onChange}};
}

test('processing is switched in the open microphone at once', async () => {
  const {calls, target} = setUp(['microphone', 'camera']);
  await changeSettings(target, {noiseSuppression: false});
  assert.deepEqual(calls, [
    ['page', {noiseSuppression: false}],
    ['microphone', {deviceId: '', echoCancellation: true, noiseSuppression: false, autoGainControl: true}],
  ]);
  assert.equal(loadSettings().noiseSuppression, false);
});

test('another size reaches the camera and what is sent', async () => {
  const {calls, target} = setUp(['microphone', 'camera']);
  await changeSettings(target, {height: 360});
  assert.deepEqual(calls.slice(1), [
    ['sending', {maxHeight: 360, maxFrameRate: 30}],
    ['camera', {deviceId: '', height: 360, frameRate: 30}],
  ]);
});

test('a device that is not open stays closed', async () => {
  const {calls, target} = setUp([]);
  await changeSettings(target, {cameraId: 'c1', microphoneId: 'm1'});
  assert.deepEqual(calls, [['page', {cameraId: 'c1', microphoneId: 'm1'}]]);
});

test('what is no device’s business opens none', async () => {
  const {calls, target} = setUp(['microphone', 'camera']);
  await changeSettings(target, {speakerId: 's1', relayOnly: true});
  assert.equal(calls.length, 1);
});

test('before joining there is nobody to send to', async () => {
  const {calls, target} = setUp([]);
  await changeSettings({...target, manager: null}, {frameRate: 15});
  assert.deepEqual(calls, [['page', {frameRate: 15}]]);
});
