// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What the library can say in a real browser of a first connection that fails. Browsers hide more from a
// page than a fake would.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {after, before, test} from 'node:test';

import {Parleyd} from './parleyd.mjs';
import {RoomPage, startBrowser} from './room-page.mjs';
import {timeout} from './stage.mjs';

const WEB = new URL('../../web/', import.meta.url);

let site;
let parleyd;
let browser;

/** Another site that serves the library, a page, and nothing else. */
async function startSite() {
  const server = createServer(async ({url}, response) => {
    if (url === '/') return response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>site</title>');
    if (!url.startsWith('/js/')) return response.writeHead(404).end();
    response.setHeader('Content-Type', 'text/javascript').end(await readFile(new URL(`.${url}`, WEB)));
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return server;
}

before(async () => {
  site = await startSite();
  parleyd = await Parleyd.start();
  browser = await startBrowser();
}, {timeout});

after(async () => {
  await browser?.close();
  site?.close();
  if (parleyd) assert.equal(await parleyd.stop(), 0);
}, {timeout});

/** Runs in the page: what a Manager tells of an address. */
async function connectTo(url) {
  const {LocalMedia, Manager} = await import('/js/index.js');
  const manager = new Manager({url, media: new LocalMedia()});
  try {
    return await new Promise((resolve) => {
      manager.on('unreachable', ({reason, status}) => resolve([reason, status]));
      manager.on('joined', () => resolve(['joined', null]));
      manager.join();
    });
  } finally {
    manager.close();
  }
}

test('a first connection that fails says why, as far as a page can know', {timeout}, async (t) => {
  const own = `127.0.0.1:${site.address().port}`;
  const gone = await Parleyd.start();
  assert.equal(await gone.stop(), 0);
  const page = await RoomPage.open(browser, `http://${own}/`);
  t.after(() => page.close());
  const expected = {
    [`ws://${own}/room/tea/ws`]: ['not-found', 404],
    [`ws://127.0.0.1:${parleyd.port}/room/tea/ws`]: ['hidden', null],  // it refuses the origin
    [`ws://127.0.0.1:${gone.port}/room/tea/ws`]: ['no-response', null],
  };
  for (const [url, found] of Object.entries(expected)) assert.deepEqual(await page.tab.evaluate(connectTo, url), found);
});

test('a proxy that does not pass on the upgrade is told apart', {timeout}, async (t) => {
  const page = await RoomPage.open(browser, `${parleyd.url}/room/tea`);
  t.after(() => page.close());
  const withoutUpgrade = `ws://127.0.0.1:${parleyd.port}/healthz`;
  assert.deepEqual(await page.tab.evaluate(connectTo, withoutUpgrade), ['no-upgrade', 200]);
  assert.deepEqual(await page.tab.evaluate(connectTo, `ws://127.0.0.1:${parleyd.port}/room/tea/ws`), ['joined', null]);
});
