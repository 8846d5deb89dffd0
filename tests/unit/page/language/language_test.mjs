// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {chooseLanguage} from '../../../../web/js/page/language/language.js';

const CHOICES = [
  {name: 'the first language of the browser that the page speaks', setting: '', preferred: ['nl', 'de-CH', 'en'],
    language: 'de', locale: 'de-CH'},
  {name: 'English when it speaks none of them', setting: '', preferred: ['nl', 'tlh'], language: 'en', locale: 'en'},
  {name: 'English when the browser tells none', setting: '', preferred: [], language: 'en', locale: 'en'},
  {name: 'the region of English stays', setting: '', preferred: ['en-GB', 'de'], language: 'en', locale: 'en-GB'},
  {name: 'the user’s choice before the browser’s', setting: 'de', preferred: ['en-US'], language: 'de', locale: 'de'},
  {name: 'the region of the user’s choice', setting: 'de', preferred: ['en', 'de-AT'], language: 'de', locale: 'de-AT'},
  {name: 'a choice that the page does not speak is none', setting: 'xx', preferred: ['DE'], language: 'de', locale: 'DE'},
  {name: 'a name of every object is no language', setting: 'constructor', preferred: ['toString'], language: 'en',
    locale: 'en'},
];

for (const {name, setting, preferred, language, locale} of CHOICES) {
  test(name, () => {
    assert.deepEqual(chooseLanguage(setting, preferred), {language, locale});
  });
}
