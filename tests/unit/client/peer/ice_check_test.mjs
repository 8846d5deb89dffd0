// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {checkIceServers} from '../../../../web/js/client/peer/ice-check.js';
import {fakeEnvironment} from '../../../support/web/fake-environment.mjs';

const SERVERS = [{urls: 'stun:stun.example.org'}, {urls: ['turn:turn.example.org'], username: 'a', credential: 'b'}];
const CLOSED = {onicecandidate: null, onicecandidateerror: null, onicegatheringstatechange: null};

/** A connection that gathers what the test lets it find. */
class GatheringConnection {
  iceGatheringState = 'new';
  channels = [];
  isClosed = false;
  offerFailure = null;

  constructor(configuration) {
    this.configuration = configuration;
  }

  createDataChannel(label) {
    this.channels.push(label);
  }

  async createOffer() {
    if (this.offerFailure) throw this.offerFailure;
    return {type: 'offer', sdp: ''};
  }

  async setLocalDescription() {
    this.iceGatheringState = 'gathering';
  }

  find(candidate) {
    this.onicecandidate({candidate});
  }

  fail(url, errorCode, errorText) {
    this.onicecandidateerror({url, errorCode, errorText});
  }

  complete() {
    this.iceGatheringState = 'complete';
    this.onicegatheringstatechange();
  }

  close() {
    this.isClosed = true;
  }
}

/** Starts a check and hands out the connection that it made. */
async function start(options = {}) {
  const made = [];
  const environment = fakeEnvironment({
    RTCPeerConnection: class extends GatheringConnection {
      constructor(configuration) {
        super(configuration);
        this.offerFailure = options.offerFailure ?? null;
        made.push(this);
      }
    },
  });
  const result = checkIceServers(SERVERS, {environment, ...options});
  await environment.clock.settle();
  return {connection: made[0], clock: environment.clock, result};
}

const candidate = (type) => ({candidate: `candidate:1 1 udp 1 192.0.2.1 9 typ ${type}`, type});

test('candidates are counted by their type until all have come', async () => {
  const seen = [];
  const {connection, clock, result} = await start({onCandidate: ({type}) => seen.push(type)});
  assert.deepEqual(connection.configuration, {iceServers: SERVERS, iceTransportPolicy: 'all'});
  assert.equal(connection.channels.length, 1);
  for (const type of ['host', 'host', 'srflx', 'relay']) connection.find(candidate(type));
  connection.find({candidate: '', type: null});
  connection.find(null);
  connection.complete();
  assert.deepEqual(await result, {types: {host: 2, srflx: 1, relay: 1}, errors: []});
  assert.deepEqual(seen, ['host', 'host', 'srflx', 'relay']);
  assert.equal(clock.pending, 0);
  assert.equal(connection.isClosed, true);
});

test('a candidate that the browser did not take apart is counted too', async () => {
  const {connection, result} = await start();
  connection.find({candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ srflx raddr 0.0.0.0 rport 0'});
  connection.complete();
  assert.deepEqual((await result).types, {host: 0, srflx: 1, relay: 0});
});

test('errors are collected, each once', async () => {
  const {connection, result} = await start();
  connection.fail('turn:turn.example.org', 401, 'Unauthorized');
  connection.fail('turn:turn.example.org', 401, 'Unauthorized');
  connection.fail('stun:stun.example.org', 701, 'STUN host lookup received error.');
  connection.complete();
  assert.deepEqual((await result).errors, [
    {url: 'turn:turn.example.org', errorCode: 401, errorText: 'Unauthorized'},
    {url: 'stun:stun.example.org', errorCode: 701, errorText: 'STUN host lookup received error.'},
  ]);
});

test('only a complete gathering is the end before the time-out', async () => {
  const {connection, clock, result} = await start({timeoutMs: 500});
  connection.onicegatheringstatechange();
  connection.find(candidate('host'));
  await clock.advance(499);
  assert.equal(connection.isClosed, false);
  await clock.advance(1);
  assert.deepEqual(await result, {types: {host: 1, srflx: 0, relay: 0}, errors: []});
  assert.deepEqual({...CLOSED, isClosed: connection.isClosed}, {
    onicecandidate: connection.onicecandidate,
    onicecandidateerror: connection.onicecandidateerror,
    onicegatheringstatechange: connection.onicegatheringstatechange,
    isClosed: true,
  });
});

test('it lasts ten seconds unless told otherwise', async () => {
  const {connection, clock, result} = await start();
  await clock.advance(9_999);
  assert.equal(connection.isClosed, false);
  await clock.advance(1);
  await result;
});

test('an address that the browser does not take is an error', async () => {
  const environment = fakeEnvironment({
    RTCPeerConnection: class {
      constructor() {
        throw new DOMException('"tun:x" is not a valid URL', 'SyntaxError');
      }
    },
  });
  assert.deepEqual(await checkIceServers([{urls: 'tun:x'}], {environment}), {
    types: {host: 0, srflx: 0, relay: 0},
    errors: [{url: 'tun:x', errorCode: 0, errorText: 'SyntaxError: "tun:x" is not a valid URL'}],
  });
  assert.equal(environment.clock.pending, 0);
});

test('a gathering that cannot begin is an error, and the connection is closed', async () => {
  const {connection, clock, result} = await start({offerFailure: new Error('no offer')});
  const {errors} = await result;
  assert.deepEqual(errors, [
    {url: 'stun:stun.example.org turn:turn.example.org', errorCode: 0, errorText: 'Error: no offer'},
  ]);
  assert.equal(connection.isClosed, true);
  assert.equal(clock.pending, 0);
});
