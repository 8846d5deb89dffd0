// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

const GAP = 4;
/** The smallest distance to the edge of the window, in pixels. */
const MARGIN = 8;
/** The width of .popup in tile.css, in pixels. */
const WIDTH = 264;

/**
 * Makes a panel that opens at a button, in the browser's top layer. Escape and a click elsewhere close it. The
 * focus then returns to the button.
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} panel in the document near the button
 * @param {string} label of the panel
 * @param {() => void} [onOpen] called before the panel appears
 */
export function makePopup(button, panel, label, onOpen = () => {}) {
  panel.classList.add('popup');
  panel.setAttribute('popover', 'auto');
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-label', label);
  button.popoverTargetElement = panel;
  button.setAttribute('aria-haspopup', 'dialog');
  button.setAttribute('aria-expanded', 'false');
  panel.addEventListener('beforetoggle', (event) => {
    const isOpening = /** @type {ToggleEvent} */ (event).newState === 'open';
    button.setAttribute('aria-expanded', String(isOpening));
    if (!isOpening) return;
    onOpen();
    place(panel, button.getBoundingClientRect());
  });
}

/**
 * Places the panel on the side of the button with more space, and within the window.
 * @param {HTMLElement} panel
 * @param {DOMRect} button
 */
function place(panel, button) {
  const {innerWidth, innerHeight} = window;
  const below = innerHeight - button.bottom;
  const isBelow = below >= button.top;
  const left = Math.min(Math.max(MARGIN, button.right - WIDTH), innerWidth - WIDTH - MARGIN);
  panel.style.left = `${Math.max(0, left)}px`;
  panel.style.top = isBelow ? `${button.bottom + GAP}px` : 'auto';
  panel.style.bottom = isBelow ? 'auto' : `${innerHeight - button.top + GAP}px`;
  panel.style.maxHeight = `${Math.max(below, button.top) - GAP - MARGIN}px`;
}
