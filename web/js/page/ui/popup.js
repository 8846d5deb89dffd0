// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

const GAP = 4;
/** The least distance to the window's edge. */
const MARGIN = 8;
/** As wide as .popup is in tile.css. */
const WIDTH = 264;

/**
 * Makes a panel that opens at a button: in the browser's top layer, closed by Escape and by a click
 * elsewhere, with the focus back on the button.
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} panel somewhere beside the button in the document
 * @param {string} label of the panel
 * @param {() => void} [onOpen] called before it is seen
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
 * On the side of the button that has more room, and within the window.
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
