// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {deviceChoices} from '../../../../web/js/page/devices/device-select.js';

const DEFAULT = {value: '', text: 'System default'};

test('without a device there is nothing to choose', () => {
  assert.deepEqual(deviceChoices([], 'camera'), []);
});

test('before the browser tells more, there is the default', () => {
  assert.deepEqual(deviceChoices([{deviceId: '', label: ''}], 'camera'), [DEFAULT]);
});

test('devices have their names, or a number', () => {
  const devices = [{deviceId: 'a', label: 'Front camera'}, {deviceId: 'b', label: ''}];
  assert.deepEqual(deviceChoices(devices, 'camera'), [
    DEFAULT, {value: 'a', text: 'Front camera'}, {value: 'b', text: 'Camera 2'},
  ]);
});

test('what stands for another device is not listed twice', () => {
  const devices = [
    {deviceId: 'default', label: 'Default - Headset'}, {deviceId: 'communications', label: 'Communications - Headset'},
    {deviceId: 'a', label: 'Headset'},
  ];
  assert.deepEqual(deviceChoices(devices, 'microphone'), [DEFAULT, {value: 'a', text: 'Headset'}]);
});

test('the default says what it is, if that is known', () => {
  const [first] = deviceChoices([{deviceId: 'a', label: 'Headset'}], 'microphone', 'Headset');
  assert.equal(first.text, 'System default (Headset)');
});
