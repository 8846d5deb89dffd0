// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

import {readFileSync} from 'node:fs';

/** @param {string} name of a file of the golden messages that the C++ tests read too */
export function golden(name) {
  return JSON.parse(readFileSync(new URL(`../../data/protocol/${name}`, import.meta.url), 'utf8'));
}

/** Runs `check` on each golden case, of which there are at least so many, and names the one that fails. */
export function forEachCase(cases, least, check) {
  if (cases.length < least) throw new Error(`only ${cases.length} cases`);
  for (const goldenCase of cases) {
    try {
      check(goldenCase);
    } catch (error) {
      error.message = `${goldenCase.name ?? JSON.stringify(goldenCase)}: ${error.message}`;
      throw error;
    }
  }
}
