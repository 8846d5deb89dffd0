// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** The largest and the smallest ratio of width to height of a tile: a person's head fits into both. */
const WIDEST = 16 / 9;
const NARROWEST = 4 / 3;
/** The smallest ratio on an upright screen, where upright tiles waste less space. */
const NARROWEST_UPRIGHT = 2 / 3;

/** In narrower tiles people look alike. Instead of using them, the grid grows beyond the screen and scrolls. */
const LEAST_WIDTH = 112;

/**
 * @typedef {object} Grid
 * @property {number} columns
 * @property {number} rows
 * @property {number} width of each tile, in whole pixels
 * @property {number} height
 */

/**
 * Finds the columns and rows that make the tiles largest. Of two equal grids the one with fewer empty places wins.
 * @param {number} count of tiles
 * @param {number} width of the space
 * @param {number} height
 * @param {number} gap between two tiles
 * @param {boolean} [mayBeUpright] whether tiles may be higher than wide
 * @returns {Grid} higher than the space if the tiles would otherwise become too small
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
 * A grid with the most columns that are wide enough, and as many rows as it needs.
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
