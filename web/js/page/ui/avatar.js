// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * @param {string} name
 * @returns {string} one or two letters for the round place where a picture would be
 */
export function initials(name) {
  const words = name.trim().split(/[\s_.-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) return firstCharacter(name.trim()) || '?';
  const chosen = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return chosen.map(firstLetter).join('').toLocaleUpperCase();
}

/**
 * @param {string} name
 * @returns {number} degrees on the circle of colours: the same name has the same one everywhere
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

// What looks like one character may be many code points: a family, a flag.
/** @param {string} text */
function firstCharacter(text) {
  const segmenter = globalThis.Intl?.Segmenter && new Intl.Segmenter();
  const [first] = segmenter ? segmenter.segment(text) : [];
  return first?.segment ?? [...text][0] ?? '';
}
