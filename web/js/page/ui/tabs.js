// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {make} from './make.js';

/** @typedef {{id: string, label: string, panel: HTMLElement}} Tab */

/** @type {Record<string, (index: number, count: number) => number>} the tab to which each key moves */
const STEPS = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * Shows one of several panels. It follows the tabs pattern of the ARIA Authoring Practices: the Tab key stops once
 * at the row of tabs, and the arrow keys move from tab to tab.
 * @param {string} label
 * @param {Tab[]} tabs
 * @returns {HTMLElement[]} the row of tabs and the panels, which the caller inserts into the page
 */
export function makeTabs(label, tabs) {
  const buttons = tabs.map(({id, label: text}) => make('button', {
    type: 'button', role: 'tab', id: `${id}-tab`, 'aria-controls': `${id}-panel`,
  }, text));
  const select = (/** @type {number} */ chosen) => {
    for (const [index, button] of buttons.entries()) {
      button.setAttribute('aria-selected', String(index === chosen));
      button.tabIndex = index === chosen ? 0 : -1;
      tabs[index].panel.hidden = index !== chosen;
    }
  };
  for (const [index, button] of buttons.entries()) {
    button.addEventListener('click', () => select(index));
    button.addEventListener('keydown', (event) => {
      const next = STEPS[keyOf(event)]?.(index, buttons.length);
      if (next === undefined) return;
      event.preventDefault();
      select(next);
      buttons[next].focus();
    });
  }
  const row = make('div', {class: 'tabs', role: 'tablist', 'aria-label': label}, ...buttons);
  select(0);
  return [row, ...tabs.map(panelOf)];
}

/**
 * In a row from right to left, the next tab is at the left.
 * @param {KeyboardEvent} event
 */
function keyOf({key}) {
  if (document.documentElement.dir !== 'rtl') return key;
  return {ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft'}[key] ?? key;
}

/** @param {Tab} tab */
function panelOf({id, panel}) {
  panel.id = `${id}-panel`;
  panel.setAttribute('role', 'tabpanel');
  panel.setAttribute('aria-labelledby', `${id}-tab`);
  return panel;
}
