// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The server goes away in the middle of a call and comes back: the call goes on as if nothing had
// happened, and the room is whole again afterwards.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {watchLapses} from '../support/web/in-page.mjs';
import {Parleyd} from './parleyd.mjs';
import {Stage, timeout} from './stage.mjs';

const stage = new Stage();

/** Browsers complain of connections to a server that is not there. */
const isOfServer = (complaint) => /WebSocket connection to .* failed/.test(complaint);

const restarts = {
  'is restarted': async (parleyd) => assert.equal(await parleyd.stop(), 0),
  'has crashed and is started again': (parleyd) => parleyd.kill(),
};

/** The connections of a page are these, and all of them are good. */
async function assertConnections({tab}, count) {
  const states = await tab.evaluate(() => window.peerConnections.map(({connectionState}) => connectionState));
  assert.deepEqual(states, Array(count).fill('connected'));
}

/** Waits until everybody is known by an id of the new server, and nobody is waited for. */
async function whole(page, others) {
  await page.others(others);
  await page.tab.waitForFunction((count) => document.querySelectorAll('.tile[data-state=connected]').length === count,
    others);
}

for (const [what, end] of Object.entries(restarts)) {
  test(`a call goes on while the server ${what}, and somebody joins it`, {timeout}, async (t) => {
    const first = await Parleyd.start();
    t.after(() => first.kill());
    const options = {url: first.url, path: '/room/restart'};
    const pages = await stage.openCall(t, ['Ada', 'Grace'], options);
    await Promise.all(pages.map((page) => page.seesFrames(1)));
    await Promise.all(pages.map((page) => page.tab.evaluate(watchLapses)));

    await end(first);
    await Promise.all(pages.map((page) => page.tab.locator('#banner').waitFor({state: 'visible'})));
    await Promise.all(pages.map((page) => page.seesFrames(1)));
    const second = await Parleyd.start({port: first.port});
    t.after(() => second.kill());
    await Promise.all(pages.map((page) => page.tab.locator('#banner').waitFor({state: 'hidden'})));
    await Promise.all(pages.map((page) => whole(page, 1)));
    await Promise.all(pages.map((page) => page.seesFrames(1)));
    for (const page of pages) assert.deepEqual(await page.tab.evaluate(() => window.lapses()), []);

    const [newcomer] = await stage.openCall(t, ['Radia'], options);
    await newcomer.seesFrames(2);
    for (const name of ['Ada', 'Grace']) await newcomer.tileOf(name).waitFor();
    for (const page of pages) {
      await page.seesFrames(2);
      await page.tileOf('Radia').waitFor();
      await assertConnections(page, 2);  // those of before, and one to the newcomer
    }
    await newcomer.say('are you all there?');
    await Promise.all(pages.map((page) => page.line('Radia', 'are you all there?')));
    await pages[0].say('still here');
    await newcomer.line('Ada', 'still here');
    for (const page of [...pages, newcomer]) {
      assert.deepEqual(page.complaints.filter((complaint) => !isOfServer(complaint)), []);
    }
  });
}

test('what is written while the server is away comes when it is back', {timeout}, async (t) => {
  const first = await Parleyd.start();
  t.after(() => first.kill());
  const [ada, grace] = await stage.openCall(t, ['Ada', 'Grace'], {url: first.url, path: '/room/away'});
  await Promise.all([ada, grace].map((page) => page.seesFrames(1)));
  await first.kill();
  await ada.tab.locator('#banner').waitFor({state: 'visible'});
  await ada.say('written meanwhile');
  const second = await Parleyd.start({port: first.port});
  t.after(() => second.kill());
  await ada.line('Ada', 'written meanwhile');
  await ada.tab.locator('#banner').waitFor({state: 'hidden'});
});

test('somebody who leaves while the server is away is gone', {timeout}, async (t) => {
  const first = await Parleyd.start();
  t.after(() => first.kill());
  const [ada, grace] = await stage.openCall(t, ['Ada', 'Grace'], {url: first.url, path: '/room/left'});
  await Promise.all([ada, grace].map((page) => page.seesFrames(1)));
  await first.kill();
  await ada.tab.locator('#banner').waitFor({state: 'visible'});
  await grace.tab.locator('#leave').click();
  await ada.others(0);
  const second = await Parleyd.start({port: first.port});
  t.after(() => second.kill());
  await ada.tab.locator('#banner').waitFor({state: 'hidden'});
  await ada.others(0);
});
