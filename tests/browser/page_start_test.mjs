// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What the room page fetches, and what it does if a part of it is missing.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Stage, timeout} from './stage.mjs';

const stage = new Stage();

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
