// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {device, mediaFailure} from '../../../support/web/fake-media-devices.mjs';
import {ofTracks, setUp, settle} from '../../../support/web/local-media-set-up.mjs';

/** A track that has ended sooner than this after its opening is not replaced. */
const LEAST_LIFE_MS = 1000;

/** A microphone that has been in use for long enough. */
async function setUpInUse(options, microphone = {deviceId: 'headset'}) {
  const all = setUp(options);
  await all.media.openMicrophone(microphone);
  await all.clock.advance(LEAST_LIFE_MS);
  all.told.length = 0;
  all.mediaDevices.asked.length = 0;
  return all;
}

test('the lists have labels once a device was opened', async () => {
  const {media, told} = setUp();
  await media.refreshDevices();
  assert.deepEqual(media.devices.microphones.map(({label}) => label), ['']);
  await media.openMicrophone();
  await settle();
  assert.deepEqual(media.devices.microphones.map(({label}) => label), ['the headset', 'the built in']);
  assert.deepEqual(media.devices.cameras.map(({label}) => label), ['the front', 'the back']);
  assert.deepEqual(media.devices.speakers.map(({label}) => label), ['the speaker']);
  assert.deepEqual(told, ['devices', 'change microphone', 'devices']);
});

test('a device that is plugged in is listed, and only a change is told', async () => {
  const {media, mediaDevices, told} = await setUpInUse();
  mediaDevices.plug(device('videoinput', 'new'));
  await settle();
  assert.deepEqual(media.devices.cameras.map(({deviceId}) => deviceId), ['front', 'back', 'new']);
  mediaDevices.dispatchEvent(new Event('devicechange'));
  await media.refreshDevices();
  assert.deepEqual(told, ['devices']);
});

test('lists that the browser does not tell stay as they are', async () => {
  const {media, mediaDevices, told} = await setUpInUse();
  const before = media.devices;
  mediaDevices.enumerateDevices = async () => { throw mediaFailure('NotAllowedError'); };
  await media.refreshDevices();
  assert.equal(media.devices, before);
  assert.deepEqual(told, []);
});

test('of two answers that cross, the later question counts', async () => {
  const {media, mediaDevices} = await setUpInUse();
  const answers = [];
  mediaDevices.enumerateDevices = () => new Promise((resolve) => { answers.push(resolve); });
  const both = [media.refreshDevices(), media.refreshDevices()];
  answers[1]([device('audioinput', 'newest')]);
  await settle();
  answers[0]([device('audioinput', 'oldest')]);
  await Promise.all(both);
  assert.deepEqual(media.devices.microphones.map(({deviceId}) => deviceId), ['newest']);
});

test('the default device stands in for one that was unplugged, and only then that is told', async () => {
  const {media, mediaDevices, told} = await setUpInUse({}, {deviceId: 'headset', echoCancellation: false});
  media.microphoneOn = false;
  told.length = 0;
  const held = [];
  media.on('lost', () => held.push(media.track('microphone')?.label));
  mediaDevices.unplug('headset');
  assert.equal(media.track('microphone'), null, 'at once');
  await settle();
  assert.equal(media.track('microphone').label, 'the built in');
  assert.equal(media.track('microphone').enabled, false);
  assert.deepEqual(mediaDevices.asked, [{audio: {echoCancellation: false}}]);
  assert.deepEqual(ofTracks(told), ['change microphone', 'change microphone', 'lost microphone']);
  assert.deepEqual(held, ['the built in']);
});

test('a list from before the unplugging misleads nobody', async () => {
  const {media, mediaDevices} = await setUpInUse();
  const answers = [];
  mediaDevices.enumerateDevices = () => new Promise((resolve) => { answers.push(resolve); });
  mediaDevices.unplug('headset');
  assert.equal(answers.length, 2, 'asked for the track that has ended, and because the devices have changed');
  answers[0]([device('audioinput', 'headset'), device('audioinput', 'built in')]);
  await settle();
  answers[1]([device('audioinput', 'built in')]);
  await settle();
  assert.equal(media.track('microphone').label, 'the built in');
});

test('a browser that knows no groups tells devices by their ids', async () => {
  const {mediaDevices} = await setUpInUse({devices: [device('audioinput', 'headset', '')]});
  mediaDevices.replaceList([device('audioinput', 'headset', 'of its own')]);
  mediaDevices.given[0].end();
  await settle();
  assert.deepEqual(mediaDevices.asked, []);
});

test('a device that is back is returned to with the next opening', async () => {
  const {media, mediaDevices} = await setUpInUse();
  mediaDevices.unplug('headset');
  await settle();
  mediaDevices.plug(device('audioinput', 'headset'));
  await settle();
  assert.equal(media.track('microphone').label, 'the built in');
  await media.openMicrophone();
  assert.equal(media.track('microphone').label, 'the headset');
});

test('the default device is known by its group: its id stays', async () => {
  const listed = (real) => [device('audioinput', 'default', real), device('audioinput', real, real)];
  const {media, mediaDevices, told} = await setUpInUse({devices: listed('headset')}, {deviceId: 'default'});
  mediaDevices.replaceList(listed('built in'));
  mediaDevices.given[0].end();
  await settle();
  assert.equal(media.track('microphone').getSettings().groupId, 'built in');
  assert.deepEqual(ofTracks(told), ['change microphone', 'change microphone', 'lost microphone']);
});

