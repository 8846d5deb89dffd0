// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

import {isIceUrl, isTurnUrl} from '../../../../web/js/page/settings/ice-server-fields.js';

// The samples that tests/unit/ice/ice_url_test.cpp reads as well.
const SAMPLES = JSON.parse(readFileSync(new URL('../../../data/ice/urls.json', import.meta.url), 'utf8'));

test('addresses of servers are taken, and TURN is told from STUN', () => {
  assert.ok(SAMPLES.valid.length > 0);
  for (const {url, turn} of SAMPLES.valid) assert.deepEqual([isIceUrl(url), isTurnUrl(url)], [true, turn], url);
});

test('what is no address of a server is refused', () => {
  assert.ok(SAMPLES.invalid.length > 0);
  for (const url of SAMPLES.invalid) assert.ok(!isIceUrl(url), JSON.stringify(url));
});
