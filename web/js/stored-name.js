// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

const KEY = 'parley.username';

/** @returns {string} the name that was used last in this browser; empty if none is known */
export function storedName() {
  try {
    return localStorage.getItem(KEY) ?? '';
  } catch {
    return '';  // a browser that keeps no data for pages refuses even the question
  }
}

/** @param {string} name */
export function storeName(name) {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // then it is asked for again the next time
  }
}
