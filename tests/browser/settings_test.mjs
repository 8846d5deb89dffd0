// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The dialog for settings, before a call and in it.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {accessibilityProblems, LOOKS} from '../support/web/axe.mjs';
import {assertNoComplaints, Stage, timeout} from './stage.mjs';

const stage = new Stage({devices: 'fluent'});

/** What a browser that remembers nothing would take. */
const LARGE = {height: 720, frameRate: 30};

/** A page at the preview with the dialog open at one of its tabs. */
async function openSettings(t, tab, options) {
  const page = await stage.open(t, stage.newRoom(), options);
  await page.tab.locator('#preview-video:not([hidden])').waitFor();
  await page.tab.locator('#preview-settings').click();
  await chooseTab(page, tab);
  return page;
}

const chooseTab = ({tab}, name) => tab.getByRole('tab', {name}).click();

/** Waits until the settings of the own track of a kind fulfil what is wanted. */
const trackHas = ({tab}, kind, wanted) => tab.waitForFunction(([of, values]) => {
  const track = document.querySelector('#preview-video').srcObject?.getTracks().find((one) => one.kind === of);
  const settings = track?.getSettings() ?? {};
  return Object.entries(values).every(([key, value]) => settings[key] === value);
}, [kind, wanted]);

test('processing is switched at once and remembered', {timeout}, async (t) => {
  const page = await openSettings(t, 'Devices');
  await trackHas(page, 'audio', {noiseSuppression: true, echoCancellation: true});
  await page.tab.getByRole('switch', {name: 'Suppress noise'}).click();
  await trackHas(page, 'audio', {noiseSuppression: false, echoCancellation: true});
  await page.tab.getByRole('switch', {name: 'Remove echo'}).click();
  await trackHas(page, 'audio', {noiseSuppression: false, echoCancellation: false});
  await page.tab.reload();
  await trackHas(page, 'audio', {noiseSuppression: false, echoCancellation: false});
  assertNoComplaints(page);
});

test('another resolution and frame rate are taken at once and remembered', {timeout}, async (t) => {
  const page = await openSettings(t, 'Picture', {settings: LARGE});
  await trackHas(page, 'video', {height: 720});
  await page.tab.getByRole('radio', {name: '360p'}).click();
  await trackHas(page, 'video', {height: 360});
  await page.tab.getByRole('radio', {name: '15 pictures'}).click();
  await trackHas(page, 'video', {height: 360, frameRate: 15});
  await page.tab.reload();
  await trackHas(page, 'video', {height: 360, frameRate: 15});
  assertNoComplaints(page);
});

test('in the call too', {timeout}, async (t) => {
  const [page] = await stage.openCall(t, ['Ziggy'], {settings: LARGE});
  const height = () => page.tab.evaluate(
    () => document.querySelector('.tile.own video').srcObject.getVideoTracks()[0].getSettings().height);
  assert.equal(await height(), 720);
  await page.tab.locator('#settings').click();
  await chooseTab(page, 'Picture');
  await page.tab.getByRole('radio', {name: '360p'}).click();
  await page.tab.waitForFunction(
    () => document.querySelector('.tile.own video').srcObject.getVideoTracks()[0].getSettings().height === 360);
  await chooseTab(page, 'Network');
  await page.tab.getByText('take effect when you next join').waitFor();
  assertNoComplaints(page);
});

test('the dialog is left with Escape, and the focus is where it was', {timeout}, async (t) => {
  const page = await openSettings(t, 'Devices');
  await page.tab.keyboard.press('Escape');
  await page.tab.locator('#settings-dialog').waitFor({state: 'detached'});
  assert.equal(await page.tab.evaluate(() => document.activeElement.id), 'preview-settings');
  assertNoComplaints(page);
});

test('the tabs are walked with the arrow keys', {timeout}, async (t) => {
  const page = await openSettings(t, 'Devices');
  const selected = page.tab.locator('[role=tab][aria-selected=true]');
  for (const [key, name] of [['ArrowRight', 'Picture'], ['End', 'Network'], ['ArrowRight', 'Devices']]) {
    await page.tab.keyboard.press(key);
    assert.equal(await selected.textContent(), name);
    assert.ok(await selected.evaluate((element) => element === document.activeElement));
    assert.equal(await page.tab.getByRole('tabpanel').count(), 1);
  }
  assertNoComplaints(page);
});

