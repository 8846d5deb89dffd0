// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {videoLimit} from '../../../../web/js/client/room/own-media.js';

for (const [maxHeight, peers, maxBitrate] of [
  [180, 1, 250_000], [181, 1, 700_000], [360, 1, 700_000], [720, 1, 1_700_000], [1080, 1, 3_000_000],
  [2160, 1, 3_000_000], [720, 0, 1_700_000], [1080, 2, 2_000_000], [720, 3, 1_333_333], [360, 8, 500_000],
  [180, 8, 250_000], [720, 33, 121_212], [720, 34, 120_000], [720, 99, 120_000],
]) {
  test(`${maxHeight} lines to ${peers} take ${maxBitrate} bit/s each`, () => {
    assert.deepEqual(videoLimit({maxHeight, maxFrameRate: 15}, peers), {maxBitrate, maxFramerate: 15});
  });
}
