// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fitsFrame, isWelcome, parseMessage, shouldReconnect} from '../../../../web/js/client/signaling/protocol.js';
import {forEachCase, golden} from '../../../support/web/golden.mjs';
import {welcome} from '../../../support/web/made-signaler.mjs';

/** Golden messages are messages of clients, too: these lack a sender, which the server adds. */
const withSender = (message) => JSON.stringify({sender: 'a', receiver: 'b', ...message});

test('the close codes say whether to connect again', () => {
  forEachCase(golden('close.json').codes, 20, ({code, again}) => {
    assert.equal(shouldReconnect(code), again !== 'no');
  });
});

test('after a close code that is not in the table there is another try', () => {
  for (const code of [1004, 1010, 1015, 3000, 4000, 4402, 4999]) assert.ok(shouldReconnect(code), code);
});

test('what the server sends is a message', () => {
  forEachCase(golden('server.json').messages, 5, ({payload, parts}) => {
    const {sender, receiver, type} = parseMessage(payload);
    assert.deepEqual({sender, receiver, type}, {
      sender: parts.sender, receiver: parts.receiver, type: JSON.parse(`"${parts.type}"`),
    });
  });
});

test('what is no JSON, or no object, is no message', () => {
  const wrong = golden('invalid.json').cases.filter(({reason}) => ['not-json', 'not-an-object'].includes(reason));
  forEachCase(wrong, 20, ({input}) => assert.equal(parseMessage(input), null));
});

test('an object without the parts that every message has is no message', () => {
  assert.notEqual(parseMessage(withSender({type: 't'})), null);
  for (const part of ['sender', 'receiver', 'type']) {
    for (const value of [undefined, null, 7, {}, ['t']]) {
      assert.equal(parseMessage(withSender({type: 't', [part]: value})), null, `${part}: ${value}`);
    }
  }
});

test('a binary frame is no message', () => {
  assert.equal(parseMessage(new ArrayBuffer(8)), null);
  assert.equal(parseMessage(undefined), null);
});

test('64 KiB of UTF-8 fit into a frame and not one byte more', () => {
  assert.ok(fitsFrame('a'.repeat(65_536)));
  assert.ok(!fitsFrame('a'.repeat(65_537)));
  assert.ok(fitsFrame('é'.repeat(32_768)));
  assert.ok(!fitsFrame(`a${'é'.repeat(32_768)}`));
  assert.ok(!fitsFrame('€'.repeat(21_846)));
});

test('another limit counts in bytes, too', () => {
  assert.ok(fitsFrame('é'.repeat(5), 10));
  assert.ok(!fitsFrame('é'.repeat(5), 9));
});

test('a welcome has what nobody can do without', () => {
  const {data} = welcome();
  assert.ok(isWelcome(data));
  assert.ok(isWelcome({...data, resumed: true, room: {version: 0}}));
  const wrong = [
    {id: 7}, {resume: null}, {resume: {}}, {resume: {token: 1}}, {resumed: undefined}, {resumed: 'yes'},
    {room: undefined}, {room: {clients: []}}, {room: {version: 1.5, clients: []}}, {room: {version: '1', clients: []}},
    {room: {version: 1}}, {room: {version: 1, clients: {}}}, {ice_servers: undefined}, {ice_servers: {}},
  ];
  forEachCase(wrong, 14, (part) => assert.ok(!isWelcome({...data, ...part}), JSON.stringify(part)));
  forEachCase([undefined, null, 7, 'welcome', []], 5, (other) => assert.ok(!isWelcome(other)));
});
