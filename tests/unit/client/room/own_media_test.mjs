// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {OwnMedia} from '../../../../web/js/client/room/own-media.js';
import {videoLimit} from '../../../../web/js/client/room/own-media.js';
import {setUp as setUpMedia} from '../../../support/web/local-media-set-up.mjs';

const SENDING = {maxHeight: 360, maxFrameRate: 15};

/** A peer that remembers the last of everything that it was told. */
class FakePeer {
  tracks = {};
  state = null;
  streams = null;
  limits = [];

  setTrack(slot, track, stream) {
    this.tracks[slot] = {track, stream};
  }

  setOwnState(state, streams) {
    this.state = state;
    this.streams = streams;
  }

  setVideoLimit(limit) {
    this.limits.push(limit);
  }
}

function setUp() {
  const peers = [new FakePeer(), new FakePeer()];
  const {media} = setUpMedia();
  return {media, peers, own: new OwnMedia({media, peers: () => peers, sending: SENDING})};
}

test('a new connection is to send what there is, each in its stream', async () => {
  const {media, own} = setUp();
  await media.openCamera();
  assert.deepEqual(own.tracks, [
    {slot: 'microphone', track: null, stream: media.cameraStream},
    {slot: 'camera', track: media.track('camera'), stream: media.cameraStream},
    {slot: 'screen', track: null, stream: media.screenStream},
    {slot: 'screenSound', track: null, stream: media.screenStream},
  ]);
});

test('each change reaches every peer', async () => {
  const {media, peers} = setUp();
  await media.openCamera();
  await media.shareScreen();
  for (const peer of peers) {
    assert.deepEqual(peer.tracks.camera, {track: media.track('camera'), stream: media.cameraStream});
    assert.deepEqual(peer.tracks.screen, {track: media.track('screen'), stream: media.screenStream});
    assert.deepEqual(peer.streams, {camera: media.cameraStream.id, screen: media.screenStream.id});
  }
  media.stopScreen();
  media.closeCamera();
  for (const {tracks, streams} of peers) {
    assert.deepEqual([tracks.camera.track, tracks.screen.track, streams],
      [null, null, {camera: media.cameraStream.id, screen: ''}]);
  }
});

test('what is said is what there is to hear and to see', async () => {
  const {media, own, peers} = setUp();
  own.tell(peers[0]);
  const said = [peers[0].state];
  await media.openMicrophone();
  said.push(peers[0].state);
  media.microphoneOn = false;
  said.push(peers[0].state);
  await media.openCamera();
  own.hand = true;
  said.push(peers[1].state);
  assert.deepEqual(said, [
    {microphone: false, camera: false, hand: false},
    {microphone: true, camera: false, hand: false},
    {microphone: false, camera: false, hand: false},
    {microphone: false, camera: true, hand: true},
  ]);
  assert.equal(own.hand, true);
});

test('everybody has the same share, by their number and by the wish', () => {
  const {own, peers} = setUp();
  own.applyLimits();
  own.sending = {maxHeight: 1080, maxFrameRate: 30};
  peers.push(new FakePeer());
  own.applyLimits();
  const wish = {maxHeight: 1080, maxFrameRate: 30};
  const limits = [videoLimit(SENDING, 2), videoLimit(wish, 2), videoLimit(wish, 3)];
  assert.deepEqual(peers.map((peer) => peer.limits), [limits, limits, limits.slice(2)]);
});

test('closed, it stops the tracks and hears nothing more', async () => {
  const {media, own, peers} = setUp();
  await media.openCamera();
  const track = media.track('camera');
  const before = peers.map(({tracks}) => ({...tracks}));
  own.close();
  assert.deepEqual([track.readyState, peers.map(({tracks}) => tracks)], ['ended', before]);
});
