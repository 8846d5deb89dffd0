// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {LANGUAGES} from '../language/language.js';
import {translate} from '../language/translate.js';
import {make} from '../ui/make.js';
import {loadSettings} from './settings.js';

/** @typedef {import('./settings-dialog.js').Section} Section */

/**
 * The choice of the page's language. Before joining, the page is loaded again at once. During a call that would
 * interrupt the call, so the user is told that the language changes later.
 * @param {Section} section
 */
export function makeLanguageChoice({change, target}) {
  const options = Object.entries(LANGUAGES).map(([value, name]) => make('option', {value, lang: value}, name));
  const select = make('select', {id: 'settings-language'},
    make('option', {value: ''}, translate('As the browser')), ...options);
  const hint = make('p', {class: 'hint', role: 'status'});
  select.value = loadSettings().language;
  select.addEventListener('change', () => {
    change({language: select.value});
    if (target.manager) hint.textContent = translate('The language changes when this page is loaded again.');
    else location.reload();
  });
  return make('div', {class: 'settings-language'},
    make('label', {for: select.id}, translate('Language')), select, hint);
}
