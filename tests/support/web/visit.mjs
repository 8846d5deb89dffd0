// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** How long nothing may happen on the network until the page counts as loaded. */
const QUIET_MS = 500;
const DEADLINE_MS = 60_000;

/**
 * Runs in the page before its scripts: notes when the preview has been drawn, in ms since navigation, and how
 * many requests had gone over the network until then, the one for the page included.
 */
function notePreview() {
  window.previewDrawn = new Promise((resolve) => {
    const look = () => {
      const preview = document.getElementById('preview');
      if (!preview || preview.hidden) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        const ended = performance.getEntriesByType('resource').filter(({transferSize}) => transferSize > 0);
        resolve({previewMs: performance.now(), requestsBeforePreview: ended.length + 1});
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document, {subtree: true, childList: true, attributes: true, attributeFilter: ['hidden']});
  });
}

/** Counts what goes over the network; what comes from the browser's cache does not. */
class Traffic {
  bytes = 0;
  /** @type {Set<string>} URLs that were asked for over the network */
  urls = new Set();
  requests = 0;
  lastMs = performance.now();
  #cached = new Set();
  #asked = new Map();
  #open = new Set();

  constructor(session) {
    session.on('Network.requestWillBeSent', ({requestId, request}) => {
      this.lastMs = performance.now();
      if (!request.url.startsWith('http')) return;
      this.#asked.set(requestId, request.url);
      this.#open.add(requestId);
    });
    session.on('Network.requestServedFromCache', ({requestId}) => this.#cached.add(requestId));
    session.on('Network.responseReceived', ({requestId, response}) => {
      if (response.fromDiskCache || response.fromPrefetchCache) this.#cached.add(requestId);
    });
    session.on('Network.loadingFailed', ({requestId}) => this.#end(requestId));
    session.on('Network.loadingFinished', ({requestId, encodedDataLength}) => {
      this.#end(requestId);
      if (this.#cached.has(requestId) || !this.#asked.has(requestId)) return;
      ++this.requests;
      this.bytes += encodedDataLength;
      this.urls.add(this.#asked.get(requestId));
    });
  }

  #end(requestId) {
    this.lastMs = performance.now();
    this.#open.delete(requestId);
  }

  /** Resolves when nothing is on its way any more. */
  async quiet() {
    while (this.#open.size > 0 || performance.now() - this.lastMs < QUIET_MS) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * A new tab of `context` opens a room's page, and is closed when everything has been loaded.
 *
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} url
 * @param {{latency: number, bitsPerSecond: number}} [conditions] of the network that is emulated; latency in ms
 * @returns what went over the network: requests, bytes with headers, and when the preview was drawn
 */
export async function visit(context, url, conditions) {
  const tab = await context.newPage();
  tab.setDefaultTimeout(DEADLINE_MS);
  await tab.addInitScript(notePreview);
  const session = await context.newCDPSession(tab);
  await session.send('Network.enable');
  if (conditions) {
    const throughput = conditions.bitsPerSecond / 8;
    await session.send('Network.emulateNetworkConditions',
      {offline: false, latency: conditions.latency, downloadThroughput: throughput, uploadThroughput: throughput});
  }
  const traffic = new Traffic(session);
  await tab.goto(url, {waitUntil: 'commit'});
  const {previewMs, requestsBeforePreview} = await tab.evaluate(() => window.previewDrawn);
  await traffic.quiet();
  await tab.close();
  const {requests, bytes, urls} = traffic;
  return {requests, requestsBeforePreview, bytes, urls: [...urls], previewMs};
}
