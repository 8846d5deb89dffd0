// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What one does with microphone, camera, screen and hand, and what the others see of it.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {startBrowser, RoomPage, seesFrames} from './room-page.mjs';
import {Stage, assertNoComplaints, timeout} from './stage.mjs';

const stage = new Stage();

/** Two pages in a call, each of which sees the other. */
async function openTwo(t) {
  const pages = await stage.openCall(t, ['Ada', 'Grace']);
  await Promise.all(pages.map((page) => page.seesFrames(1)));
  return pages;
}

const isPressed = (page, id) => page.tab.locator(`#${id}`).getAttribute('aria-pressed');

test('a muted microphone is shown at the other', {timeout}, async (t) => {
  const [ada, grace] = await openTwo(t);
  await ada.tab.locator('#microphone').click();
  await grace.tileOf('Ada').locator('.muted').waitFor();
  assert.equal(await isPressed(ada, 'microphone'), 'false');
  await ada.tileOf('Ada (you)').locator('.muted').waitFor();
  assert.equal(await grace.tileOf('Grace (you)').locator('.muted').isVisible(), false);
  await ada.tab.locator('#microphone').click();
  await grace.tileOf('Ada').locator('.muted').waitFor({state: 'hidden'});
  assertNoComplaints(ada, grace);
});

test('a camera that is switched off is let go, and its picture is gone at the other', {timeout}, async (t) => {
  const [ada, grace] = await openTwo(t);
  const ownTrack = await ada.tab.evaluateHandle(
    () => document.querySelector('.tile.own video').srcObject.getVideoTracks()[0]);
  await ada.tab.locator('#camera').click();
  await grace.tab.locator('.tile:not(.own).no-picture').waitFor();
  assert.equal(await ownTrack.evaluate(({readyState}) => readyState), 'ended', 'the light is off');
  await ada.tab.locator('#camera').click();
  await grace.tab.locator('.tile:not(.own, .no-picture)').waitFor();
  await grace.seesFrames(1);
  assertNoComplaints(ada, grace);
});

test('who joins with microphone and camera off is shown so, and can switch both on', {timeout}, async (t) => {
  const settings = {microphoneOn: false, cameraOn: false};
  const [ada] = await stage.openCall(t, ['Ada'], {path: '/room/quiet', settings});
  const [grace] = await stage.openCall(t, ['Grace'], {path: '/room/quiet'});
  await ada.seesFrames(1);
  await grace.tileOf('Ada').locator('.muted').waitFor();
  await grace.tab.locator('.tile:not(.own).no-picture').waitFor();
  await ada.tab.locator('#microphone').click();
  await ada.tab.locator('#camera').click();
  await grace.tileOf('Ada').locator('.muted').waitFor({state: 'hidden'});
  await grace.tab.locator('.tile:not(.own, .no-picture)').waitFor();
  await grace.seesFrames(1);
  assertNoComplaints(ada, grace);
});

test('a raised hand is shown at the other', {timeout}, async (t) => {
  const [ada, grace] = await openTwo(t);
  await ada.tab.locator('#hand').click();
  await grace.tileOf('Ada').locator('.raised-hand').waitFor();
  await ada.tab.locator('#hand').click();
  await grace.tileOf('Ada').locator('.raised-hand').waitFor({state: 'hidden'});
  assertNoComplaints(ada, grace);
});

test('a newcomer is told who is muted and whose hand is up', {timeout}, async (t) => {
  const [ada] = await stage.openCall(t, ['Ada'], {path: '/room/late'});
  await ada.tab.locator('#microphone').click();
  await ada.tab.locator('#hand').click();
  const [grace] = await stage.openCall(t, ['Grace'], {path: '/room/late'});
  await grace.tileOf('Ada').locator('.muted').waitFor();
  await grace.tileOf('Ada').locator('.raised-hand').waitFor();
  assertNoComplaints(ada, grace);
});

