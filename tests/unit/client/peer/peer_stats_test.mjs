// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {readStats} from '../../../../web/js/client/peer/peer-stats.js';

const LOCAL = {type: 'local-candidate', id: 'L', candidateType: 'host', protocol: 'udp'};
const REMOTE = {type: 'remote-candidate', id: 'R', candidateType: 'host', protocol: 'udp'};
const PAIR = {
  type: 'candidate-pair', id: 'P', localCandidateId: 'L', remoteCandidateId: 'R', state: 'succeeded', nominated: true,
  timestamp: 1_000, bytesReceived: 10_000, bytesSent: 5_000, currentRoundTripTime: 0.05,
};
const AUDIO_IN = {
  type: 'inbound-rtp', id: 'IA', kind: 'audio', codecId: 'CA', packetsReceived: 100, packetsLost: 0,
};
const VIDEO_IN = {
  type: 'inbound-rtp', id: 'IV', kind: 'video', codecId: 'CV', packetsReceived: 300, packetsLost: 10,
  frameWidth: 640, frameHeight: 360, framesPerSecond: 29.97,
};
const CODECS = [{type: 'codec', id: 'CA', mimeType: 'audio/opus'}, {type: 'codec', id: 'CV', mimeType: 'video/VP8'}];

/** As Chromium lists it: the transport names the pair, and older pairs are there too. */
const CHROMIUM = [
  {type: 'transport', id: 'T', selectedCandidatePairId: 'P'},
  {...PAIR, id: 'old', bytesReceived: 1, bytesSent: 1, currentRoundTripTime: 9},
  PAIR, LOCAL, REMOTE, AUDIO_IN, VIDEO_IN, ...CODECS,
  {type: 'outbound-rtp', id: 'O', kind: 'video', frameWidth: 1280, frameHeight: 720, framesPerSecond: 15},
  {type: 'remote-inbound-rtp', id: 'RI', kind: 'video', fractionLost: 0.01},
  {type: 'remote-inbound-rtp', id: 'RA', kind: 'audio', fractionLost: 0.005},
];

/** As Firefox lists it: no transport, the pair is marked, and there are no frames per second at first. */
const FIREFOX = [
  {...PAIR, id: 'old', nominated: false, state: 'failed'},
  {...PAIR, selected: true}, LOCAL, REMOTE, AUDIO_IN, {...VIDEO_IN, framesPerSecond: undefined}, ...CODECS,
];

const second = (report, changes) => report.map((entry) => ({...entry, ...changes[entry.id]}));
const LATER = {
  P: {timestamp: 3_000, bytesReceived: 260_000, bytesSent: 130_000},
  IA: {packetsReceived: 200}, IV: {packetsReceived: 480, packetsLost: 30},
};

test('what Chromium reports', () => {
  const {counts} = readStats(CHROMIUM, null);
  assert.deepEqual(counts, {timeMs: 1_000, bytesIn: 10_000, bytesOut: 5_000, received: 400, lost: 10});
  assert.deepEqual(readStats(second(CHROMIUM, LATER), counts).stats, {
    roundTripMs: 50, lossIn: 20 / 300, lossOut: 0.01, bitrateIn: 1_000_000, bitrateOut: 500_000,
    path: 'direct', protocol: 'udp', quality: 'fair',
    videoIn: {width: 640, height: 360, framesPerSecond: 30},
    videoOut: {width: 1280, height: 720, framesPerSecond: 15}, codecs: 'opus, VP8',
  });
});

test('what Firefox reports', () => {
  const {counts} = readStats(FIREFOX, null);
  assert.deepEqual(readStats(second(FIREFOX, LATER), counts).stats, {
    roundTripMs: 50, lossIn: 20 / 300, lossOut: null, bitrateIn: 1_000_000, bitrateOut: 500_000,
    path: 'direct', protocol: 'udp', quality: 'fair',
    videoIn: {width: 640, height: 360, framesPerSecond: 0}, videoOut: null, codecs: 'opus, VP8',
  });
});

