#!/usr/bin/env node
// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Takes pictures of the pages, for people to look at: start page, preview and a call of four, light and
// dark, on a phone and on a wide screen. Usage: tests/browser/screenshots.mjs FOLDER
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';

import {Parleyd} from './parleyd.mjs';
import {RoomPage, startBrowser} from './room-page.mjs';

const VIEWPORTS = {phone: {width: 390, height: 844}, wide: {width: 1440, height: 900}};
const SCHEMES = ['light', 'dark'];
const ROOM = 'bomafi-dokuri-nesapo';
const NAMES = ['Grace', 'Hedy', 'Radia'];

const folder = process.argv[2];
if (!folder) {
  console.error('usage: tests/browser/screenshots.mjs FOLDER');
  process.exit(64);
}
mkdirSync(folder, {recursive: true});

/** Of each person the colors of room, shirt, hair and skin. */
const PEOPLE = {
  Ada: ['#d9c9b4', '#34567a', '#3b2a20', '#e2b594'],
  Grace: ['#a9bfb4', '#7a3b4d', '#c9c5bf', '#eac3a4'],
  Hedy: ['#c3b6cf', '#2f6b57', '#1d1a1c', '#c98f68'],
  Radia: ['#b9c9d8', '#b0762c', '#6d4a2c', '#8d5b3c'],
};

/** Runs in the page before its scripts: instead of test pictures a drawn person is seen, and a drawn document. */
function draw([room, shirt, hair, skin]) {
  const canvasOf = (width, height, paint) => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, {width, height});
    const pen = canvas.getContext('2d');
    pen.scale(width / 1280, height / 720);
    const fill = (color, shape) => {
      pen.fillStyle = color;
      pen.beginPath();
      shape(pen);
      pen.fill();
    };
    // A stream gets a picture whenever there is a new one.
    setInterval(() => paint(fill), 100);
    const stream = canvas.captureStream(10);
    Object.defineProperty(stream.getVideoTracks()[0], 'label', {value: 'Camera'});
    return stream;
  };
  const paintPerson = (fill) => {
    fill(room, (pen) => pen.rect(0, 0, 1280, 720));
    fill(shirt, (pen) => pen.ellipse(640, 800, 330, 300, 0, 0, 2 * Math.PI));
    fill(hair, (pen) => pen.ellipse(640, 300, 172, 190, 0, 0, 2 * Math.PI));
    fill(skin, (pen) => pen.roundRect(585, 420, 110, 140, 50));
    fill(skin, (pen) => pen.ellipse(640, 335, 130, 160, 0, 0, 2 * Math.PI));
  };
  const paintDocument = (fill) => {
    fill('#ffffff', (pen) => pen.rect(0, 0, 1280, 720));
    fill('#2a6a4a', (pen) => pen.rect(90, 80, 520, 44));
    for (const [line, width] of [1040, 980, 1090, 720].entries()) {
      fill('#c9cfca', (pen) => pen.rect(90, 180 + 44 * line, width, 16));
    }
    for (const [bar, height] of [120, 190, 150, 260, 220].entries()) {
      fill('#e0a030', (pen) => pen.rect(90 + 150 * bar, 660 - height, 96, height));
    }
  };
  const {mediaDevices} = navigator;
  const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async ({audio, video}) => {
    const stream = video ? canvasOf(640, 360, paintPerson) : new MediaStream();
    const sound = audio ? await getUserMedia({audio}) : new MediaStream();
    return new MediaStream([...sound.getTracks(), ...stream.getTracks()]);
  };
  mediaDevices.getDisplayMedia = async () => canvasOf(1280, 720, paintDocument);
}

/** One picture for each size and scheme. */
async function shoot({tab}, name) {
  for (const [width, viewport] of Object.entries(VIEWPORTS)) {
    await tab.setViewportSize(viewport);
    for (const colorScheme of SCHEMES) {
      await tab.emulateMedia({colorScheme, reducedMotion: 'reduce'});
      // Tiles are placed when their stage has been measured, and pictures come with the next frames.
      await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
      await tab.screenshot({path: join(folder, `${name}-${width}-${colorScheme}.png`)});
    }
  }
}

/** A person's page, before joining. */
async function openRoom(browser, url, name) {
  const page = await RoomPage.open(browser, url);
  await page.tab.addInitScript(draw, PEOPLE[name]);
  await page.tab.goto(`${url}/room/${ROOM}`);
  await page.tab.locator('#name').fill(name);
  return page;
}

async function shootPages(browser, url) {
  const start = await RoomPage.open(browser, url);
  await start.tab.locator('#room').waitFor();
  await shoot(start, 'start');
  await start.close();
  const page = await openRoom(browser, url, 'Ada');
  await page.tab.locator('#preview-video').waitFor();
  await shoot(page, 'preview');
  await page.join();
  return page;
}

async function shootCall(browser, url, page) {
  const others = [];
  for (const name of NAMES) {
    const other = await openRoom(browser, url, name);
    await other.join();
    others.push(other);
  }
  await page.seesFrames(NAMES.length);
  await others[0].tab.locator('#microphone').click();
  await others[1].tab.locator('#hand').click();
  await shoot(page, 'call');
  await others[2].tab.locator('#screen').click();
  await page.tileOf(`${NAMES[2]}’s screen`).waitFor();
  await others[0].say('The plan is at https://example.org/plan');
  await others[1].say('Shall we go through it now?');
  await page.say('Yes, let us.');
  await shoot(page, 'screen-and-chat');
}

const parleyd = await Parleyd.start();
const browser = await startBrowser({isWhole: true});
try {
  const page = await shootPages(browser, parleyd.url);
  await shootCall(browser, parleyd.url, page);
} finally {
  await browser.close();
  await parleyd.stop();
}
