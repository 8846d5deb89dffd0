// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What the room page fetches, and what it does if a part of it is missing.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {visit} from '../support/web/visit.mjs';
import {Stage, timeout} from './stage.mjs';

const stage = new Stage({isWhole: true});

/** As packages serve the page, or as it is in the tree. */
const isPackaged = process.env.PARLEY_WEB_ROOT !== undefined;
/** At most, for a first visit; `before` the preview is shown. */
const LIMITS = isPackaged ? {before: 8, requests: 15, bytes: 130_000} : {before: 45, requests: 110, bytes: 260_000};

test('the preview needs few requests and bytes', {timeout}, async (t) => {
  const context = await stage.browser.newContext();
  t.after(() => context.close());
  const {requestsBeforePreview, requests, bytes} = await visit(context, stage.parleyd.url + stage.newRoom());
  assert.ok(requestsBeforePreview <= LIMITS.before, `${requestsBeforePreview} requests before the preview`);
  assert.ok(requests <= LIMITS.requests, `${requests} requests`);
  assert.ok(bytes <= LIMITS.bytes, `${bytes} bytes`);
});

test('a second visit loads nothing again, and asks for nothing that has a hash in its name', {timeout}, async (t) => {
  const context = await stage.browser.newContext();
  t.after(() => context.close());
  const url = stage.parleyd.url + stage.newRoom();
  const first = await visit(context, url);
  const second = await visit(context, url);
  assert.deepEqual(second.urls.filter((one) => one.includes('/assets/')), []);
  assert.equal(first.urls.some((one) => one.includes('/assets/')), isPackaged);
  const headers = 900 * second.requests;
  assert.ok(second.bytes <= headers, `${second.bytes} bytes in ${second.requests} responses: more than headers`);
});

test('a page that could not load the part for calls says so, and loads it when asked again', {timeout}, async (t) => {
  const page = await stage.open(t, stage.newRoom(), {
    async beforeOpening(tab) {
      await tab.route('**/call-parts*.js', (route) => route.abort());
    },
  });
  await page.tab.locator('#join').click();
  await page.tab.getByText('This page is incomplete').waitFor();
  assert.equal(await page.tab.evaluate(() => document.activeElement?.id), 'ended-title');
  await page.tab.unroute('**/call-parts*.js');
  await page.tab.getByRole('button', {name: 'Join again'}).click();
  await page.join();
});