test('own servers are checked, kept over a reload, and removed', {timeout}, async (t) => {
  const page = await openSettings(t, 'Network');
  await page.tab.getByLabel('Address').fill('turn.example.org');
  await page.tab.getByLabel('Address').press('Enter');
  await page.tab.getByText('not an address of a STUN or TURN server').waitFor();
  await page.tab.getByLabel('Address').fill('turn:turn.example.org:3478');
  await page.tab.getByRole('button', {name: 'Add'}).click();
  await page.tab.getByText('A TURN server needs a user name.').waitFor();
  await page.tab.getByLabel('User name').fill('ziggy');
  await page.tab.getByLabel('Password').fill('stardust');
  await page.tab.getByRole('button', {name: 'Add'}).click();
  await page.tab.getByText('turn:turn.example.org:3478 is saved.').waitFor();
  await page.tab.reload();
  await page.tab.locator('#preview-settings').click();
  await chooseTab(page, 'Network');
  await page.tab.getByRole('button', {name: 'Remove turn:turn.example.org:3478'}).click();
  await page.tab.getByText('turn:turn.example.org:3478 is removed.').waitFor();
  assert.equal(await page.tab.evaluate(() => document.activeElement.id), 'ice-url');
  const stored = await page.tab.evaluate(() => JSON.parse(localStorage.getItem('parley.settings')));
  assert.deepEqual(stored.iceServers, []);
  assertNoComplaints(page);
});

test('the own servers are used in the call, and only relays if that is wanted', {timeout}, async (t) => {
  const page = await openSettings(t, 'Network');
  await page.tab.getByLabel('Address').fill('stun:127.0.0.1:9');
  await page.tab.getByRole('button', {name: 'Add'}).click();
  await page.tab.getByRole('switch', {name: 'Only through a TURN server'}).click();
  await page.tab.getByRole('button', {name: 'Done'}).click();
  await page.join('Relayed');
  const other = await stage.open(t, new URL(page.tab.url()).pathname);
  await other.join('Other');
  await page.tab.waitForFunction(() => window.peerConnections.length > 0);
  const {iceServers, iceTransportPolicy} = await page.tab.evaluate(() => window.peerConnections[0].getConfiguration());
  assert.equal(iceTransportPolicy, 'relay');
  assert.deepEqual(iceServers.map(({urls}) => urls), [['stun:127.0.0.1:9']]);
  assertNoComplaints(page, other);
});

test('a server that does not answer is said not to work', {timeout}, async (t) => {
  const page = await openSettings(t, 'Network');
  await page.tab.getByLabel('Address').fill('turn:127.0.0.1:9');
  await page.tab.getByLabel('User name').fill('ziggy');
  await page.tab.getByLabel('Password').fill('stardust');
  await page.tab.getByRole('button', {name: 'Try it first'}).click();
  await page.tab.getByText('It does not work: the server gave no relay address.').waitFor();
  await page.tab.getByText('0 from TURN (relay)').waitFor();
  assertNoComplaints(page);
});

for (const [look, options] of Object.entries(LOOKS)) {
  test(`nothing keeps anybody from using it, ${look}`, {timeout}, async (t) => {
    const page = await openSettings(t, 'Network', {...options, bypassCSP: true});
    await page.tab.getByLabel('Address').fill('turn:');
    await page.tab.getByRole('button', {name: 'Add'}).click();
    for (const name of ['Network', 'Picture', 'Devices']) {
      await chooseTab(page, name);
      assert.deepEqual(await accessibilityProblems(page.tab), [], name);
    }
  });
}

test('a call that ends takes its settings along', {timeout}, async (t) => {
  const [page] = await stage.openCall(t, ['Ziggy'], {settings: LARGE});
  await page.tab.locator('#settings').click();
  await page.tab.locator('#settings-dialog').waitFor();
  await page.tab.evaluate(() => document.querySelector('#leave').click());
  await page.tab.locator('#ended').waitFor();
  await page.tab.locator('#settings-dialog').waitFor({state: 'detached'});
  assertNoComplaints(page);
});
