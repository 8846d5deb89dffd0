// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Joining with one device of two, with none, and with all of them refused.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';

import {accessibilityProblems} from '../support/web/axe.mjs';
import {assertNoComplaints, Stage, timeout} from './stage.mjs';

describe('on a computer without camera and microphone', () => {
  const stage = new Stage({devices: 'none'});

  test('the page says what to do, and one can join', {timeout}, async (t) => {
    const page = await stage.open(t, stage.newRoom());
    await page.tab.getByText('No camera or microphone was found.').waitFor();
    await page.tab.getByText('Plug one in').waitFor();
    assert.ok(await page.tab.locator('#camera-select').isDisabled());
    await page.join('Silent');
    await page.tileOf('Silent (you)').waitFor();
    assertNoComplaints(page);
  });

  test('two without anything are in one room', {timeout}, async (t) => {
    const [first, second] = await stage.openCall(t, ['First', 'Second']);
    await first.tileOf('Second').waitFor();
    await second.tileOf('First').waitFor();
    assertNoComplaints(first, second);
  });

  test('a camera that is plugged in is used at once', {timeout}, async (t) => {
    const prepare = () => {
      let isPlugged = false;
      navigator.mediaDevices.getUserMedia = async ({audio, video}) => {
        if (!isPlugged || audio || !video) throw new DOMException('Requested device not found', 'NotFoundError');
        return document.createElement('canvas').captureStream(5);
      };
      navigator.mediaDevices.enumerateDevices = async () => (
        isPlugged ? [{kind: 'videoinput', deviceId: 'new', groupId: 'new', label: 'New camera'}] : []);
      window.plugIn = () => {
        isPlugged = true;
        navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
      };
    };
    const page = await stage.open(t, stage.newRoom(), {prepare});
    await page.tab.getByText('No camera or microphone was found.').waitFor();
    await page.tab.evaluate(() => window.plugIn());
    await page.tab.getByText('No microphone was found.').waitFor();
    await page.tab.locator('#preview-camera[aria-pressed=true]').waitFor();
    assert.ok(await page.tab.locator('#preview-video').isVisible());
    assertNoComplaints(page);
  });
});

describe('when everything is refused', () => {
  const stage = new Stage({devices: 'refused'});

  test('the page says how to allow it, and one can join', {timeout}, async (t) => {
    const page = await stage.open(t, stage.newRoom(), {bypassCSP: true});
    await page.tab.getByText('This page may not use your camera and microphone.').waitFor();
    await page.tab.getByText('address bar').waitFor();
    assert.deepEqual(await accessibilityProblems(page.tab), []);
    await page.join('Unseen');
    await page.tileOf('Unseen (you)').waitFor();
    assertNoComplaints(page);
  });

  test('trying again keeps the focus where it is', {timeout}, async (t) => {
    const page = await stage.open(t, stage.newRoom());
    const button = page.tab.getByRole('button', {name: 'Try again'});
    await button.click();
    await button.waitFor();
    assert.ok(await button.evaluate((element) => element === document.activeElement));
    assertNoComplaints(page);
  });

  test('what is allowed after all is used at once', {timeout}, async (t) => {
    const page = await stage.open(t, stage.newRoom());
    const button = page.tab.getByRole('button', {name: 'Try again'});
    await button.focus();
    await page.tab.context().grantPermissions(['camera', 'microphone'], {origin: stage.parleyd.url});
    await page.tab.locator('#preview-video:not([hidden])').waitFor();
    assert.equal(await page.tab.locator('.problem').count(), 0);
    assert.ok(await page.tab.locator('#name').evaluate((input) => input === document.activeElement));
    assertNoComplaints(page);
  });
});

describe('with one device of the two', () => {
  const stage = new Stage({isWhole: true});

  test('who has a microphone alone is heard and named, and the page says what is missing', {timeout}, async (t) => {
    const prepare = () => {
      const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        if (constraints.video) throw new DOMException('Could not start video source', 'NotReadableError');
        return open(constraints);
      };
    };
    const page = await stage.open(t, stage.newRoom(), {prepare});
    await page.tab.getByText('Your camera is in use elsewhere.').waitFor();
    await page.tab.locator('#preview-microphone[aria-pressed=true]').waitFor();
    await page.join('Heard');
    await page.tab.locator('#microphone[aria-pressed=true]').waitFor();
    assertNoComplaints(page);
  });
});
