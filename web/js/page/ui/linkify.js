// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {{text: string, href?: string}} Piece */

/** Only what says http or https itself: nothing is guessed, and no other scheme can be brought in. */
const LINK = /\bhttps?:\/\/[^\s<>"]+/giu;
/** What mostly belongs to the sentence and not to the link. */
const TRAILING = new Set('.,;:!?\'’”»…)]}');

/** @type {Record<string, string>} */
const OPENING = {')': '(', ']': '[', '}': '{'};

/**
 * Finds the links in what somebody wrote.
 * @param {string} text
 * @returns {Piece[]} in order; their texts, joined, are the text
 */
export function linkPieces(text) {
  /** @type {Piece[]} */
  const pieces = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const link = withoutTrailing(match[0]);
    const href = hrefOf(link);
    if (!href) continue;
    if (match.index > from) pieces.push({text: text.slice(from, match.index)});
    pieces.push({text: link, href});
    from = match.index + link.length;
  }
  if (from < text.length) pieces.push({text: text.slice(from)});
  return pieces;
}

/**
 * What somebody wrote as nodes: text stays text, whatever it contains, and links become links.
 * @param {string} text
 * @returns {Node[]}
 */
export function linkify(text) {
  return linkPieces(text).map((piece) => {
    if (!piece.href) return document.createTextNode(piece.text);
    const link = document.createElement('a');
    link.href = piece.href;
    link.rel = 'noopener noreferrer';
    link.target = '_blank';
    link.textContent = piece.text;
    return link;
  });
}

/**
 * @param {string} link with what the expression took along; a bracket that was opened in it stays
 */
function withoutTrailing(link) {
  let length = link.length;
  /** @type {Map<string, number>} how many of each bracket there are: counted once, a line may be all brackets */
  const counts = new Map();
  for (const character of link) counts.set(character, (counts.get(character) ?? 0) + 1);
  const count = (/** @type {string} */ character) => counts.get(character) ?? 0;
  for (; TRAILING.has(link[length - 1]); length -= 1) {
    const last = link[length - 1];
    if (OPENING[last] && count(OPENING[last]) >= count(last)) break;
    counts.set(last, count(last) - 1);
  }
  return link.slice(0, length);
}

/**
 * @param {string} link
 * @returns {string} empty if it is no address after all
 */
function hrefOf(link) {
  try {
    const url = new URL(link);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : '';
  } catch {
    return '';
  }
}
