// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {afterEach, test} from 'node:test';

import {currentLocale, formatNumber, translate, translateCount, useLanguage} from
  '../../../../web/js/page/language/translate.js';

afterEach(() => useLanguage('en', 'en', {}));

test('without translations a text is English, with its placeholders filled', () => {
  assert.equal(translate('{name} has joined.', {name: 'Ziggy'}), 'Ziggy has joined.');
  assert.equal(translate('{name} has left.'), '{name} has left.');
});

test('a translation may move the placeholders', () => {
  useLanguage('de', 'de', {'Try {server}': '{server} ausprobieren'});
  assert.equal(translate('Try {server}', {server: 'stun:a'}), 'stun:a ausprobieren');
  assert.equal(translate('Close'), 'Close');
});

test('a value is never taken for a template', () => {
  assert.equal(translate('{name} as {server}', {name: '{server}', server: 'a $& b'}), '{server} as a $& b');
  assert.equal(translate('{constructor}'), '{constructor}');
  assert.equal(translate('toString'), 'toString');
});

test('a mark tells equal English texts apart and is never shown', () => {
  assert.equal(translate('good|level'), 'good');
  useLanguage('pt', 'pt', {'good': 'boa', 'good|level': 'bom'});
  assert.deepEqual([translate('good'), translate('good|level')], ['boa', 'bom']);
});

test('the number decides the form, by the rules of the language', () => {
  const people = (count) => translateCount(count, {one: '{count} person', other: '{count} people'});
  assert.deepEqual([people(1), people(2)], ['1 person', '2 people']);
  useLanguage('ar', 'ar-EG', {'{count} people': {two: 'شخصان', few: '{count} أشخاص', other: '{count} شخص'}});
  assert.deepEqual([people(2), people(3), people(100)], ['شخصان', '٣ أشخاص', '١٠٠ شخص']);
  useLanguage('ja', 'ja', {'{count} people': '{count}人'});
  assert.equal(people(5), '5人');
});

test('from right to left, a value does not change the order of the text around it', () => {
  useLanguage('ar', 'ar', {'Try {server}': 'تجربة {server}'});
  assert.equal(translate('Try {server}', {server: 'stun:a'}), 'تجربة \u2068stun:a\u2069');
});

test('numbers follow the region', () => {
  assert.deepEqual([formatNumber(1234.56, 1), formatNumber(12)], ['1234.6', '12']);
  useLanguage('de', 'de-AT', {});
  assert.equal(currentLocale(), 'de-AT');
  assert.equal(formatNumber(2.5, 1), '2,5');
});
