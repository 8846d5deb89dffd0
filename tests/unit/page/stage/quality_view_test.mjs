// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {qualityRows, qualityWords} from '../../../../web/js/page/stage/quality-view.js';

const STATS = {
  roundTripMs: 38.4, lossIn: 0.034, lossOut: 0, bitrateIn: 1_310_000, bitrateOut: 842_400, path: 'relay',
  protocol: 'tls', quality: 'fair', videoIn: {width: 1280, height: 720, framesPerSecond: 30}, videoOut: null,
  codecs: 'opus, VP8',
};

test('the numbers are rounded to what can be read', () => {
  assert.deepEqual(qualityRows(STATS), [
    ['Quality', 'fair'],
    ['Path', 'relayed (TLS)'],
    ['Round trip', '38 ms'],
    ['Received', '1.3 Mbit/s, 3.4 % lost'],
    ['Sent', '842 kbit/s, 0 % lost'],
    ['Video received', '1280 × 720, 30 fps'],
    ['Video sent', '–'],
    ['Codecs', 'opus, VP8'],
  ]);
});

test('what was not measured is not made up', () => {
  const rows = Object.fromEntries(qualityRows({
    ...STATS, roundTripMs: null, lossIn: null, path: 'unknown', protocol: '', codecs: '',
  }));
  assert.equal(rows['Round trip'], '–');
  assert.match(rows.Received, /loss unknown/);
  assert.equal(rows.Path, 'not known yet');
  assert.equal(rows.Codecs, '–');
  assert.deepEqual(qualityRows(null), [['Quality', 'not known']]);
});

test('the bars are put into words', () => {
  assert.equal(qualityWords(null), 'Connection not known');
  assert.equal(qualityWords(STATS), 'Connection fair, relayed');
  assert.equal(qualityWords({...STATS, path: 'unknown', quality: 'good'}), 'Connection good');
});
