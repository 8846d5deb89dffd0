// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Calls that may take no way but through a TURN server: a real coturn, which parleyd names to the
// pages with credentials made from the secret that the two share.
import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {after, before, test} from 'node:test';

import {selectedPaths} from '../support/web/in-page.mjs';
import {TurnServer} from '../support/web/turn-server.mjs';
import {Parleyd} from './parleyd.mjs';
import {DEADLINE_MS, RoomPage, startBrowser} from './room-page.mjs';

/** A test is a few waits of which each may take DEADLINE_MS. */
const timeout = 5 * DEADLINE_MS;

const SECRET = randomBytes(16).toString('hex');

let browser;
let turn;

before(async () => {
  turn = await TurnServer.start(SECRET);
  browser = await startBrowser();
}, {timeout});

after(async () => {
  await browser?.close();
  await turn?.stop();
}, {timeout});

/** Two pages in the room of a parleyd of this test that names the TURN server. */
async function openTwo(t, {transport, secret = SECRET}) {
  const config = `ice_servers:\n  - urls: "${turn.url(transport)}"\n    secret: ${secret}\n`;
  const parleyd = await Parleyd.start({config});
  t.after(() => parleyd.kill());
  const pages = [];
  for (let index = 0; index < 2; ++index) {
    pages.push(await RoomPage.open(browser, `${parleyd.url}/room/relay`, {settings: {relayOnly: true}}));
    t.after(() => pages[index].close());
    await pages[index].join();
  }
  return pages;
}

/** All candidates that a page has sent to others, alone or within a description. */
async function candidatesOf({tab}) {
  const sent = await tab.evaluate(() => window.sentMessages);
  return sent.flatMap(({type, data}) => {
    if (type === 'icecandidate') return [data.candidate];
    return ['offer', 'answer'].includes(type) ? data.sdp.match(/^a=candidate:.*$/gm) ?? [] : [];
  });
}

for (const transport of ['udp', 'tcp']) {
  test(`a call comes up through the TURN server alone, reached by ${transport}`, {timeout}, async (t) => {
    const pages = await openTwo(t, {transport});
    await Promise.all(pages.map((page) => page.seesFrames(1)));
    for (const page of pages) {
      const [[local, remote]] = await page.tab.evaluate(selectedPaths);
      assert.equal(local.candidateType, 'relay');
      assert.equal(local.relayProtocol, transport);
      assert.equal(remote.candidateType, 'relay');
      const candidates = await candidatesOf(page);
      assert.ok(candidates.length > 0);
      for (const candidate of candidates) assert.match(candidate, / typ relay/);
      assert.deepEqual(page.complaints, []);
    }
  });
}

test('the TURN server takes nobody whose credential another secret made', {timeout}, async (t) => {
  const pages = await openTwo(t, {transport: 'udp', secret: 'another-secret'});
  for (const page of pages) {
    await page.others(1);
    await page.tab.waitForFunction(
      () => window.peerConnections.every(({iceGatheringState}) => iceGatheringState === 'complete'));
    assert.deepEqual(await candidatesOf(page), []);
  }
  // Without a user it is only asked which realm this is.
  assert.ok(turn.logged(/user <\d+:[0-9a-f]{32}>: .*error 401/).length >= pages.length);
});
