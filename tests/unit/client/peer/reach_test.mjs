// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Reach} from '../../../../web/js/client/peer/reach.js';
import {fakeEnvironment} from '../../../support/web/fake-environment.mjs';

const INTERRUPTION_MS = 4_000;
const MINUTE_MS = 60_000;

/** `log` has what the negotiation is told. */
function setUp() {
  const environment = fakeEnvironment();
  const log = [];
  const connection = {connectionState: 'connected'};
  const negotiation = {isPaused: false, isHalfWay: false};
  for (const name of ['hold', 'release', 'restart']) negotiation[name] = () => log.push(name);
  negotiation.pause = () => {
    negotiation.isPaused = true;
    log.push('pause');
  };
  negotiation.resume = () => {
    negotiation.isPaused = false;
    log.push('resume');
  };
  const reach = new Reach(environment, connection, negotiation);
  const turn = (state) => {
    connection.connectionState = state;
    reach.onConnectionState();
  };
  turn('connected');
  return {clock: environment.clock, connection, negotiation, reach, log, turn};
}

const waysToBeCutOff = {
  'we are cut off': [({reach}) => reach.hold(), ({reach}) => reach.release()],
  'the other is suspended': [({reach}) => { reach.isSuspended = true; }, ({reach}) => { reach.isSuspended = false; }],
  'its id is not known': [({reach}) => reach.pause(), ({reach}) => reach.resume()],
};

for (const [why, [cut, end]] of Object.entries(waysToBeCutOff)) {
  test(`while ${why} nothing is mended, and afterwards what is broken then`, async () => {
    const made = setUp();
    made.turn('disconnected');
    cut(made);
    made.turn('failed');
    await made.clock.advance(MINUTE_MS);
    assert.deepEqual([made.log.includes('restart'), made.clock.pending], [false, 0]);
    end(made);
    assert.equal(made.log.at(-1), 'restart');
  });
}

test('it is cut off until the last of the reasons is gone', async () => {
  const {clock, reach, log, turn} = setUp();
  reach.hold();
  reach.isSuspended = true;
  turn('failed');
  reach.release();
  await clock.advance(MINUTE_MS);
  assert.deepEqual(log, ['hold', 'release']);
  reach.isSuspended = false;
  assert.deepEqual(log, ['hold', 'release', 'restart']);
});

test('giving up what is held ends the hold', async () => {
  const {clock, reach, log, turn} = setUp();
  reach.hold();
  reach.pause();
  reach.resume();
  turn('disconnected');
  await clock.advance(INTERRUPTION_MS);
  assert.deepEqual(log, ['hold', 'pause', 'resume', 'restart']);
});

test('what was not paused is not resumed', () => {
  const {reach, log} = setUp();
  reach.resume();
  assert.deepEqual(log, []);
});

test('signals that are on their way get their time to mend it', async () => {
  const {clock, reach, negotiation, log, turn} = setUp();
  reach.hold();
  turn('failed');
  negotiation.isHalfWay = true;
  reach.release();
  assert.equal(log.includes('restart'), false);
  await clock.advance(MINUTE_MS);
  assert.equal(log.includes('restart'), true);
});

test('a first connection has its time from the beginning, and closed, nothing is timed', () => {
  const environment = fakeEnvironment();
  const reach = new Reach(environment, {connectionState: 'new'}, {isPaused: false});
  assert.equal(environment.clock.pending, 1);
  reach.close();
  assert.equal(environment.clock.pending, 0);
});
