// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {chromium} from 'playwright-core';

/** How long anything on a page may take: a loaded machine with two cores needs most of it. */
export const DEADLINE_MS = 60_000;

/** Cameras that are test pictures, calls over loopback, and nothing that goes out by itself. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream', '--allow-loopback-in-peer-connection',
      '--disable-features=WebRtcHideLocalIpsWithMdns',
    ],
    timeout: DEADLINE_MS,
  });
}

// Runs in the page before its own scripts: keeps the connections at hand for their statistics, and
// says violations of the Content-Security-Policy aloud.
function instrument() {
  window.peerConnections = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...options) {
      super(...options);
      window.peerConnections.push(this);
    }
  };
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
}

/** Runs in the page: frames that the newest connection has decoded so far. */
async function countFrames() {
  const stats = await window.peerConnections.at(-1)?.getStats();
  const video = [...(stats?.values() ?? [])].find(({type, kind}) => type === 'inbound-rtp' && kind === 'video');
  return video?.framesDecoded ?? 0;
}

/** A page in a browser of its own kind of person: own storage, and everything it says is recorded. */
export class RoomPage {
  /** Messages through the server, as `{type, sender, receiver, data}`. */
  sent = [];
  received = [];
  /** What a page in good order has none of: console errors, exceptions, failed requests. */
  complaints = [];

  /** @param prepare runs in the page before its scripts */
  static async open(browser, url, prepare) {
    const context = await browser.newContext({viewport: {width: 1100, height: 700}});
    const page = new RoomPage(await context.newPage());
    await page.tab.addInitScript(instrument);
    if (prepare) await page.tab.addInitScript(prepare);
    await page.tab.goto(url);
    return page;
  }

  constructor(tab) {
    this.tab = tab;
    tab.setDefaultTimeout(DEADLINE_MS);
    tab.on('websocket', (socket) => {
      socket.on('framesent', ({payload}) => this.sent.push(JSON.parse(payload)));
      socket.on('framereceived', ({payload}) => this.received.push(JSON.parse(payload)));
    });
    tab.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    tab.on('pageerror', (error) => this.complaints.push(String(error)));
    tab.on('requestfailed', (request) => this.complaints.push(`failed: ${request.url()}`));
    tab.on('response', (response) => {
      if (response.status() >= 400) this.complaints.push(`${response.status()}: ${response.url()}`);
    });
  }

  /** How many messages of a type it sent to, or got from, another client. */
  countSent(type) {
    return this.sent.filter((message) => message.type === type).length;
  }

  countReceived(type) {
    return this.received.filter((message) => message.type === type).length;
  }

  /** Waits until it is in the room and knows its list. */
  async joined() {
    await this.tab.locator('#chat-fields:enabled').waitFor();
  }

  /** Waits until exactly `count` tiles of others are there. */
  async others(count) {
    await this.tab.waitForFunction(
      (wanted) => document.querySelectorAll('.tile:not(.own)').length === wanted, count);
  }

  /** Waits until more than `seen` frames of the other's video are decoded; returns how many. */
  async framesAfter(seen) {
    const deadline = performance.now() + DEADLINE_MS;
    while (performance.now() < deadline) {
      const frames = await this.tab.evaluate(countFrames);
      if (frames > seen) return frames;
      await this.tab.evaluate(() => new Promise(requestAnimationFrame));
    }
    throw new Error(`no more than ${seen} frames decoded; complaints: ${this.complaints.join('\n')}`);
  }

  async say(text) {
    await this.tab.locator('#text').fill(text);
    await this.tab.locator('#text').press('Enter');
  }

  async rename(name) {
    await this.tab.locator('#name').fill(name);
    await this.tab.locator('#name').press('Enter');
  }

  /** Waits for a line in the chat. */
  async line(name, text) {
    const line = this.tab.locator('#log li').filter({has: this.tab.locator('b').getByText(name, {exact: true})});
    await line.filter({hasText: text}).waitFor();
  }

  /** Waits for a tile with this name. */
  async tileOf(name) {
    await this.tab.locator('.tile .name').getByText(name, {exact: true}).waitFor();
  }
}
