// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {chromium} from 'playwright-core';

import {decodedFrames, instrument} from '../support/web/in-page.mjs';

/** How long anything on a page may take: a loaded machine with two cores needs much of it. */
export const DEADLINE_MS = 120_000;

/** More than one, so that a picture that was decoded once and then stood still does not pass. */
const SOME_FRAMES = 5;

/** Between two looks at what no event tells of. */
const LOOK_MS = 50;

const NOTEBOOK = {width: 1100, height: 700};

/** Small pictures: a call of four is twelve of them to encode and to decode, on two cores. */
const SMALL = {height: 360, frameRate: 15};

/** The whole browser, and the same engine without its windows, menus and prompts: pages start in half the time. */
const WHOLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const SHELL = process.env.CHROMIUM_SHELL ?? '/usr/bin/chromium-headless-shell';

/** Of Chromium's test cameras the second one sees depth, of which nothing can be sent; the third is one again. */
const FLUENT_DEVICES = '--use-fake-device-for-media-stream=device-count=3';
const TEST_DEVICES = `${FLUENT_DEVICES},fps=5`;

/**
 * What stands in for cameras, microphones and screens: `fake` are test pictures and tones to which
 * the browser says yes by itself, `fluent` the same with as many pictures a second as are asked for,
 * `refused` with a person who says no, `none` is a computer without any.
 */
const DEVICES = {
  fake: [TEST_DEVICES, '--use-fake-ui-for-media-stream'],
  fluent: [FLUENT_DEVICES, '--use-fake-ui-for-media-stream'],
  refused: [TEST_DEVICES, '--deny-permission-prompts'],
  none: [],
};

/**
 * Calls over loopback, and nothing that goes out by itself.
 * @param {object} [options]
 * @param {keyof typeof DEVICES} [options.devices] what it has
 * @param {boolean} [options.isWhole] the browser as people have it: for what depends on its prompts, on how it
 *   chooses devices, or on how fast it is
 */
export function startBrowser({devices = 'fake', isWhole = ['refused', 'none'].includes(devices)} = {}) {
  return chromium.launch({
    executablePath: isWhole ? WHOLE : SHELL,
    args: [
      '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--allow-loopback-in-peer-connection',
      '--disable-features=WebRtcHideLocalIpsWithMdns', ...DEVICES[devices],
    ],
    timeout: DEADLINE_MS,
  });
}

/** Runs in a page before its scripts: what the browser is to remember of earlier visits. */
function remember(settings) {
  localStorage['parley.settings'] ??= JSON.stringify(settings);
}

/** Waits until `look` returns something true, and returns it; `what` names it if that never happens. */
export async function until(what, look) {
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`waited in vain: ${typeof what === 'string' ? what : what()}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/**
 * Waits until a page has this many open connections, through each of which a moving picture comes.
 * The page is of any browser: all it needs is `evaluate`.
 */
export async function seesFrames(tab, connections) {
  let first;
  let now;
  const waited = () => `moving pictures through ${connections} connections; frames decoded: [${now}]`;
  await until(waited, async () => {
    now = await tab.evaluate(decodedFrames);
    if (now.length !== connections) return first = undefined;
    if (!first || now.some((frames, index) => frames < first[index])) first = now;  // another connection
    return now.every((frames, index) => frames >= first[index] + SOME_FRAMES);
  });
}

/** A page in a browser of its own kind of person: own storage, and everything it says is recorded. */
export class RoomPage {
  /** What a page in good order has none of: console errors, exceptions, failed requests. */
  complaints = [];

  /**
   * @param {import('playwright-core').Browser} browser
   * @param {string} url
   * @param {object} [options] besides those of a browser's context
   * @param {object} [options.settings] that the browser remembers, see web/js/page/settings.js
   * @param {Function} [options.prepare] runs in the page before its scripts
   * @param {(tab: import('playwright-core').Page) => Promise<void>} [options.beforeOpening]
   */
  static async open(browser, url, {settings, prepare, beforeOpening, ...options} = {}) {
    const context = await browser.newContext({viewport: NOTEBOOK, ...options});
    const page = new RoomPage(await context.newPage());
    await page.tab.addInitScript(instrument);
    await page.tab.addInitScript(remember, {...SMALL, ...settings});
    if (prepare) await page.tab.addInitScript(prepare);
    await beforeOpening?.(page.tab);
    await page.tab.goto(url);
    return page;
  }

  constructor(tab) {
    this.tab = tab;
    tab.setDefaultTimeout(DEADLINE_MS);
    tab.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    tab.on('pageerror', (error) => this.complaints.push(String(error)));
    tab.on('requestfailed', (request) => this.complaints.push(`failed: ${request.url()}`));
    tab.on('response', (response) => {
      if (response.status() >= 400) this.complaints.push(`${response.status()}: ${response.url()}`);
    });
  }

  /** Closes the page as a person does, and its person's storage with it. */
  async close() {
    await this.tab.close({runBeforeUnload: false});
    await this.tab.context().close();
  }

  /** Goes from the preview into the room and waits until it knows who is there. */
  async join(name) {
    if (name !== undefined) await this.tab.locator('#name').fill(name);
    await this.tab.locator('#join').click();
    await this.joined();
  }

  async joined() {
    await this.tab.locator('#call .tile.own').first().waitFor();
    await this.tab.waitForFunction(() => window.receivedMessages.some(({type}) => type === 'welcome'));
  }

  /** How many messages of a type it sent, or got. */
  countSent(type) {
    return this.#count('sentMessages', type);
  }

  countReceived(type) {
    return this.#count('receivedMessages', type);
  }

  #count(list, wanted) {
    return this.tab.evaluate(
      ([from, type]) => window[from].filter((message) => message.type === type).length, [list, wanted]);
  }

  /** Waits until exactly `count` tiles of other people are there. */
  async others(count) {
    await this.tab.waitForFunction(
      (wanted) => document.querySelectorAll('.tile:not(.own, .screen)').length === wanted, count);
  }

  async seesFrames(connections) {
    await seesFrames(this.tab, connections);
  }

  async rename(name) {
    await this.tab.getByRole('button', {name: 'Options for your picture'}).click();
    await this.tab.locator('#own-name').fill(name);
    await this.tab.locator('#own-name').press('Enter');
  }

  async openChat() {
    const toggle = this.tab.locator('#chat-toggle');
    if (await toggle.getAttribute('aria-expanded') !== 'true') await toggle.click();
    await this.tab.locator('#chat').waitFor();
  }

  async say(text) {
    await this.openChat();
    await this.tab.locator('#text').fill(text);
    await this.tab.locator('#text').press('Enter');
  }

  /** Waits for a line of the chat. */
  async line(name, text) {
    await this.tab.locator('#log li').filter({hasText: name}).filter({hasText: text}).waitFor({state: 'attached'});
  }

  /** The tile with this name; one's own ends in "(you)". */
  tileOf(name) {
    const label = this.tab.locator('.name').getByText(name, {exact: true});
    return this.tab.locator('.tile').filter({has: label});
  }
}
