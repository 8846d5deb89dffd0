// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {tileGrid} from './tile-grid.js';

/** @typedef {{x: number, y: number, width: number, height: number}} Box */

/**
 * @typedef {object} Layout
 * @property {Box[]} people the place of each person's tile, in the order of the tiles
 * @property {Box[]} screens the place of each shared screen
 * @property {number} height of the whole layout; greater than that of the stage if the layout scrolls
 * @property {boolean} isFloating whether the first person's tile floats over that of the other person
 */

/** The share of the stage for shared screens, with the people beside or below them. */
const SCREENS_SHARE = 0.78;
const SCREENS_SHARE_UPRIGHT = 0.6;
/** Limits of the strip of people beside a screen. */
const STRIP_LEAST = 160;
const STRIP_MOST = 320;

/** The own picture in a call of two: a share of the stage, within these limits. */
const FLOATING_SHARE = 0.22;
const FLOATING_LEAST = 104;
const FLOATING_MOST = 260;

/**
 * Decides the place of every tile. With two people, the other person gets the whole stage, and the own picture
 * floats in its corner. Shared screens take most of the stage, with the people in a strip.
 * @param {object} wanted
 * @param {number} wanted.people including the user, who is the first
 * @param {number} [wanted.screens]
 * @param {number} wanted.width
 * @param {number} wanted.height
 * @param {number} [wanted.gap]
 * @returns {Layout}
 */
export function stageLayout({people, screens = 0, width, height, gap = 8}) {
  const stage = {x: 0, y: 0, width, height};
  if (screens > 0) return besideScreens(people, screens, stage, gap);
  if (people === 2) {
    return {people: [floating(stage, gap), stage], screens: [], height, isFloating: true};
  }
  const boxes = people === 1 && height > width ? [stage] : boxesIn(stage, people, gap);
  return {people: boxes, screens: [], height: lowest(boxes, height), isFloating: false};
}

/**
 * @param {number} people
 * @param {number} screens
 * @param {Box} stage
 * @param {number} gap
 * @returns {Layout}
 */
function besideScreens(people, screens, stage, gap) {
  const {width, height} = stage;
  let main;
  let strip;
  if (width > height) {
    const stripWidth = Math.round(Math.min(STRIP_MOST, Math.max(STRIP_LEAST, width * (1 - SCREENS_SHARE))));
    main = {x: 0, y: 0, width: width - stripWidth - gap, height};
    strip = {x: main.width + gap, y: 0, width: stripWidth, height};
  } else {
    // A screen is wider than high, so the people get the space below it.
    const mainHeight = Math.round(Math.min(height * SCREENS_SHARE_UPRIGHT, screens * width * 0.75));
    main = {x: 0, y: 0, width, height: mainHeight};
    strip = {x: 0, y: mainHeight + gap, width, height: Math.max(0, height - mainHeight - gap)};
  }
  const peopleBoxes = boxesIn(strip, people, gap, height > width);
  return {
    people: peopleBoxes,
    screens: screens === 1 ? [main] : boxesIn(main, screens, gap, false),
    height: lowest(peopleBoxes, height),
    isFloating: false,
  };
}

/**
 * The tiles of a grid, centred in an area. A last row that is not full is centred, too.
 * @param {Box} area
 * @param {number} count
 * @param {number} gap
 * @param {boolean} [mayBeUpright]
 * @returns {Box[]}
 */
function boxesIn(area, count, gap, mayBeUpright) {
  const grid = tileGrid(count, area.width, area.height, gap, mayBeUpright);
  const total = grid.rows * (grid.height + gap) - gap;
  const top = area.y + Math.max(0, Math.floor((area.height - total) / 2));
  return Array.from({length: count}, (_, index) => {
    const row = Math.floor(index / grid.columns);
    const inRow = Math.min(grid.columns, count - row * grid.columns);
    const left = area.x + Math.floor((area.width - inRow * (grid.width + gap) + gap) / 2);
    const x = left + (index % grid.columns) * (grid.width + gap);
    return {x, y: top + row * (grid.height + gap), width: grid.width, height: grid.height};
  });
}

/**
 * @param {Box} stage
 * @param {number} gap
 * @returns {Box}
 */
function floating(stage, gap) {
  const longer = Math.max(stage.width, stage.height);
  const side = Math.round(Math.min(FLOATING_MOST, Math.max(FLOATING_LEAST, longer * FLOATING_SHARE)));
  const isUpright = stage.height > stage.width;
  const width = isUpright ? Math.round(side * 0.75) : side;
  const height = isUpright ? side : Math.round(side / (16 / 9));
  return {x: stage.width - width - 2 * gap, y: stage.height - height - 2 * gap, width, height};
}

/**
 * @param {Box[]} boxes
 * @param {number} least
 */
function lowest(boxes, least) {
  return Math.max(least, ...boxes.map(({y, height}) => y + height));
}