test('a screen is shown beside the camera, until it is no longer shared', {timeout}, async (t) => {
  const [ada, grace] = await openTwo(t);
  const screen = grace.tileOf('Ada’s screen');
  await ada.tab.locator('#screen').click();
  await screen.waitFor();
  await ada.tileOf('Your screen').waitFor();
  await screen.locator('video').evaluate((video) => new Promise((resolve) => {
    video.requestVideoFrameCallback(resolve);
  }));
  await grace.tileOf('Ada').waitFor();
  await ada.tab.locator('#screen').click();
  await screen.waitFor({state: 'detached'});
  await ada.tileOf('Your screen').waitFor({state: 'detached'});
  await ada.tab.locator('#screen').click();
  await screen.waitFor();
  assert.equal(await isPressed(ada, 'screen'), 'true');
  assertNoComplaints(ada, grace);
});

test('whoever comes later sees the screen that is shared', {timeout}, async (t) => {
  const [ada] = await stage.openCall(t, ['Ada'], {path: '/room/screen'});
  await ada.tab.locator('#screen').click();
  await ada.tileOf('Your screen').waitFor();
  const [grace] = await stage.openCall(t, ['Grace'], {path: '/room/screen'});
  await grace.tileOf('Ada’s screen').waitFor();
  await grace.tileOf('Ada').waitFor();
  assertNoComplaints(ada, grace);
});

test('another camera and microphone are chosen in the call', {timeout}, async (t) => {
  const [ada, grace] = await openTwo(t);
  const [audio, video] = await ada.tab.evaluate(
    () => document.querySelector('.tile.own video').srcObject.getTracks().map(({id}) => id).sort());
  await ada.tab.locator('#settings').click();
  for (const id of ['settings-microphones', 'settings-cameras']) {
    const select = ada.tab.locator(`#${id}`);
    await select.selectOption({index: await select.locator('option').count() - 1});
  }
  await ada.tab.waitForFunction((old) => {
    const tracks = document.querySelector('.tile.own video').srcObject.getTracks();
    return tracks.length === 2 && tracks.every(({id}) => !old.includes(id));
  }, [audio, video]);
  await ada.tab.getByRole('button', {name: 'Done'}).click();
  await grace.seesFrames(1);
  assert.equal(await grace.countReceived('offer'), 0, 'tracks are replaced without negotiation');
  assertNoComplaints(ada, grace);
});

test('a hidden video is not sent any more, until it is wanted again', {timeout}, async (t) => {
  const [ada, grace] = await openTwo(t);
  const toggle = async () => {
    await grace.tab.getByRole('button', {name: 'Options for Ada'}).click();
    await grace.tab.getByRole('button', {name: 'Hide this video'}).click();
  };
  const isSent = (wanted) => ada.tab.waitForFunction((active) => {
    const senders = window.peerConnections[0].getSenders();
    return senders.find(({track}) => track?.kind === 'video').getParameters().encodings[0].active === active;
  }, wanted);
  await toggle();
  await grace.tab.getByText('You have hidden this video').waitFor();
  await isSent(false);
  await toggle();
  await grace.tab.getByText('You have hidden this video').waitFor({state: 'hidden'});
  await isSent(true);
  await grace.seesFrames(1);
  assertNoComplaints(ada, grace);
});

test('space lets a muted person talk for as long as it is held', {timeout}, async (t) => {
  const [ada, grace] = await openTwo(t);
  await ada.tab.locator('#microphone').click();
  await grace.tileOf('Ada').locator('.muted').waitFor();
  await ada.tab.locator('#room-name').click();
  await ada.tab.keyboard.down(' ');
  await grace.tileOf('Ada').locator('.muted').waitFor({state: 'hidden'});
  await ada.tab.keyboard.up(' ');
  await grace.tileOf('Ada').locator('.muted').waitFor();
  assertNoComplaints(ada, grace);
});

for (const [devices, words] of [['none', /No (camera|microphone)/i], ['refused', /may not use your camera/i]]) {
  test(`with devices ${devices} one is told what to do, joins and sees the others`, {timeout}, async (t) => {
    const [ada] = await stage.openCall(t, ['Ada'], {path: `/room/${devices}`});
    const browser = await startBrowser({devices});
    t.after(() => browser.close());
    const page = await RoomPage.open(browser, `${stage.parleyd.url}/room/${devices}`);
    await page.tab.locator('#preview-problems').getByText(words).first().waitFor();
    await page.join('Grace');
    await seesFrames(page.tab, 1);
    await ada.tileOf('Grace').locator('.muted').waitFor();
    await ada.tab.locator('.tile:not(.own).no-picture').waitFor();
    assertNoComplaints(page, ada);
  });
}
