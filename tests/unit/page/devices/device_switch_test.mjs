// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setImmediate as turn} from 'node:timers/promises';

import {MediaError} from '../../../../web/js/client/media/media-error.js';
import {DeviceSwitch} from '../../../../web/js/page/devices/device-switch.js';

/** As much of a LocalMedia as the switch sees; each opening waits until the test answers. */
class FakeMedia {
  microphoneOn = true;
  tracks = {microphone: null, camera: null};
  /** @type {{slot: string, options: object, allow(): void, fail(code: string): void}[]} */
  requests = [];
  closed = 0;

  track(slot) {
    return this.tracks[slot];
  }

  openMicrophone(options) {
    return this.#open('microphone', options);
  }

  openCamera(options) {
    return this.#open('camera', options);
  }

  closeCamera() {
    this.closed += 1;
    this.tracks.camera = null;
  }

  #open(slot, options) {
    return new Promise((resolve, reject) => this.requests.push({
      slot,
      options,
      allow: () => {
        this.tracks[slot] = {};
        resolve();
      },
      fail: (code) => reject(new MediaError(code, slot)),
    }));
  }
}

function setUp(slot, stored = {}) {
  const saved = {microphoneOn: true, cameraOn: true, microphoneId: 'm1', cameraId: 'c1', height: 720, ...stored};
  const media = new FakeMedia();
  const settings = {load: () => saved, save: (patch) => Object.assign(saved, patch)};
  let changes = 0;
  const device = new DeviceSwitch(slot, {media, settings, onChange: () => { changes += 1; }});
  return {media, saved, device, changes: () => changes};
}

test('a device that is wanted is opened as it is set', async () => {
  const {media, device} = setUp('camera');
  device.open();
  assert.ok(device.isOpening);
  assert.equal(media.requests[0].options.deviceId, 'c1');
  assert.equal(media.requests[0].options.height, 720);
  media.requests[0].allow();
  await device.opening;
  assert.ok(!device.isOpening);
  assert.ok(device.isUsable);
  assert.equal(device.error, null);
});

test('a device that was off the last time stays off', () => {
  const camera = setUp('camera', {cameraOn: false});
  camera.device.open();
  assert.equal(camera.media.requests.length, 0);
  const microphone = setUp('microphone', {microphoneOn: false});
  microphone.device.open();
  assert.equal(microphone.media.requests.length, 0);
  assert.equal(microphone.media.microphoneOn, false);
});

test('a camera that is switched off is closed, and it is remembered', async () => {
  const {media, saved, device} = setUp('camera');
  device.open();
  media.requests[0].allow();
  await device.opening;
  device.toggle();
  assert.equal(media.closed, 1);
  assert.equal(saved.cameraOn, false);
  assert.ok(!device.isUsable);
  device.toggle();
  assert.equal(saved.cameraOn, true);
  assert.equal(media.requests.length, 2);
});

test('a microphone that is switched off is muted and stays open', async () => {
  const {media, saved, device} = setUp('microphone');
  device.open();
  media.requests[0].allow();
  await device.opening;
  device.toggle();
  assert.equal(media.microphoneOn, false);
  assert.equal(saved.microphoneOn, false);
  assert.notEqual(media.track('microphone'), null);
  device.toggle();
  assert.equal(media.microphoneOn, true);
  assert.equal(media.requests.length, 1);
});

test('what the browser answers to a camera that is no longer wanted is not heard', async () => {
  const {media, device} = setUp('camera');
  device.open();
  const asked = device.opening;
  device.toggle();
  media.requests[0].fail('refused');
  await asked;
  assert.equal(device.error, null);
  assert.ok(!device.isOpening);
});

test('a refusal is kept until the next try has come out well', async () => {
  const {media, device} = setUp('camera');
  device.open();
  media.requests[0].fail('refused');
  await device.opening;
  assert.equal(device.error.code, 'refused');
  assert.ok(!device.isUsable);
  device.toggle();
  assert.ok(device.isOn, 'a press tries again');
  assert.equal(device.error.code, 'refused');
  media.requests[1].allow();
  await device.opening;
  assert.equal(device.error, null);
  assert.ok(device.isUsable);
});

test('another device that cannot be had leaves the first one usable', async () => {
  const {media, device} = setUp('camera');
  device.open();
  media.requests[0].allow();
  await device.opening;
  device.open();
  media.requests[1].fail('busy');
  await device.opening;
  assert.equal(device.error.code, 'busy');
  assert.ok(device.isUsable);
});

test('a missing device is opened when devices have come', async () => {
  const {media, device} = setUp('camera');
  device.open();
  media.requests[0].fail('missing');
  await device.opening;
  device.onDevices();
  assert.equal(media.requests.length, 2);
});

test('a refused one is not asked for again by itself', async () => {
  const {media, device} = setUp('camera');
  device.open();
  media.requests[0].fail('refused');
  await device.opening;
  device.onDevices();
  assert.equal(media.requests.length, 1);
});

test('a refused one is opened when it has been allowed', async () => {
  const {media, device} = setUp('camera');
  device.open();
  media.requests[0].fail('refused');
  await device.opening;
  device.onAllowed();
  assert.equal(media.requests.length, 2);
});

test('a device that vanished without another is missing', async () => {
  const {media, device, changes} = setUp('camera');
  device.open();
  media.requests[0].allow();
  await device.opening;
  const before = changes();
  media.tracks.camera = null;
  device.onLost();
  assert.equal(device.error.code, 'missing');
  assert.ok(changes() > before);
});

test('the last answer counts', async () => {
  const {media, device} = setUp('camera');
  device.open();
  device.open();
  media.requests[1].allow();
  await device.opening;
  media.requests[0].fail('busy');
  await turn();
  assert.equal(device.error, null);
});
