// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';

const SOURCE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * What axe-core finds wrong with a page as it is now, as "rule: elements". The page must have been opened
 * with `bypassCSP`, for axe-core brings styles of its own.
 * @param {import('playwright-core').Page} tab
 * @returns {Promise<string[]>}
 */
export async function accessibilityProblems(tab) {
  await tab.evaluate(await readFile(SOURCE, 'utf8'));
  const violations = await tab.evaluate(async () => {
    const {violations: found} = await window.axe.run(document, {preload: false, resultTypes: ['violations']});
    return found.map(({id, nodes}) => ({id, targets: nodes.map(({target}) => target.join(' '))}));
  });
  return violations.map(({id, targets}) => `${id}: ${targets.join(', ')}`);
}

/** The looks in which a page must be in order: options of a browser's context, by name. */
export const LOOKS = {
  'light and wide': {colorScheme: 'light', viewport: {width: 1440, height: 900}},
  'dark and narrow': {colorScheme: 'dark', viewport: {width: 390, height: 844}},
};
