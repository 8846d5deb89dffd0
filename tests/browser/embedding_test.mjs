// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The room page in a frame of a page of another origin: the one that docs/embedding.md shows.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {after, before, test} from 'node:test';

import {Parleyd} from './parleyd.mjs';
import {DEADLINE_MS, RoomPage, startBrowser, until} from './room-page.mjs';
import {timeout} from './stage.mjs';

const DOCUMENT = new URL('../../docs/embedding.md', import.meta.url);
const HOST_PAGE = /```html\n([^]*?)```/.exec(readFileSync(DOCUMENT, 'utf8'))[1];

const hosts = [];
let parleyd;
let browser;

/** Another site: it serves the page of the document, with the address of our parleyd. */
async function startHost() {
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(HOST_PAGE.replace('https://parley.example.org', parleyd.url));
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  hosts.push(server);
  return `http://localhost:${server.address().port}`;
}

let named;
let stranger;

before(async () => {
  named = await startHost();
  stranger = await startHost();
  parleyd = await Parleyd.start({config: `embed: {origins: ["https://another.example", "${named}"]}\n`});
  browser = await startBrowser();
}, {timeout});

after(async () => {
  await browser?.close();
  for (const host of hosts) host.close();
  if (parleyd) assert.equal(await parleyd.stop(), 0);
}, {timeout});

/** Opens the page; `messages()` returns what its frame has posted to it. */
async function openHost(t, url) {
  const context = await browser.newContext();
  t.after(() => context.close());
  const tab = await context.newPage();
  tab.setDefaultTimeout(DEADLINE_MS);
  await tab.addInitScript(() => {
    window.messages = [];
    addEventListener('message', ({origin, data}) => window.messages.push({origin, ...data}));
  });
  await tab.goto(url);
  const messages = () => tab.evaluate(() => window.messages);
  return {
    tab, messages,
    call: tab.frameLocator('#call'),
    post: (message, origin = parleyd.url) => tab.evaluate(
      ([data, target]) => document.getElementById('call').contentWindow.postMessage(data, target), [message, origin]),
    says: (kind) => until(`message ${kind}`, async () => (await messages()).findLast(({parley}) => parley === kind)),
  };
}

const pressed = async (host, id, value) => {
  await host.call.locator(`#${id}[aria-pressed="${value}"]`).waitFor();
};

test('a page of another site embeds a call, follows it and controls it', {timeout}, async (t) => {
  const host = await openHost(t, named);
  await host.call.locator('#name').fill('Ada');
  await host.call.locator('#preview-camera').waitFor();
  await host.post({parley: 'microphone', on: false});
  assert.deepEqual(await host.says('refused'),
    {origin: parleyd.url, parley: 'refused', command: 'microphone', reason: 'not-in-call'});
  await host.call.locator('#join').click();
  assert.deepEqual(await host.says('joined'), {origin: parleyd.url, parley: 'joined', room: 'standup'});
  await pressed(host, 'microphone', true);
  await pressed(host, 'camera', true);

  const guest = await RoomPage.open(browser, `${parleyd.url}/room/standup`);
  t.after(() => guest.close());
  await guest.join('Ben');
  await guest.seesFrames(1);
  await until('both names', async () => (await host.says('people')).people.length === 2);
  assert.deepEqual((await host.says('people')).people, [{name: 'Ada', isYou: true}, {name: 'Ben', isYou: false}]);

  await host.post({parley: 'microphone', on: false});
  await pressed(host, 'microphone', false);
  await host.post({parley: 'camera', on: false});
  await pressed(host, 'camera', false);
  await host.post({parley: 'camera', on: false});  // it is not toggled
  await host.post({parley: 'camera', on: true});
  await pressed(host, 'camera', true);
  await host.post({parley: 'microphone', on: true});
  await pressed(host, 'microphone', true);

  await host.tab.locator('#leave').click();
  assert.equal((await host.says('left')).code, 1000);
  await guest.others(0);
  await host.call.locator('#join-again').waitFor();
  assert.deepEqual(guest.complaints, []);
});

test('commands from another window of the same origin do nothing', {timeout}, async (t) => {
  const host = await openHost(t, named);
  await host.call.locator('#join').click();
  await host.says('joined');
  await host.tab.evaluate((target) => {
    const sibling = document.body.appendChild(document.createElement('iframe'));
    sibling.contentWindow.eval(`parent[0].postMessage({parley: 'leave'}, ${JSON.stringify(target)})`);
  }, parleyd.url);
  await host.post({parley: 'nonsense'});  // arrives after it
  assert.equal((await host.says('refused')).command, 'nonsense');
  assert.equal((await host.messages()).some(({parley}) => parley === 'left'), false);
});

test('browsers show the page in no frame of a site that is not named', {timeout}, async (t) => {
  const host = await openHost(t, stranger);
  const refusal = host.tab.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
  await host.tab.reload();
  await refusal;
  assert.equal(await host.call.locator('#preview').count(), 0);
  assert.deepEqual(await host.messages(), []);
});
