// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** How wide a tile may be in proportion to its height, and how narrow: a person's head fits in both. */
const WIDEST = 16 / 9;
const NARROWEST = 4 / 3;
/** On a screen that stands upright, upright pictures waste less. */
const NARROWEST_UPRIGHT = 2 / 3;

/** Narrower tiles tell nobody apart; before that happens the grid grows beyond the screen and scrolls. */
const LEAST_WIDTH = 112;

/**
 * @typedef {object} Grid
 * @property {number} columns
 * @property {number} rows
 * @property {number} width of each tile, in whole pixels
 * @property {number} height
 */

/**
 * The columns and rows in which the tiles become largest. Of two that are equally large the one with
 * fewer empty places wins.
 * @param {number} count of tiles
 * @param {number} width of the space
 * @param {number} height
 * @param {number} gap between two tiles
 * @param {boolean} [mayBeUpright] whether tiles may be higher than wide
 * @returns {Grid} higher than the space if the tiles would become too small in it
 */
export function tileGrid(count, width, height, gap, mayBeUpright = height > width) {
  const narrowest = mayBeUpright ? NARROWEST_UPRIGHT : NARROWEST;
  /** @type {Grid | null} */
  let best = null;
  for (let columns = 1; columns <= count; columns++) {
    const grid = gridOf(count, columns, width, height, gap, narrowest);
    if (grid.width >= Math.min(LEAST_WIDTH, width) && (!best || isBetter(grid, best))) best = grid;
  }
  return best ?? tallGrid(count, width, gap);
}

/**
 * @param {number} count
 * @param {number} columns
 * @param {number} width
 * @param {number} height
 * @param {number} gap
 * @param {number} narrowest
 * @returns {Grid}
 */
function gridOf(count, columns, width, height, gap, narrowest) {
  const rows = Math.ceil(count / columns);
  const cellWidth = (width - gap * (columns - 1)) / columns;
  const cellHeight = (height - gap * (rows - 1)) / rows;
  const tileWidth = Math.max(0, Math.floor(Math.min(cellWidth, cellHeight * WIDEST)));
  const tileHeight = Math.max(0, Math.floor(Math.min(cellHeight, cellWidth / narrowest)));
  return {columns, rows, width: tileWidth, height: tileHeight};
}

/**
 * @param {Grid} grid
 * @param {Grid} other with fewer columns
 */
function isBetter(grid, other) {
  const [area, otherArea] = [grid, other].map(({width, height}) => width * height);
  if (area !== otherArea) return area > otherArea;
  return grid.columns * grid.rows < other.columns * other.rows;
}

/**
 * As many columns as can be told apart, and as many rows as it takes.
 * @param {number} count
 * @param {number} width
 * @param {number} gap
 * @returns {Grid}
 */
function tallGrid(count, width, gap) {
  const columns = Math.max(1, Math.min(count, Math.floor((width + gap) / (LEAST_WIDTH + gap))));
  const tileWidth = Math.max(0, Math.floor((width - gap * (columns - 1)) / columns));
  return {columns, rows: Math.ceil(count / columns), width: tileWidth, height: Math.floor(tileWidth / NARROWEST)};
}
