// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {{text: string, href?: string}} Piece */

/** Only texts with an explicit http or https become links. Nothing is guessed, and no other scheme is allowed. */
const LINK = /\bhttps?:\/\/[^\s<>"]+/giu;
/** Characters at the end of a link that mostly belong to the sentence. */
const TRAILING = new Set('.,;:!?\'’”»…)]}');

/** @type {Record<string, string>} */
const OPENING = {')': '(', ']': '[', '}': '{'};

/**
 * Finds the links in a text.
 * @param {string} text
 * @returns {Piece[]} in order; joining their texts gives the whole text
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
 * Turns a text into nodes: text stays text and never becomes markup, and links become links.
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
 * Removes punctuation from the end of a link. A closing bracket stays if the link also contains the opening one.
 * @param {string} link as the regular expression has matched it
 */
function withoutTrailing(link) {
  let length = link.length;
  /** @type {Map<string, number>} number of each bracket; counted only once, because a line may be all brackets */
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
 * @returns {string} empty if it is not a valid address
 */
function hrefOf(link) {
  try {
    const url = new URL(link);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : '';
  } catch {
    return '';
  }
}
