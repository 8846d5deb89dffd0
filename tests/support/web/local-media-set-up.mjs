// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {LocalMedia} from '../../../web/js/client/media/local-media.js';
import {fakeEnvironment} from './fake-environment.mjs';
import {device, FakeMediaDevices, FakeMediaStream} from './fake-media-devices.mjs';

/** A headset before a built-in microphone, a front camera before a back one, and a speaker. */
const DEVICES = [
  device('audioinput', 'headset'),
  device('audioinput', 'built in'),
  device('videoinput', 'front'),
  device('videoinput', 'back'),
  device('audiooutput', 'speaker'),
];

/**
 * A LocalMedia among fakes; `told` grows by a line with each of its events.
 * @param {{devices?: object[], mediaDevices?: FakeMediaDevices}} [options]
 */
export function setUp(options = {}) {
  const mediaDevices = 'mediaDevices' in options
    ? options.mediaDevices : new FakeMediaDevices(options.devices ?? DEVICES);
  const environment = fakeEnvironment({mediaDevices, MediaStream: FakeMediaStream});
  const media = new LocalMedia({environment});
  const told = [];
  media.on('change', ({slot}) => told.push(`change ${slot}`));
  media.on('lost', ({slot}) => told.push(`lost ${slot}`));
  media.on('devices', () => told.push('devices'));
  return {media, mediaDevices, told, clock: environment.clock};
}

/** Lets every promise that can go on do so. */
export const settle = () => new Promise((resolve) => {
  setImmediate(resolve);
});

/** What was told of tracks; that the lists have changed comes whenever the browser has answered. */
export const ofTracks = (told) => told.filter((line) => line !== 'devices');
