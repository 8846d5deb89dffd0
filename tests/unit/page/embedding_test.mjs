// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {EmbeddingPage, frameAncestors} from '../../../web/js/page/embedding.js';

const PARENT = 'https://app.example';
const OTHER = 'https://other.example';

/** A frame in a page of PARENT, and what was posted there as [message, target origin]. */
function makeFrame({knowsParent = true} = {}) {
  const posted = [];
  const frame = Object.assign(new EventTarget(), {
    parent: {postMessage: (message, origin) => posted.push([message, origin])},
    location: {ancestorOrigins: knowsParent ? [PARENT] : undefined},
    posted,
    async send(data, {origin = PARENT, source = frame.parent} = {}) {
      frame.dispatchEvent(Object.assign(new Event('message'), {data, origin, source}));
      await new Promise(setImmediate);
    },
  });
  return frame;
}

function makeCommands({isInCall = true} = {}) {
  const done = [];
  const note = (name) => (...values) => isInCall && done.push([name, ...values]) > 0;
  return {done, leave: note('leave'), microphone: note('microphone'), camera: note('camera')};
}

const embed = (commands, frame) => new EmbeddingPage(commands, frame, async () => [OTHER, PARENT]);

test('only whole origins of frame-ancestors count', () => {
  assert.deepEqual(frameAncestors(null), []);
  assert.deepEqual(frameAncestors("default-src 'self' https://x.example"), []);
  assert.deepEqual(frameAncestors("default-src 'none'; frame-ancestors 'none'; img-src data:"), []);
  assert.deepEqual(frameAncestors(
    "frame-ancestors 'self' * https: https://*.example https://a.example/ null https://b.example http://c.example:81"),
  ['https://b.example', 'http://c.example:81']);
});

test('of several policies each has to name an origin', () => {
  assert.deepEqual(frameAncestors(
    "frame-ancestors https://a.example https://b.example, default-src 'self', Frame-Ancestors https://b.example"),
  ['https://b.example']);
  assert.deepEqual(frameAncestors("frame-ancestors https://a.example, frame-ancestors 'none'"), []);
});

test('commands of the parent are done', async () => {
  const frame = makeFrame();
  const commands = makeCommands();
  embed(commands, frame);
  await frame.send({parley: 'microphone', on: false});
  await frame.send({parley: 'camera', on: true});
  await frame.send({parley: 'leave'});
  assert.deepEqual(commands.done, [['microphone', false], ['camera', true], ['leave']]);
  assert.deepEqual(frame.posted, []);
});

test('nothing is done for another origin, another window, or without a policy, and nothing is told', async () => {
  const frame = makeFrame();
  const commands = makeCommands();
  embed(commands, frame);
  await frame.send({parley: 'leave'}, {origin: 'https://evil.example'});
  await frame.send({parley: 'leave'}, {origin: 'null'});
  await frame.send({parley: 'leave'}, {source: {}});
  new EmbeddingPage(commands, frame, async () => { throw new Error('offline'); });
  const closed = makeFrame();
  const page = new EmbeddingPage(commands, closed, async () => []);
  await closed.send({parley: 'leave'});
  await page.tell('joined', {room: 'tea'});
  assert.deepEqual(commands.done, []);
  assert.deepEqual([...frame.posted, ...closed.posted], []);
});

test('a command that cannot be done is refused with the reason', async () => {
  const frame = makeFrame();
  embed(makeCommands({isInCall: false}), frame);
  await frame.send({parley: 'leave'});
  await frame.send({parley: 'microphone'});
  await frame.send({parley: 'camera', on: true});
  await frame.send({parley: 'constructor'.repeat(9)});
  assert.deepEqual(frame.posted.map(([message, origin]) => [message.parley, message.command, message.reason, origin]), [
    ['refused', 'leave', 'not-in-call', PARENT],
    ['refused', 'microphone', 'bad-value', PARENT],
    ['refused', 'camera', 'not-in-call', PARENT],
    ['refused', 'constructor'.repeat(9).slice(0, 32), 'unknown-command', PARENT],
  ]);
});

test('messages that are not for Parley are left alone', async () => {
  const frame = makeFrame();
  const commands = makeCommands();
  embed(commands, frame);
  for (const data of [null, 'leave', 7, {}, {parley: 1}, {parley: null}]) await frame.send(data);
  assert.deepEqual([commands.done, frame.posted], [[], []]);
});

test('events are addressed to the parent, or where it is unknown to each origin that it may have', async () => {
  const known = makeFrame();
  await embed(makeCommands(), known).tell('joined', {room: 'tea'});
  assert.deepEqual(known.posted, [[{parley: 'joined', room: 'tea'}, PARENT]]);
  const unknown = makeFrame({knowsParent: false});
  await embed(makeCommands(), unknown).tell('left', {code: 1000});
  assert.deepEqual(unknown.posted, [[{parley: 'left', code: 1000}, OTHER], [{parley: 'left', code: 1000}, PARENT]]);
});

test('a page that is in no frame asks and tells nothing', async () => {
  const frame = makeFrame();
  frame.parent = frame;
  frame.postMessage = () => assert.fail('told itself');
  const page = new EmbeddingPage(makeCommands(), frame, () => assert.fail('asked'));
  await page.tell('joined', {room: 'tea'});
});
