// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The server is restarted again and again under a call. Whether it could say goodbye or not,
// nobody's picture stops; and if it could, nobody is seen to leave.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';

import {watchLapses} from '../support/web/in-page.mjs';
import {Parleyd} from './parleyd.mjs';
import {until} from './room-page.mjs';
import {Stage, timeout} from './stage.mjs';

const stage = new Stage();
const NAMES = ['Ada', 'Grace', 'Hedy', 'Radia'];
const RESTARTS = 10;

/** Fewer, for a page that was told nothing waits longer each time: half a second, then 1, 2 and 4. */
const CRASHES = 4;

/** Runs in a page: counts the tiles that go away from now on. */
function watchDepartures() {
  window.departures = 0;
  const isTile = (node) => node instanceof HTMLElement && node.classList.contains('tile');
  new MutationObserver((changes) => {
    for (const {removedNodes} of changes) window.departures += [...removedNodes].filter(isTile).length;
  }).observe(document.querySelector('#call'), {childList: true, subtree: true});
}

const welcomes = (page) => page.tab.evaluate(
  () => window.receivedMessages.filter(({type}) => type === 'welcome').map(({data}) => data));

/** Waits for a page's next welcome. */
const nextWelcome = (page, before) => until('a welcome of the next server', async () => {
  const all = await welcomes(page);
  return all.length > before ? all.at(-1) : undefined;
});

/** A call over a server that is replaced `count` times; `end` ends one, `check` looks at each page's welcome. */
async function liveThroughRestarts(t, names, count, end, check) {
  const others = names.length - 1;
  const folder = mkdtempSync(join(tmpdir(), 'parley-restarts-'));
  t.after(() => rmSync(folder, {recursive: true}));
  const config = `resume:\n  state_file: ${join(folder, 'sessions')}\n`;
  let server = await Parleyd.start({config});
  t.after(() => server.kill());
  const pages = await stage.openCall(t, names, {url: server.url, path: '/room/restarts'});
  await Promise.all(pages.map((page) => page.seesFrames(others)));
  await Promise.all(pages.flatMap(({tab}) => [tab.evaluate(watchDepartures), tab.evaluate(watchLapses)]));
  for (let restart = 1; restart <= count; restart += 1) {
    await end(server);
    server = await Parleyd.start({port: server.port, config});
    await Promise.all(pages.map(async (page) => check(await nextWelcome(page, restart), page)));
    await Promise.all(pages.map((page) => page.seesFrames(others)));
  }
  for (const page of pages) {
    await page.others(others);
    assert.deepEqual(await page.tab.evaluate(() => window.lapses()), []);
    const states = await page.tab.evaluate(() => window.peerConnections.map(({connectionState}) => connectionState));
    assert.deepEqual(states, Array(others).fill('connected'), 'the connections of the beginning, and no others');
    assert.equal(await page.tab.evaluate(() => window.departures), 0, 'nobody was taken off the page');
  }
  return pages;
}

test('a call of four goes on through ten clean restarts, and nobody is seen to leave', {timeout}, async (t) => {
  const ids = new Map();
  const stop = async (server) => assert.equal(await server.stop(), 0);
  const pages = await liveThroughRestarts(t, NAMES, RESTARTS, stop, (welcome, page) => {
    assert.equal(welcome.resumed, true);
    assert.equal(welcome.id, ids.get(page) ?? welcome.id, 'the same id as before');
    ids.set(page, welcome.id);
  });
  for (const page of pages) {
    for (const type of ['client-left', 'client-suspended', 'client-joined']) {
      const joinedLater = type === 'client-joined' ? NAMES.length - 1 - pages.indexOf(page) : 0;
      assert.equal(await page.countReceived(type), joinedLater, type);
    }
  }
  await pages[0].say('all the time');
  await Promise.all(pages.map((page) => page.line(NAMES[0], 'all the time')));
});

test('a call of three goes on through four crashes', {timeout}, async (t) => {
  const pages = await liveThroughRestarts(t, NAMES.slice(1), CRASHES, (server) => server.kill(), (welcome) => {
    assert.equal(welcome.resumed, false);
  });
  await pages[0].say('all the time');
  await Promise.all(pages.map((page) => page.line('Grace', 'all the time')));
});
