// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {after, before} from 'node:test';

import {Parleyd} from './parleyd.mjs';
import {DEADLINE_MS, RoomPage, startBrowser} from './room-page.mjs';

/** A test is a few waits of which each may take DEADLINE_MS. */
export const timeout = 5 * DEADLINE_MS;

/**
 * What the tests of one file share: a parleyd and a browser, which start before the first test and must
 * have gone well when the last one is over. Each test has rooms of its own in it.
 */
export class Stage {
  parleyd;
  browser;
  #rooms = 0;

  /** @param {Parameters<typeof startBrowser>[0]} [options] */
  constructor(options) {
    before(async () => {
      this.parleyd = await Parleyd.start();
      this.browser = await startBrowser(options);
    }, {timeout});
    after(async () => {
      await this.browser?.close();
      if (this.parleyd) assert.equal(await this.parleyd.stop(), 0);
    }, {timeout});
  }

  /** The path of a room that nobody has been in. */
  newRoom() {
    return `/room/room-${++this.#rooms}`;
  }

  /** A page that is closed with the test; `options` as of RoomPage.open. */
  async open(t, path, {url = this.parleyd.url, ...options} = {}) {
    const page = await RoomPage.open(this.browser, url + path, options);
    t.after(() => page.close());
    return page;
  }

  /** Pages in one room, that have joined it in this order under these names. */
  async openCall(t, names, {path = this.newRoom(), ...options} = {}) {
    const pages = [];
    for (const name of names) {
      const page = await this.open(t, path, options);
      await page.join(name);
      pages.push(page);
    }
    return pages;
  }
}

export function assertNoComplaints(...pages) {
  for (const page of pages) assert.deepEqual(page.complaints, []);
}
