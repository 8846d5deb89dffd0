// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// A call as people make it: a browser that trusts the certificate, the page from nginx, the WebSocket
// through it, and parleyd behind.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {checkErrorPage} from '../browser/error-page.mjs';
import {assertNoComplaints, timeout} from '../browser/stage.mjs';
import {RoomPage, startBrowser} from '../browser/room-page.mjs';
import {certificates, Edge} from './edge.mjs';

let browser;

before(async () => {
  // The authority of this test is in the NSS database of this home, so that certificates are checked.
  process.env.HOME = certificates().trustingHome();
  browser = await startBrowser({isWhole: true});
}, {timeout});

after(() => browser?.close(), {timeout});

test('two pages call each other through TLS', {timeout}, async (t) => {
  const edge = await Edge.start(t);
  const pages = [];
  for (const name of ['Ada', 'Grace']) {
    const page = await RoomPage.open(browser, `${edge.nginx.url}/room/tea`);
    t.after(() => page.close());
    await page.join(name);
    pages.push(page);
  }
  for (const page of pages) {
    await page.seesFrames(1);
    assert.equal(await page.tab.evaluate(() => location.protocol), 'https:');
  }
  assert.equal(edge.service.logged(/event=joined .*address=127\.0\.0\.1$/).length, 2);
  assertNoComplaints(...pages);
});

test('the error pages of parleyd reach the browser, with their style', {timeout}, async (t) => {
  const edge = await Edge.start(t);
  const {url} = edge.nginx;
  const none = {status: 404, title: 'There is no such page', start: `${url}/`};
  assert.notEqual(await checkErrorPage(browser, t, `${url}/nothing`, none, 'light'),
    await checkErrorPage(browser, t, `${url}/room/tea/x/y`, none, 'dark'));
  const malformed = {...none, status: 400, title: 'This address does not work'};
  await checkErrorPage(browser, t, `${url}/room/a%0ab`, malformed, 'light');
});
