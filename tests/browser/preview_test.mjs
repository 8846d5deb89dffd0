// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Before joining, with test pictures and tones for cameras and microphones.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {accessibilityProblems, LOOKS} from '../support/web/axe.mjs';
import {assertNoComplaints, Stage, timeout} from './stage.mjs';

const stage = new Stage({isWhole: true});

/** A page at the preview, with its own picture if it is to have one. */
async function openPreview(t, {hasPicture = true, ...options} = {}) {
  const page = await stage.open(t, stage.newRoom(), options);
  await page.tab.locator('#preview').waitFor();
  if (hasPicture) await pictureComes(page);
  return page;
}

const pictureComes = ({tab}) => tab.waitForFunction(() => {
  const video = document.querySelector('#preview-video');
  return !video.hidden && video.videoWidth > 0 && !video.paused;
});

/** The label of the camera, or what else is asked of its track. */
const cameraLabel = ({tab}) => tab.evaluate(
  () => document.querySelector('#preview-video').srcObject?.getVideoTracks()[0]?.label ?? '');

const pressed = (page, selector) => page.tab.locator(selector).getAttribute('aria-pressed');

test('one sees oneself as in a mirror', {timeout}, async (t) => {
  const page = await openPreview(t);
  const transform = await page.tab.locator('#preview-video').evaluate((video) => getComputedStyle(video).transform);
  assert.equal(transform, 'matrix(-1, 0, 0, 1, 0, 0)');
  assertNoComplaints(page);
});

test('the level of the microphone moves, in the bar and in words', {timeout}, async (t) => {
  const page = await openPreview(t);
  const level = page.tab.locator('#level');
  await page.tab.waitForFunction(
    () => Number(document.querySelector('#level').style.getPropertyValue('--level')) > 0.2);
  await page.tab.waitForFunction(() => Number(document.querySelector('#level').getAttribute('aria-valuenow')) > 20);
  assert.equal(await level.getAttribute('role'), 'meter');
  await page.tab.locator('#preview-microphone').click();
  await page.tab.waitForFunction(() => document.querySelector('#level').getAttribute('aria-valuetext') === 'silent' &&
    document.querySelector('#level').style.getPropertyValue('--level') === '0.000');
  assertNoComplaints(page);
});

test('the name is taken along and remembered', {timeout}, async (t) => {
  const page = await openPreview(t);
  await page.join('  Ziggy <3 ');
  await page.tileOf('Ziggy <3 (you)').waitFor();
  await page.tab.reload();
  await page.tab.locator('#preview').waitFor();
  assert.equal(await page.tab.locator('#name').inputValue(), 'Ziggy <3');
  assertNoComplaints(page);
});

test('without a name one has that of the server', {timeout}, async (t) => {
  const page = await openPreview(t);
  await page.join();
  await page.tileOf('Major Tom (you)').waitFor();
  assertNoComplaints(page);
});

test('a name that cannot be used is refused in words', {timeout}, async (t) => {
  const page = await openPreview(t);
  for (const name of ['evil \u202e name', 'n'.repeat(65)]) {
    await page.tab.locator('#name').fill(name);
    await page.tab.locator('#join').click();
    await page.tab.getByText('A name has at most 64 characters').waitFor();
    assert.ok(await page.tab.locator('#preview').isVisible());
  }
  await page.join('Ziggy');
  assertNoComplaints(page);
});

test('another camera can be chosen, and is remembered', {timeout}, async (t) => {
  const page = await openPreview(t);
  const cameras = page.tab.locator('#camera-select');
  await cameras.locator('option').nth(2).waitFor({state: 'attached'});  // the default and two cameras
  const labels = await cameras.locator('option').allTextContents();
  const before = await cameraLabel(page);
  const other = labels.slice(1).find((label) => label !== before);
  await cameras.selectOption(other);
  await page.tab.waitForFunction(
    (label) => document.querySelector('#preview-video').srcObject.getVideoTracks()[0]?.label === label, other);
  await page.tab.reload();
  await pictureComes(page);
  assert.equal(await cameraLabel(page), other);
  await cameras.locator('option:checked', {hasText: other}).waitFor({state: 'attached'});
  assertNoComplaints(page);
});

