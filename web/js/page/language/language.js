// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Chooses the language of a page, fetches its texts, and translates what the HTML says.
import {isFromRightToLeft, translate, useLanguage} from './translate.js';

/** @typedef {import('./translate.js').Messages} Messages */
/** @typedef {'en' | 'de' | 'fr' | 'es' | 'pt' | 'ja' | 'ar'} Language */

/** @type {Record<Language, string>} every language that the page speaks, by its own name */
export const LANGUAGES = {
  en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', pt: 'Português', ja: '日本語', ar: 'العربية',
};

/** Attributes whose values people read or hear. */
const ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'content'];

/** @type {Record<Language, () => Promise<{default: Messages}>>} a page fetches at most one of them */
const MESSAGES = {
  en: async () => ({default: {}}),
  de: () => import('./messages/de.js'),
  fr: () => import('./messages/fr.js'),
  es: () => import('./messages/es.js'),
  pt: () => import('./messages/pt.js'),
  ja: () => import('./messages/ja.js'),
  ar: () => import('./messages/ar.js'),
};

/** @param {string} tag such as pt-BR @returns {Language | undefined} */
function languageOf(tag) {
  const [primary] = tag.toLowerCase().split('-');
  return Object.hasOwn(LANGUAGES, primary) ? /** @type {Language} */ (primary) : undefined;
}

/**
 * @param {string} setting a language that the user has chosen; empty: the browser decides
 * @param {readonly string[]} preferred the browser's languages, the best first
 * @returns {{language: Language, locale: string}} `locale` has the region that the browser names with the language
 */
export function chooseLanguage(setting, preferred) {
  const language = languageOf(setting) ?? preferred.map(languageOf).find((known) => known) ?? 'en';
  const locale = preferred.find((tag) => languageOf(tag) === language) ?? language;
  return {language, locale};
}

/**
 * Translates the page. Call it before anything is drawn, because it replaces every text that it knows. If the texts
 * cannot be fetched, the page stays English.
 * @param {string} setting
 */
export async function loadLanguage(setting) {
  const {language, locale} = chooseLanguage(setting, navigator.languages);
  try {
    const {default: messages} = await MESSAGES[language]();
    useLanguage(language, locale, messages);
  } catch {
    return;
  }
  if (language === 'en') return;
  document.documentElement.lang = language;
  document.documentElement.dir = isFromRightToLeft() ? 'rtl' : 'ltr';
  translateTree(document.documentElement);
}

/** @param {Element} root */
function translateTree(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) translateAttributes(node);
    else node.nodeValue = translated(node.nodeValue ?? '');
  }
}

/** @param {Element} element */
function translateAttributes(element) {
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name);
    if (value) element.setAttribute(name, translated(value));
  }
}

/** @param {string} text with the white space of the HTML around it, which stays */
function translated(text) {
  const [, before, words, after] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  return words ? before + translate(words.replace(/\s+/g, ' ')) + after : text;
}