test('without another device the slot stays empty', async () => {
  const {media, mediaDevices, told} = await setUpInUse({devices: [device('audioinput', 'headset')]});
  mediaDevices.unplug('headset');
  await settle();
  assert.equal(media.track('microphone'), null);
  assert.deepEqual(mediaDevices.asked, []);
  assert.deepEqual(ofTracks(told), ['change microphone', 'lost microphone']);
});

test('a track that ends while its device is there is not replaced: its permission was taken back', async () => {
  const {media, mediaDevices, told} = await setUpInUse();
  mediaDevices.given[0].end();
  await settle();
  assert.equal(media.track('microphone'), null);
  assert.deepEqual(mediaDevices.asked, []);
  assert.deepEqual(ofTracks(told), ['change microphone', 'lost microphone']);
});

test('where the list has no ids any more nothing is opened', async () => {
  const {mediaDevices, told} = await setUpInUse();
  mediaDevices.replaceList([device('audioinput', '', '')]);
  mediaDevices.given[0].end();
  await settle();
  assert.deepEqual(mediaDevices.asked, []);
  assert.deepEqual(ofTracks(told), ['change microphone', 'lost microphone']);
});

test('a default device that cannot be opened is tried once', async () => {
  const {media, mediaDevices, told} = await setUpInUse();
  mediaDevices.busy.add('built in');
  mediaDevices.unplug('headset');
  await settle();
  assert.equal(media.track('microphone'), null);
  assert.equal(mediaDevices.asked.length, 1);
  assert.deepEqual(ofTracks(told), ['change microphone', 'lost microphone']);
});

test('one that ends as soon as it was opened is not replaced, so there is no loop', async () => {
  const {media, mediaDevices, clock} = await setUpInUse();
  mediaDevices.unplug('headset');
  await settle();
  mediaDevices.plug(device('audioinput', 'other'));
  await clock.advance(LEAST_LIFE_MS - 1);
  mediaDevices.unplug('built in');
  await settle();
  assert.equal(media.track('microphone'), null);
});

test('one that has stood in for a while is stood in for', async () => {
  const {media, mediaDevices, clock} = await setUpInUse();
  mediaDevices.unplug('headset');
  await settle();
  mediaDevices.plug(device('audioinput', 'other'));
  await clock.advance(LEAST_LIFE_MS);
  mediaDevices.unplug('built in');
  await settle();
  assert.equal(media.track('microphone').label, 'the other');
});

test('a microphone that is closed while another is opened in its place stays closed', async () => {
  const {media, mediaDevices} = await setUpInUse();
  const answers = mediaDevices.hold();
  mediaDevices.unplug('headset');
  await settle();
  media.closeMicrophone();
  answers[0]();
  await settle();
  assert.equal(media.track('microphone'), null);
  assert.equal(mediaDevices.given.at(-1).readyState, 'ended');
});

test('while a person is choosing another device none is chosen for them', async () => {
  const {media, mediaDevices, told} = await setUpInUse();
  const answers = mediaDevices.hold();
  const opened = media.openMicrophone({deviceId: 'built in'});
  await settle();
  mediaDevices.unplug('headset');
  await settle();
  answers[0]();
  await opened;
  assert.equal(mediaDevices.asked.length, 1);
  assert.equal(media.track('microphone').label, 'the built in');
  assert.deepEqual(ofTracks(told), ['change microphone', 'lost microphone', 'change microphone']);
});

test('a camera that vanishes is replaced like a microphone', async () => {
  const {media, mediaDevices, clock, told} = setUp();
  await media.openCamera({facingMode: 'user', height: 720});
  await clock.advance(LEAST_LIFE_MS);
  mediaDevices.unplug('front');
  await settle();
  assert.equal(media.track('camera').label, 'the back');
  assert.equal(media.track('camera').contentHint, 'motion');
  assert.deepEqual(mediaDevices.asked.at(-1), {video: {height: {ideal: 720}, width: {ideal: 1280}}});
  assert.deepEqual(ofTracks(told), ['change camera', 'change camera', 'change camera', 'lost camera']);
});

test('a device that vanishes when all is closed is told to nobody', async () => {
  const {media, mediaDevices, told} = await setUpInUse();
  mediaDevices.unplug('headset');
  media.close();
  told.length = 0;
  await settle();
  assert.equal(mediaDevices.asked.length, 0);
  assert.deepEqual(told, []);
});

test('closed by whoever is told of the loss, nothing stands in', async () => {
  for (const close of [(media) => media.close(), (media) => media.closeMicrophone()]) {
    const {media, mediaDevices, clock} = setUp();
    await media.openMicrophone({deviceId: 'headset'});
    await settle();
    clock.sleep(10_000);
    media.on('change', () => close(media));
    mediaDevices.unplug('headset');
    await settle();
    assert.equal(media.track('microphone'), null);
    assert.deepEqual(mediaDevices.given.map(({readyState}) => readyState), ['ended']);
  }
});
