// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The golden messages that the C++ tests read, as JavaScript understands them: a client written in
// it must see in each what the server sees.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

/** The order of the keys in what the server sends. */
const ENVELOPE_KEYS = ['sender', 'receiver', 'type', 'id', 'data'];
const ERROR_KEYS = ['code', 'message', 'type', 'receiver'];

/** A receiver with escapes is understood up to here, without a part of a character at its end. */
const RECEIVER_BYTES = 128;
const LONGEST_CHARACTER = 4;

/** How much of a client's input an error repeats. */
const REPEATED_BYTES = 64;

const golden = (name) => JSON.parse(readFileSync(new URL(`../data/protocol/${name}`, import.meta.url), 'utf8'));

/** JSON text that may be absent, which is an empty string. */
const parseIfAny = (text) => (text === '' ? undefined : JSON.parse(text));

const withoutAbsent = (object) => Object.fromEntries(
  Object.entries(object).filter(([, value]) => value !== undefined));

/** Keys with their order, which deepEqual does not look at. */
const entriesOf = (text) => Object.entries(JSON.parse(text));

/** Runs `check` on every case and names the one that fails. */
function forEach(cases, least, check) {
  assert.ok(cases.length >= least, `${cases.length} cases`);
  for (const golden_case of cases) {
    try {
      check(golden_case);
    } catch (error) {
      error.message = `${golden_case.name}: ${error.message}`;
      throw error;
    }
  }
}

function assertReceiver(actual, expected) {
  const isCutOff = Buffer.byteLength(actual) > RECEIVER_BYTES && actual !== expected;
  if (!isCutOff) return assert.equal(actual, expected);
  assert.ok(actual.startsWith(expected), 'cut off within');
  const bytes = Buffer.byteLength(expected);
  assert.ok(bytes <= RECEIVER_BYTES && bytes > RECEIVER_BYTES - LONGEST_CHARACTER, `cut off at ${bytes}`);
}

/** The longest beginning of whole characters that fits. */
function cutOff(text, most) {
  let kept = '';
  for (const character of text) {
    if (Buffer.byteLength(kept + character) > most) break;
    kept += character;
  }
  return kept;
}

test('what the server accepts of clients means the same here', () => {
  forEach(golden('valid.json').cases, 50, (c) => {
    const message = JSON.parse(c.input);
    assert.equal(message.type, c.type);
    if (c.raw_type !== undefined) assert.equal(JSON.parse(`"${c.raw_type}"`), c.type);
    assertReceiver(message.receiver ?? '', c.receiver);
    assert.deepEqual(message.data, parseIfAny(c.data));
    assert.deepEqual(message.id ?? undefined, parseIfAny(c.id));
  });
});

test('what the server refuses as no JSON is none here, and the rest is', () => {
  forEach(golden('invalid.json').cases, 100, (c) => {
    // The server does not look at what comes behind a bracket too many.
    if (c.reason === 'too-deep') return;
    if (c.reason === 'not-json') assert.throws(() => JSON.parse(c.input), SyntaxError);
    else JSON.parse(c.input);
  });
});

test('what the server sends is read as it is meant, its keys in order', () => {
  forEach(golden('server.json').messages, 5, ({parts, payload}) => {
    const {sender, receiver, type, id, data} = parts;
    const meant = withoutAbsent({
      sender, receiver, type: JSON.parse(`"${type}"`), id: parseIfAny(id), data: parseIfAny(data),
    });
    assert.deepEqual(entriesOf(payload), Object.entries(meant));
    assert.deepEqual(Object.keys(meant), ENVELOPE_KEYS.filter((key) => key in meant));
    assert.ok(payload.includes(data), 'data is carried byte for byte');
  });
});

test('a list of a room is read as it is meant', () => {
  forEach(golden('server.json').room_info, 3, ({room_id, clients, data}) => {
    assert.deepEqual(entriesOf(data), Object.entries({room_id, clients}));
    const keys = JSON.parse(data).clients.flatMap(Object.keys);
    assert.deepEqual(keys, clients.flatMap(() => ['id', 'username']));
  });
});

test('an error is read as it is meant and repeats no more input than it may', () => {
  forEach(golden('server.json').errors, 5, ({code, message, type, receiver, data}) => {
    const itsType = cutOff(type, REPEATED_BYTES);
    const left = REPEATED_BYTES - new TextEncoder().encode(itsType).length;
    const meant = withoutAbsent({
      code, message,
      type: itsType || undefined,
      receiver: cutOff(receiver, left) || undefined,
    });
    assert.deepEqual(entriesOf(data), Object.entries(meant));
    assert.deepEqual(Object.keys(meant), ERROR_KEYS.filter((key) => key in meant));
  });
});
