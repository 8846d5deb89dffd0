// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * @param {string} name
 * @returns {string} one or two letters to show in place of a picture
 */
export function initials(name) {
  const words = name.trim().split(/[\s_.-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) return firstCharacter(name.trim()) || '?';
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return chosen.map(firstLetter).join('').toLocaleUpperCase();
}

/**
 * @param {string} name
 * @returns {number} a hue in degrees; the same name has the same hue everywhere
 */
export function hue(name) {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return hash;
}

/** @param {string} word */
function firstLetter(word) {
  return /[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0] ?? '';
}

// One visible character may consist of many code points, such as a flag or an emoji of a family.
/** @param {string} text */
function firstCharacter(text) {
  const segmenter = globalThis.Intl?.Segmenter && new Intl.Segmenter();
  const [first] = segmenter ? segmenter.segment(text) : [];
  return first?.segment ?? [...text][0] ?? '';
}
