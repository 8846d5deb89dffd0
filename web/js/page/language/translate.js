// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The texts of the page in the user's language. The sources have them in English, and messages/ has a file for every
// other language, which maps each English text to its translation. A text without a translation stays English.

/** @typedef {'zero' | 'one' | 'two' | 'few' | 'many'} Form */
/** @typedef {Partial<Record<Form, string>> & {other: string}} Forms of a text that depends on a number */
/** @typedef {Record<string, string | Forms>} Messages by the English text, or by its form `other` */
/** @typedef {Record<string, string | number>} Values of the placeholders, which are names in braces */

/** Languages that are written from right to left. */
const FROM_RIGHT_TO_LEFT = new Set(['ar']);

let language = 'en';
let locale = 'en';
/** @type {Messages} */
let messages = {};

/**
 * Chooses the language of all later texts.
 * @param {string} ofTexts
 * @param {string} ofNumbers the language with its region, which decides how numbers and times are written
 * @param {Messages} translations
 */
export function useLanguage(ofTexts, ofNumbers, translations) {
  language = ofTexts;
  locale = ofNumbers;
  messages = translations;
}

export const isFromRightToLeft = () => FROM_RIGHT_TO_LEFT.has(language);

/** @returns {string} for Intl */
export const currentLocale = () => locale;

/**
 * Call it with the text itself, not with a variable: tests/lint/messages.py looks for the texts.
 * @param {string} english If one English text needs two translations, `|` and a word at its end tell them apart.
 * @param {Values} [values]
 */
export function translate(english, values = {}) {
  const found = Object.hasOwn(messages, english) ? messages[english] : english.replace(/\|.*$/, '');
  return fill(typeof found === 'string' ? found : found.other, isFromRightToLeft() ? isolated(values) : values);
}

/**
 * @param {number} count which decides the form, and stands for {count} in it
 * @param {Forms} english
 */
export function translateCount(count, english) {
  const found = Object.hasOwn(messages, english.other) ? messages[english.other] : english;
  const forms = typeof found === 'string' ? {other: found} : found;
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
  return fill(form, {count: formatNumber(count)});
}

/**
 * @param {number} value
 * @param {number} [digits] after the decimal point
 */
export function formatNumber(value, digits = 0) {
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false,
  }).format(value);
}

/**
 * Puts each value between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9): a name or an address in Latin
 * letters does not change the order of the text around it.
 * @param {Values} values
 * @returns {Values}
 */
function isolated(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `\u2068${value}\u2069`]));
}

/**
 * @param {string} text
 * @param {Values} values
 */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}
