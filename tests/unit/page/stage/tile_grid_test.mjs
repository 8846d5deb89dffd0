// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {tileGrid} from '../../../../web/js/page/stage/tile-grid.js';

const GAP = 8;
/** Tiles are not made narrower than this. */
const LEAST_WIDTH = 112;

/** What a laptop leaves for the stage, and what a phone does. */
const LAPTOP = [1408, 702];
const PHONE = [374, 676];

const shape = (count, [width, height]) => {
  const {columns, rows} = tileGrid(count, width, height, GAP);
  return `${columns}×${rows}`;
};

test('a wide stage is filled by columns and rows that suit the number', () => {
  const shapes = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((count) => shape(count, LAPTOP));
  assert.deepEqual(shapes, ['1×1', '2×1', '2×2', '2×2', '3×2', '3×2', '3×3', '3×3', '3×3']);
});

test('a stage that stands upright has more rows than columns', () => {
  const shapes = [1, 2, 3, 4, 6, 9].map((count) => shape(count, PHONE));
  assert.deepEqual(shapes, ['1×1', '1×2', '1×3', '2×2', '2×3', '2×5']);
});

test('tiles fit into the stage, and never overlap, up to 25 of them', () => {
  for (const [width, height] of [LAPTOP, PHONE, [800, 300], [300, 800], [1920, 1000]]) {
    for (let count = 1; count <= 25; count++) {
      const grid = tileGrid(count, width, height, GAP);
      assert.ok(grid.columns * grid.rows >= count);
      assert.ok(grid.columns * (grid.width + GAP) - GAP <= width, `${count} in ${width}×${height}`);
      const isTall = grid.rows * (grid.height + GAP) - GAP > height;
      assert.ok(!isTall || grid.width < 2 * LEAST_WIDTH, 'only tiles that would be too small make it scroll');
    }
  }
});

test('a tile is neither too wide nor too narrow for a face', () => {
  for (const [width, height] of [[3000, 300], [1408, 702], [700, 690]]) {
    const grid = tileGrid(3, width, height, GAP);
    const ratio = grid.width / grid.height;
    assert.ok(ratio > 1.32 && ratio < 1.79, `${ratio}`);
  }
});

test('where all would be too small to tell apart, the grid grows beyond the stage', () => {
  const grid = tileGrid(60, ...PHONE, GAP);
  assert.equal(grid.columns, 3);
  assert.ok(grid.width >= LEAST_WIDTH);
  assert.ok(grid.rows * grid.height > PHONE[1]);
});

test('a stage that is narrower than the least tile still has one column', () => {
  assert.equal(tileGrid(4, 90, 200, GAP).columns, 1);
  assert.deepEqual(tileGrid(2, 0, 0, GAP).width, 0);
});
