// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What a page shows of that which only may have arrived, and of those who only may come back.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {accessibilityProblems} from '../support/web/axe.mjs';
import {Parleyd} from './parleyd.mjs';
import {until} from './room-page.mjs';
import {Stage, timeout} from './stage.mjs';

const stage = new Stage();

/** axe-core brings styles of its own. */
const options = {settings: {cameraOn: false}, bypassCSP: true, reducedMotion: 'reduce'};

const unconfirmed = ({tab}) => tab.locator('#log li').filter({hasText: 'Perhaps not delivered.'});
const linesWith = ({tab}, text) => tab.locator('#log li').filter({hasText: text}).count();

/** A call in a daemon of its own; `crash(act)` replaces it by another, and what is sent in `act` is never read. */
async function setUp(t, names) {
  let server = await Parleyd.start();
  t.after(() => server.kill());
  const pages = await stage.openCall(t, names, {url: server.url, path: '/room/undelivered', ...options});
  const crash = async (act) => {
    server.freeze();
    await act();
    await server.kill();
    server = await Parleyd.start({port: server.port});
  };
  return {pages, crash};
}

test('a line that may be lost is marked, and can be sent again', {timeout}, async (t) => {
  const {pages: [ada, grace], crash} = await setUp(t, ['Ada', 'Grace']);
  await grace.say('Shall we?');
  await ada.line('Grace', 'Shall we?');
  await crash(() => ada.say('Yes, let us.'));
  await unconfirmed(ada).getByText('Yes, let us.').waitFor();
  for (const colorScheme of ['light', 'dark']) {
    await ada.tab.emulateMedia({colorScheme});
    assert.deepEqual(await accessibilityProblems(ada.tab), [], colorScheme);
  }
  assert.equal(await linesWith(grace, 'Yes, let us.'), 0);

  await grace.say('Hello again.');  // from when on she is back, too: who is not in the room gets no line
  await ada.line('Grace', 'Hello again.');
  await unconfirmed(ada).getByRole('button', {name: 'Send again'}).click();
  await grace.line('Ada', 'Yes, let us.');
  await ada.line('Ada', 'Yes, let us.');
  for (const page of [ada, grace]) assert.equal(await linesWith(page, 'Yes, let us.'), 1);
  assert.equal(await unconfirmed(ada).count(), 0);
});

test('of several such lines each is sent again by itself, and says whose it is', {timeout}, async (t) => {
  const {pages: [ada], crash} = await setUp(t, ['Ada']);
  await crash(async () => {
    await ada.say('first');
    await ada.say('second');
  });
  await unconfirmed(ada).nth(1).waitFor();
  await unconfirmed(ada).filter({hasText: 'first'}).getByRole('button').click();
  await until('the line, sent again, at the end', async () => {
    const texts = await ada.tab.locator('#log li .body').allTextContents();
    return texts.join() === 'second,first';
  });
  assert.equal(await unconfirmed(ada).count(), 1);
  assert.equal(await ada.tab.locator('#log .head:not(.unseen)').count(), 2);
});

test('with the chat closed a notice tells of it', {timeout}, async (t) => {
  const {pages: [ada], crash} = await setUp(t, ['Ada']);
  await crash(async () => {
    await ada.say('anybody?');
    assert.equal(await ada.countSent('text'), 1);
    await ada.tab.locator('#chat-close').click();
  });
  await ada.tab.locator('.notice').getByText('messages may not have been delivered').waitFor();
  await ada.openChat();
  await unconfirmed(ada).getByText('anybody?').waitFor();
});

test('somebody who is suddenly gone is shown as such, and taken away when the window is over', {timeout}, async (t) => {
  const server = await Parleyd.start({config: 'resume:\n  window: 15s\n'});
  t.after(() => server.kill());
  const [ada, grace] = await stage.openCall(t, ['Ada', 'Grace'], {url: server.url, path: '/room/gone'});
  await Promise.all([ada, grace].map((page) => page.seesFrames(1)));
  await grace.tab.goto('chrome://crash').catch(() => {});  // which is what it is meant to do
  const tile = ada.tileOf('Grace');
  await tile.getByText('Lost their connection, may come back…').waitFor();
  await tile.getByRole('button', {name: 'Connection not known: Grace'}).waitFor();
  await ada.others(0);
});
