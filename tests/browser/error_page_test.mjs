// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The error pages of parleyd as browsers show them.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {checkErrorPage} from './error-page.mjs';
import {Stage, timeout} from './stage.mjs';

const stage = new Stage();

const PAGES = [
  ['/nothing', {status: 404, title: 'There is no such page'}],
  ['/room/tea/x/y', {status: 404, title: 'There is no such page'}],
  ['/room/a%0ab', {status: 400, title: 'This address does not work'}],
  ['/room/tea/ws', {status: 426, title: 'This is not the address of a page'}],
];

for (const [path, expected] of PAGES) {
  test(`${path} is explained on a phone, in light and in dark`, {timeout}, async (t) => {
    const {url} = stage.parleyd;
    const check = (scheme) => checkErrorPage(stage.browser, t, url + path, {...expected, start: `${url}/`}, scheme);
    assert.notEqual(await check('light'), await check('dark'));
  });
}