test('a pair that is neither named nor marked is known by its success', () => {
  const {stats} = readStats([{...PAIR, id: 'old', state: 'waiting', currentRoundTripTime: 9}, PAIR], null);
  assert.equal(stats.roundTripMs, 50);
});

test('the first look has no rates', () => {
  const {stats} = readStats(CHROMIUM, null);
  assert.deepEqual([stats.lossIn, stats.bitrateIn, stats.bitrateOut], [null, 0, 0]);
});

test('nothing to report is nothing known', () => {
  assert.deepEqual(readStats([], null), {
    stats: {
      roundTripMs: null, lossIn: null, lossOut: null, bitrateIn: 0, bitrateOut: 0, path: 'unknown', protocol: '',
      quality: 'unknown', videoIn: null, videoOut: null, codecs: '',
    },
    counts: {timeMs: 0, bytesIn: 0, bytesOut: 0, received: 0, lost: 0},
  });
});

test('counters that fall make no negative rates', () => {
  const {counts} = readStats(CHROMIUM, null);
  const restarted = second(CHROMIUM, {
    P: {timestamp: 2_000, bytesReceived: 100, bytesSent: 50},
    IA: {packetsReceived: 0}, IV: {packetsReceived: 0, packetsLost: 0},
  });
  const {stats} = readStats(restarted, counts);
  assert.deepEqual([stats.bitrateIn, stats.bitrateOut, stats.lossIn], [0, 0, null]);
});

test('late packets that come after all are no loss', () => {
  const {counts} = readStats(CHROMIUM, null);
  const {stats} = readStats(second(CHROMIUM, {IV: {packetsReceived: 320, packetsLost: 5}}), counts);
  assert.equal(stats.lossIn, 0);
});

test('two looks at the same instant have no rates', () => {
  const {counts} = readStats(CHROMIUM, null);
  const {stats} = readStats(second(CHROMIUM, {P: {bytesReceived: 90_000}}), counts);
  assert.equal(stats.bitrateIn, 0);
});

for (const [local, remote, path] of [
  ['host', 'host', 'direct'], ['host', 'prflx', 'direct'], ['prflx', 'host', 'stun'], ['srflx', 'host', 'stun'],
  ['host', 'srflx', 'stun'], ['relay', 'host', 'relay'], ['host', 'relay', 'relay'], ['srflx', 'relay', 'relay'],
]) {
  test(`from ${local} to ${remote} the path is ${path}`, () => {
    const report = second(CHROMIUM, {L: {candidateType: local}, R: {candidateType: remote}});
    assert.equal(readStats(report, null).stats.path, path);
  });
}

test('a relay is spoken to by its own protocol', () => {
  const report = second(CHROMIUM, {L: {candidateType: 'relay', relayProtocol: 'tls'}});
  assert.equal(readStats(report, null).stats.protocol, 'tls');
});

for (const [roundTrip, lossOut, quality] of [
  [0.2, 0.02, 'good'], [0.201, 0, 'fair'], [0.01, 0.021, 'fair'], [0.5, 0.08, 'fair'], [0.501, 0, 'poor'],
  [0.01, 0.081, 'poor'],
]) {
  test(`${roundTrip} s and ${lossOut} lost are ${quality}`, () => {
    const report = second(CHROMIUM, {P: {currentRoundTripTime: roundTrip}, RI: {fractionLost: lossOut}});
    assert.equal(readStats(report, null).stats.quality, quality);
  });
}

test('of several pictures the largest counts', () => {
  const screen = {...VIDEO_IN, id: 'IS', frameWidth: 1920, frameHeight: 1080, framesPerSecond: 5};
  for (const report of [[VIDEO_IN, screen], [screen, VIDEO_IN]]) {
    assert.deepEqual(readStats(report, null).stats.videoIn, {width: 1920, height: 1080, framesPerSecond: 5});
  }
});
