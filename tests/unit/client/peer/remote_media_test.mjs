// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {RemoteMedia} from '../../../../web/js/client/peer/remote-media.js';
import {FakeMediaStream, FakeTrack} from '../../../support/web/fake-media-stream.mjs';

function setUp() {
  const receivers = [];
  const connection = {ontrack: null, getReceivers: () => receivers};
  const made = {connection, receivers, changes: 0};
  made.media = new RemoteMedia(connection, FakeMediaStream, () => { made.changes += 1; });
  /** A track comes in, in this stream or in none. */
  made.come = (kind, stream) => {
    const track = new FakeTrack(kind);
    stream?.addTrack(track);
    connection.ontrack({track, streams: stream ? [stream] : []});
    return track;
  };
  made.go = (track, stream) => {
    stream.removeTrack(track);
    stream.onremovetrack?.({track});
  };
  return made;
}

const stream = () => Object.assign(new FakeMediaStream(), {onremovetrack: null});

test('of somebody who does not say, everything is the camera', () => {
  const {media, come} = setUp();
  const only = stream();
  assert.deepEqual([media.camera, media.screen], [null, null]);
  come('audio', only);
  come('video', only);
  assert.deepEqual([media.camera, media.screen], [only, null]);
});

test('the other says which stream is which, before or after they come', () => {
  const {media, come} = setUp();
  const [first, shown] = [stream(), stream()];
  come('video', shown);
  media.ids = {camera: first.id, screen: shown.id};
  assert.deepEqual([media.camera, media.screen], [null, shown]);
  come('video', first);
  assert.deepEqual([media.camera, media.screen], [first, shown]);
});

test('a stream that is the screen is not the camera', () => {
  const {media, come} = setUp();
  const shown = stream();
  come('video', shown);
  media.ids = {camera: '', screen: shown.id};
  assert.deepEqual([media.camera, media.screen], [null, shown]);
});

test('each change is told, and nothing else', () => {
  const made = setUp();
  const one = stream();
  const track = made.come('video', one);
  made.media.ids = {camera: one.id, screen: ''};
  made.media.ids = {camera: one.id, screen: ''};
  assert.equal(made.changes, 2);
  made.go(track, one);
  assert.equal(made.changes, 3);
});

test('a stream without tracks is gone, and comes back with the next', () => {
  const made = setUp();
  const shown = stream();
  made.media.ids = {camera: 'other', screen: shown.id};
  const [video, sound] = [made.come('video', shown), made.come('audio', shown)];
  made.go(sound, shown);
  assert.equal(made.media.screen, shown);
  made.go(video, shown);
  assert.equal(made.media.screen, null);
  made.come('video', shown);
  assert.equal(made.media.screen, shown);
});

test('tracks without a stream are put into one', () => {
  const {media, come} = setUp();
  const tracks = [come('audio'), come('video')];
  assert.deepEqual(media.camera.getTracks(), tracks);
});

test('the level is that of the loudest', () => {
  const {media, receivers} = setUp();
  const receiver = (kind, ...sources) => ({track: {kind}, getSynchronizationSources: () => sources});
  assert.equal(media.audioLevel, 0);
  receivers.push(receiver('audio', {audioLevel: 0.25}), receiver('audio', {audioLevel: 0.5}), receiver('audio'),
    receiver('audio', {}), receiver('video', {audioLevel: 1}), {track: {kind: 'audio'}}, {track: null});
  assert.equal(media.audioLevel, 0.5);
});

test('after close nothing is told, and no handler is left', () => {
  const made = setUp();
  const one = stream();
  made.come('video', one);
  made.media.close();
  assert.deepEqual([made.connection.ontrack, one.onremovetrack, made.media.camera, made.changes],
    [null, null, null, 1]);
});

test('where the camera is named, a screen that ends is never taken for it', () => {
  const {media, come} = setUp();
  const [named, shown] = [stream(), stream()];
  come('video', shown);
  media.ids = {camera: named.id, screen: shown.id};
  media.ids = {camera: named.id, screen: ''};
  assert.deepEqual([media.camera, media.screen], [null, null]);
});
