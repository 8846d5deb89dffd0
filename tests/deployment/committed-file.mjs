// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What the programs of a test are made of, unless the environment names others. */
export const PARLEYD = process.env.PARLEYD ?? `${ROOT}build/release/parleyd`;
export const WEB_ROOT = process.env.PARLEY_WEB_ROOT ?? `${ROOT}web`;

/**
 * The text of a file of this tree with its addresses and paths replaced, each wherever it stands. One that
 * is not there is an error: the test would speak of another file than the one that people install.
 *
 * @param {string} name below the root of the tree
 * @param {Record<string, string>} replacements
 */
export function committedFile(name, replacements) {
  const text = readFileSync(ROOT + name, 'utf8');
  const found = Object.keys(replacements);
  for (const words of found) {
    if (!text.includes(words)) throw new Error(`${name} does not say "${words}"`);
  }
  if (found.length === 0) return text;
  const escaped = found.map((words) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return text.replace(new RegExp(escaped.join('|'), 'g'), (words) => replacements[words]);
}
