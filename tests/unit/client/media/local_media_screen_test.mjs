// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {mediaFailure} from '../../../support/web/fake-media-devices.mjs';
import {setUp, settle} from '../../../support/web/local-media-set-up.mjs';

test('a screen is shared with its sound, and stopped', async () => {
  const {media, mediaDevices, told} = setUp();
  await media.shareScreen({sound: true});
  assert.deepEqual(mediaDevices.asked, [{video: {frameRate: {ideal: 15, max: 30}}, audio: true}]);
  assert.equal(media.track('screen').contentHint, 'detail');
  assert.deepEqual(media.screenStream.getTracks(), [media.track('screen'), media.track('screenSound')]);
  media.stopScreen();
  assert.deepEqual([media.track('screen'), media.track('screenSound')], [null, null]);
  assert.deepEqual(media.screenStream.getTracks(), []);
  assert.deepEqual(mediaDevices.given.map(({readyState, listeners}) => [readyState, listeners]),
    [['ended', 0], ['ended', 0]]);
  assert.deepEqual(told, ['change screen', 'change screenSound', 'change screen', 'change screenSound']);
});

test('without sound there is no sound, and nothing is told of it', async () => {
  const {media, mediaDevices, told} = setUp();
  await media.shareScreen({sound: false});
  assert.equal(mediaDevices.asked[0].audio, false);
  assert.equal(media.track('screenSound'), null);
  media.stopScreen();
  media.stopScreen();
  assert.deepEqual(told, ['change screen', 'change screen']);
});

test('what the browser’s own bar ends empties both slots', async () => {
  const {media, mediaDevices, told} = setUp();
  await media.shareScreen({sound: true});
  told.length = 0;
  mediaDevices.given[0].end();
  assert.deepEqual([media.track('screen'), media.track('screenSound')], [null, null]);
  assert.deepEqual(mediaDevices.given.map(({readyState}) => readyState), ['ended', 'ended']);
  assert.deepEqual(told, ['change screen', 'change screenSound', 'lost screen']);
});

test('a screen goes on without its sound', async () => {
  const {media, mediaDevices, told} = setUp();
  await media.shareScreen({sound: true});
  told.length = 0;
  mediaDevices.given[1].end();
  assert.equal(media.track('screen').readyState, 'live');
  assert.equal(media.track('screenSound'), null);
  assert.deepEqual(told, ['change screenSound', 'lost screenSound']);
});

test('a closed picker is cancelled and leaves what is shared', async () => {
  const {media, mediaDevices} = setUp();
  await media.shareScreen({sound: true});
  mediaDevices.failNext(mediaFailure('NotAllowedError', 'Permission denied'));
  await assert.rejects(media.shareScreen({sound: true}), {code: 'cancelled', slot: 'screen'});
  assert.equal(media.track('screen').readyState, 'live');
});

test('another screen takes the place of the first, with the sound or without', async () => {
  const {media, mediaDevices} = setUp();
  await media.shareScreen({sound: true});
  await media.shareScreen({sound: false});
  assert.deepEqual(mediaDevices.given.map(({readyState}) => readyState), ['ended', 'ended', 'live']);
  assert.deepEqual(media.screenStream.getTracks(), [media.track('screen')]);
});

test('a browser without screens to share says so', async () => {
  const {media, mediaDevices} = setUp();
  mediaDevices.getDisplayMedia = undefined;
  await assert.rejects(media.shareScreen({sound: true}), {code: 'unsupported', slot: 'screen'});
});

test('the picker is asked for before anything is waited for, as browsers want it of a click', () => {
  const {media, mediaDevices} = setUp();
  media.shareScreen({sound: true});
  assert.equal(mediaDevices.asked.length, 1);
  media.close();
});

test('a screen that is chosen after it was stopped is not shared', async () => {
  const {media, mediaDevices, told} = setUp();
  const answers = mediaDevices.hold();
  const shared = media.shareScreen({sound: true});
  media.stopScreen();
  answers[0]();
  await shared;
  assert.deepEqual(mediaDevices.given.map(({readyState}) => readyState), ['ended', 'ended']);
  assert.deepEqual(told, []);
});

test('of two pickers the last counts, and whether the first was closed is of no interest', async () => {
  const {media, mediaDevices} = setUp();
  const answers = mediaDevices.hold();
  const both = [media.shareScreen({sound: false}), media.shareScreen({sound: false})];
  answers[1]();
  await settle();
  mediaDevices.failNext(mediaFailure('NotAllowedError'));
  answers[0]();
  await Promise.all(both);
  assert.equal(media.track('screen').readyState, 'live');
});

test('stopped by whoever is told of the picture, its sound ends with it', async () => {
  const {media, mediaDevices, told} = setUp();
  media.on('change', () => media.stopScreen());
  await media.shareScreen({sound: true});
  assert.deepEqual([media.track('screen'), media.track('screenSound')], [null, null]);
  assert.deepEqual(mediaDevices.given.map(({readyState, listeners}) => [readyState, listeners]),
    [['ended', 0], ['ended', 0]]);
  assert.deepEqual(told, ['change screen', 'change screen']);
});
