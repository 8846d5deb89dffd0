// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';

const PHONE = {width: 390, height: 700};

/**
 * Opens an address that has no page, and checks that the error page is styled, fits on a phone, leads to the
 * start page, and gives the browser nothing to complain of but its status.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {import('node:test').TestContext} t
 * @param {string} url
 * @param {{status: number, title: string, start: string}} expected
 * @param {'light' | 'dark'} colorScheme
 * @returns {Promise<string>} the colour behind the text
 */
export async function checkErrorPage(browser, t, url, {status, title, start}, colorScheme) {
  const tab = await browser.newPage({viewport: PHONE, colorScheme});
  t.after(() => tab.close());
  const complaints = [];
  tab.on('console', (message) => complaints.push(message.text()));
  tab.on('pageerror', (error) => complaints.push(String(error)));
  const failed = [];
  tab.on('response', (response) => {
    if (!response.ok() && response.url() !== url) failed.push(response.url());
  });
  const response = await tab.goto(url);
  assert.equal(response.status(), status, url);
  assert.equal(await tab.locator('h1').textContent(), title, url);
  assert.deepEqual(failed, [], url);
  assert.deepEqual(complaints.filter((text) => !text.startsWith('Failed to load resource')), [], url);

  const look = await tab.evaluate(() => {
    const card = document.querySelector('main.card');
    const box = card.getBoundingClientRect();
    const {backgroundColor: background, color} = getComputedStyle(card);
    const image = document.querySelector('img');
    return {
      background, color, left: box.left, right: box.right, isCentred: getComputedStyle(card).textAlign === 'center',
      width: document.documentElement.scrollWidth, hasIcon: image.complete && image.naturalWidth > 0,
    };
  });
  assert.equal(look.width, PHONE.width, 'nothing sticks out');
  assert.ok(look.left >= 8 && look.right <= PHONE.width - 8, 'the card has room at its sides');
  assert.ok(look.isCentred && look.hasIcon, url);
  assert.notEqual(look.background, look.color);
  await tab.locator('a.button').click();
  await tab.waitForURL(start);
  return look.background;
}
