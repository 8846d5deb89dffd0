// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {MAX_CHANNEL_MESSAGE, PeerChannel} from '../../../../web/js/client/peer/peer-channel.js';
import {FakeClock} from '../../../support/web/fake-clock.mjs';
import {FakeNetwork} from '../../../support/web/fake-network.mjs';

const STATE = {microphone: true, camera: false, hand: true};
const STREAMS = {camera: 'one', screen: ''};

function setUp() {
  const clock = new FakeClock();
  const Connection = new FakeNetwork(clock).connectionClass();
  const connection = new Connection({});
  const heard = [];
  const channel = new PeerChannel(connection, {
    close: () => heard.push(['close']),
    state: (...details) => heard.push(['state', ...details]),
    identity: (...details) => heard.push(['identity', ...details]),
    wants: (...details) => heard.push(['wants', ...details]),
  });
  const hear = async (message) => {
    connection.channel.deliver(message);
    await clock.advance(0);
  };
  return {clock, channel, fake: connection.channel, heard, hear};
}

test('both sides know the channel by its number', () => {
  const {fake, channel} = setUp();
  assert.deepEqual([fake.label, fake.options, channel.isOpen], ['parley', {negotiated: true, id: 0}, false]);
  fake.open();
  assert.equal(channel.isOpen, true);
});

test('what is said before it is open is said then, the last of each kind', () => {
  const {channel, fake} = setUp();
  channel.sendIdentity({id: 'old', you: ''});
  channel.sendState({...STATE, hand: false}, STREAMS);
  channel.sendIdentity({id: 'new', you: 'them'});
  channel.sendState(STATE, STREAMS);
  channel.sendWants(false);
  assert.deepEqual(fake.sent, []);
  fake.open();
  assert.deepEqual(fake.sent, [
    {type: 'identity', id: 'new', you: 'them'},
    {type: 'state', ...STATE, streams: STREAMS},
    {type: 'wants', video: false},
  ]);
});

test('what is said while it is open is said at once', () => {
  const {channel, fake} = setUp();
  fake.open();
  channel.sendWants(true);
  channel.sendIdentity({id: 'a', you: 'b'});
  assert.deepEqual(fake.sent, [{type: 'wants', video: true}, {type: 'identity', id: 'a', you: 'b'}]);
});

test('what the other says is told', async () => {
  const {fake, heard, hear} = setUp();
  fake.open();
  await hear(JSON.stringify({type: 'state', ...STATE, streams: STREAMS}));
  await hear(JSON.stringify({type: 'identity', id: 'a', you: 'b'}));
  await hear(JSON.stringify({type: 'wants', video: false}));
  await hear(JSON.stringify({type: 'wants'}));
  assert.deepEqual(heard,
    [['state', STATE, STREAMS], ['identity', {id: 'a', you: 'b'}], ['wants', false], ['wants', true]]);
});

test('what makes no sense is left alone', async () => {
  const {fake, heard, hear} = setUp();
  fake.open();
  const tooLong = JSON.stringify({type: 'wants', more: 'x'.repeat(MAX_CHANNEL_MESSAGE)});
  for (const junk of ['', '{', 'null', '7', '"state"', '[]', '[{"type":"wants"}]', '{}', '{"type":7}',
    '{"type":"toString"}', '{"type":"later"}', tooLong, new ArrayBuffer(8), undefined]) await hear(junk);
  assert.deepEqual(heard, []);
});

test('a message may be as long as the limit', async () => {
  const {fake, heard, hear} = setUp();
  fake.open();
  const text = JSON.stringify({type: 'wants', video: false});
  await hear(text + ' '.repeat(MAX_CHANNEL_MESSAGE - text.length));
  await hear(text + ' '.repeat(MAX_CHANNEL_MESSAGE - text.length + 1));
  assert.deepEqual(heard, [['wants', false]]);
});

test('members of the wrong type are as if they were not there', async () => {
  const {fake, heard, hear} = setUp();
  fake.open();
  const wrong = {microphone: 1, camera: 'true', hand: {}, streams: {camera: 7, screen: []}};
  await hear(JSON.stringify({type: 'state', ...wrong}));
  await hear(JSON.stringify({type: 'state', streams: 'one'}));
  await hear(JSON.stringify({type: 'identity', id: 7, you: null}));
  const nothing = {microphone: false, camera: false, hand: false};
  const none = {camera: '', screen: ''};
  assert.deepEqual(heard, [['state', nothing, none], ['state', nothing, none], ['identity', {id: '', you: ''}]]);
});

test('the end of the other is told', async () => {
  const {clock, fake, heard} = setUp();
  fake.open();
  fake.end();
  await clock.advance(0);
  assert.deepEqual(heard, [['close']]);
});

test('after close nothing is told, and no handler is left', async () => {
  const {fake, channel, heard, hear} = setUp();
  fake.open();
  channel.close();
  channel.sendWants(true);
  await hear('{"type":"wants"}');
  assert.deepEqual([heard, fake.sent, fake.hasHandlers, fake.readyState], [[], [], false, 'closed']);
});
