// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {stageLayout} from '../../../../web/js/page/stage/stage-layout.js';

const LAPTOP = {width: 1400, height: 700};
const PHONE = {width: 374, height: 676};

const isInside = ({x, y, width, height}, stage) =>
  x >= 0 && y >= 0 && x + width <= stage.width && y + height <= stage.height;
const overlaps = (a, b) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test('in a call of two the other one has the stage, and oneself a corner of it', () => {
  const {people: [own, other], isFloating} = stageLayout({people: 2, ...LAPTOP});
  assert.equal(isFloating, true);
  assert.deepEqual(other, {x: 0, y: 0, ...LAPTOP});
  assert.ok(isInside(own, LAPTOP));
  assert.ok(own.width * own.height < 0.06 * LAPTOP.width * LAPTOP.height);
});

test('a person alone has the whole of a stage that stands upright', () => {
  assert.deepEqual(stageLayout({people: 1, ...PHONE}).people, [{x: 0, y: 0, ...PHONE}]);
});

test('a last row that is not full stands in the middle', () => {
  const {people: [first, second, third]} = stageLayout({people: 3, ...LAPTOP});
  assert.equal(first.y, second.y);
  assert.ok(third.y > first.y);
  assert.ok(Math.abs(third.x - (first.x + second.x) / 2) <= 1, 'but for a pixel that cannot be halved');
});

test('tiles lie within the stage and beside each other', () => {
  for (const stage of [LAPTOP, PHONE]) {
    for (const screens of [0, 1, 2]) {
      for (const people of [1, 3, 4, 9]) {
        const layout = stageLayout({people, screens, ...stage});
        const boxes = [...layout.people, ...layout.screens];
        assert.equal(boxes.length, people + screens);
        const limit = {width: stage.width, height: layout.height};
        for (const [index, box] of boxes.entries()) {
          assert.ok(isInside(box, limit), `${people} and ${screens} in ${stage.width}`);
          assert.ok(!boxes.slice(index + 1).some((other) => overlaps(box, other)));
        }
      }
    }
  }
});

test('a shared screen is by far the largest', () => {
  for (const stage of [LAPTOP, PHONE]) {
    const {people: [own], screens: [screen]} = stageLayout({people: 4, screens: 1, ...stage});
    assert.ok(screen.width * screen.height > 2.5 * own.width * own.height);
  }
});

test('beside a screen on a wide stage pictures stay wider than high', () => {
  const {people} = stageLayout({people: 2, screens: 1, ...LAPTOP});
  assert.ok(people.every(({width, height}) => width > height));
});
