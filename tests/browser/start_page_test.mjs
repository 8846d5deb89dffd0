// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {accessibilityProblems, LOOKS} from '../support/web/axe.mjs';
import {assertNoComplaints, Stage, timeout} from './stage.mjs';

const stage = new Stage();

test('the start page leads into a room with the name it suggests', {timeout}, async (t) => {
  const page = await stage.open(t, '/');
  const name = await page.tab.locator('#room').inputValue();
  await page.tab.getByText('It is the room’s only secret').waitFor();
  await page.tab.getByRole('button', {name: 'Another name'}).click();
  const another = await page.tab.locator('#room').inputValue();
  assert.notEqual(another, name);
  await page.tab.locator('#go').click();
  await page.tab.waitForURL(`${stage.parleyd.url}/room/${another}`);
  await page.join();
  assert.equal(await page.tab.locator('#room-name').textContent(), another);
  assertNoComplaints(page);
});

test('a name that was typed is tidied, and one that cannot be is refused', {timeout}, async (t) => {
  const page = await stage.open(t, '/');
  const room = page.tab.locator('#room');
  await room.fill('what/ever');
  await room.press('Enter');
  await page.tab.getByText('1 to 64 characters').waitFor();
  assert.equal(await room.getAttribute('aria-invalid'), 'true');
  await room.fill('  our own room ');
  assert.ok(await page.tab.locator('#room-problem').isHidden(), 'the complaint goes with what it was about');
  await page.tab.getByText('Anybody who knows or guesses it can enter').waitFor();
  await room.press('Enter');
  await page.tab.waitForURL(`${stage.parleyd.url}/room/our%20own%20room`);
  assertNoComplaints(page);
});

test('a name in any script leads into one room, however its letters are put together', {timeout}, async (t) => {
  const composed = 'Caf\u00e9 \u2615';
  const address = `${stage.parleyd.url}/room/${encodeURIComponent(composed)}`;
  const typed = await stage.open(t, '/');
  await typed.tab.locator('#room').fill(composed.normalize('NFD'));
  await typed.tab.locator('#go').click();
  await typed.tab.waitForURL(address);
  await typed.join();
  const linked = await stage.open(t, `/room/${encodeURIComponent(composed.normalize('NFD'))}`);
  await linked.join();
  assert.equal(await linked.tab.evaluate(() => location.href), address, 'what is passed on is what the others have');
  for (const page of [typed, linked]) {
    assert.equal(await page.tab.locator('#room-name').textContent(), composed);
    await page.tab.locator('.tile').nth(1).waitFor();
    assertNoComplaints(page);
  }
});

test('a link that was sent leads into its room', {timeout}, async (t) => {
  for (const path of ['/room/sent', '/chat/sent?from=mail#top']) {
    const page = await stage.open(t, '/');
    await page.tab.locator('#link').fill(` ${stage.parleyd.url}${path} `);
    await page.tab.getByRole('button', {name: 'Join'}).click();
    await page.tab.waitForURL(`${stage.parleyd.url}/room/sent`);
    assertNoComplaints(page);
  }
});

test('the name of a room is as good as a link', {timeout}, async (t) => {
  const page = await stage.open(t, '/');
  await page.tab.locator('#link').fill('lusab-bavig-ritor');
  await page.tab.locator('#link').press('Enter');
  await page.tab.waitForURL(`${stage.parleyd.url}/room/lusab-bavig-ritor`);
});

test('a link to another server is not followed, and the page says where it leads', {timeout}, async (t) => {
  const page = await stage.open(t, '/');
  const link = page.tab.locator('#link');
  await link.fill('https://other.example.org/room/theirs');
  await link.press('Enter');
  await page.tab.getByText('leads to another server, other.example.org').waitFor();
  assert.equal(new URL(page.tab.url()).pathname, '/');
  assert.equal(await link.evaluate((input) => input === document.activeElement), true);
  assertNoComplaints(page);
});

for (const [look, options] of Object.entries(LOOKS)) {
  test(`nothing keeps anybody from using it, ${look}`, {timeout}, async (t) => {
    const page = await stage.open(t, '/', {...options, bypassCSP: true});
    assert.deepEqual(await accessibilityProblems(page.tab), []);
    await page.tab.locator('#link').fill('what/ever');
    await page.tab.locator('#link').press('Enter');
    assert.deepEqual(await accessibilityProblems(page.tab), []);
    const beyond = await page.tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(beyond <= 0, 'nothing reaches beyond the side');
  });
}
