// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {make} from '../ui/make.js';
import {translate} from '../language/translate.js';

/** @typedef {'microphone' | 'camera' | 'screen' | 'hand' | 'chat' | 'copy' | 'help'} ShortcutName */

/** @type {Record<string, {name: ShortcutName, does: () => string}>} by key */
const SHORTCUTS = {
  m: {name: 'microphone', does: () => translate('Microphone on or off')},
  v: {name: 'camera', does: () => translate('Camera on or off')},
  s: {name: 'screen', does: () => translate('Share the screen, or stop')},
  h: {name: 'hand', does: () => translate('Raise or lower the hand')},
  c: {name: 'chat', does: () => translate('Open or close the chat')},
  i: {name: 'copy', does: () => translate('Copy the link to this room')},
  '?': {name: 'help', does: () => translate('Show this list')},
};

/** Keys that the list also explains, although other modules handle them. */
const ALSO = [
  {key: () => translate('Space|key'), does: () => translate('Hold to talk while you are muted')},
  {key: () => translate('Esc|key'), does: () => translate('Close the chat or the topmost dialog')},
];

/**
 * @param {{key: string, ctrlKey: boolean, altKey: boolean, metaKey: boolean, repeat: boolean}} event
 * @returns {ShortcutName | null}
 */
export function shortcutOf({key, ctrlKey, altKey, metaKey, repeat}) {
  if (ctrlKey || altKey || metaKey || repeat) return null;
  const shortcut = key.toLowerCase();
  return Object.hasOwn(SHORTCUTS, shortcut) ? SHORTCUTS[shortcut].name : null;
}

/**
 * Whether a key belongs to the focused element: a text field, a list or a slider.
 * @param {EventTarget | null} target
 */
export function isTyping(target) {
  if (!(target instanceof Element)) return false;
  return target.closest('input, textarea, select, [contenteditable], dialog') !== null;
}

/** @param {HTMLElement} list to fill with the shortcuts */
export function listShortcuts(list) {
  const keys = Object.entries(SHORTCUTS).map(([key, {does}]) => ({key: () => key.toUpperCase(), does}));
  list.replaceChildren(...[...keys, ...ALSO].map(
    ({key, does}) => make('div', {}, make('dt', {}, make('kbd', {}, key())), make('dd', {}, does()))));
}