test('a remembered device that is gone gives way to the default one', {timeout}, async (t) => {
  const prepare = () => localStorage.setItem('parley.settings', '{"cameraId":"gone","microphoneId":"gone"}');
  const page = await openPreview(t, {prepare});
  await page.tab.waitForFunction(() => !document.querySelector('#camera-select').disabled);
  await page.tab.locator('#camera-select option:checked', {hasText: /^System default/}).waitFor({state: 'attached'});
  assert.equal(await page.tab.locator('.problem').count(), 0);
  assertNoComplaints(page);
});

test('a device that is plugged in appears', {timeout}, async (t) => {
  const prepare = () => {
    const enumerate = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
    let isPlugged = false;
    navigator.mediaDevices.enumerateDevices = async () => {
      const plugged = {kind: 'audiooutput', deviceId: 'new', groupId: 'new', label: 'Headset'};
      return [...await enumerate(), ...(isPlugged ? [plugged] : [])];
    };
    window.plugIn = () => {
      isPlugged = true;
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    };
  };
  const page = await openPreview(t, {prepare});
  assert.equal(await page.tab.locator('#speaker-select option', {hasText: 'Headset'}).count(), 0);
  await page.tab.evaluate(() => window.plugIn());
  await page.tab.locator('#speaker-select option', {hasText: 'Headset'}).waitFor({state: 'attached'});
  assertNoComplaints(page);
});

test('camera and microphone can be switched off before joining', {timeout}, async (t) => {
  const page = await openPreview(t);
  await page.tab.locator('#preview-camera').click();
  await page.tab.getByText('Your camera is off').waitFor();
  await page.tab.locator('#preview-microphone').click();
  assert.equal(await pressed(page, '#preview-microphone'), 'false');
  await page.join();
  assert.equal(await pressed(page, '#camera'), 'false');
  assert.equal(await pressed(page, '#microphone'), 'false');
  await page.tab.reload();
  await page.tab.getByText('Your camera is off').waitFor();
  assert.equal(await pressed(page, '#preview-microphone'), 'false');
  await page.tab.locator('#preview-camera').click();
  await pictureComes(page);
  assertNoComplaints(page);
});

test('one can join while the browser still asks, and is seen once it is allowed', {timeout}, async (t) => {
  const prepare = () => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const answered = new Promise((resolve) => { window.answer = resolve; });
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      await answered;
      return open(constraints);
    };
  };
  const path = stage.newRoom();
  const other = await stage.open(t, path);
  await other.join();
  const page = await stage.open(t, path, {prepare});
  await page.tab.getByText('Allow the camera and the microphone').waitFor();
  await page.join('Late');
  assert.equal(await pressed(page, '#camera'), 'false');
  await page.tab.evaluate(() => window.answer());
  await page.tab.locator('#camera[aria-pressed=true]').waitFor();
  await other.seesFrames(1);
  assertNoComplaints(other, page);
});

test('a refusal that comes after joining is told in the call', {timeout}, async (t) => {
  const prepare = () => {
    const answered = new Promise((resolve) => { window.answer = resolve; });
    navigator.mediaDevices.getUserMedia = async () => {
      await answered;
      throw new DOMException('Permission denied', 'NotAllowedError');
    };
  };
  const page = await openPreview(t, {hasPicture: false, prepare});
  await page.join();
  await page.tab.evaluate(() => window.answer());
  await page.tab.getByText('This page may not use your camera and microphone.').waitFor();
  assertNoComplaints(page);
});

test('the speaker can be tried', {timeout}, async (t) => {
  const page = await openPreview(t);
  await page.tab.locator('#test-sound').click();
  await page.tab.getByText('You should have heard three notes').waitFor();
  assertNoComplaints(page);
});

for (const [look, options] of Object.entries(LOOKS)) {
  test(`nothing keeps anybody from using it, ${look}`, {timeout}, async (t) => {
    const page = await openPreview(t, {...options, bypassCSP: true});
    assert.deepEqual(await accessibilityProblems(page.tab), []);
    await page.tab.locator('#preview-camera').click();
    await page.tab.locator('#preview-microphone').click();
    assert.deepEqual(await accessibilityProblems(page.tab), []);
    const beyond = await page.tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(beyond <= 0, 'nothing reaches beyond the side');
  });
}
