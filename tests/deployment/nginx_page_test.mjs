// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What nginx serves by itself: the page, as parleyd would, and what TLS brings with it.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {readdirSync} from 'node:fs';
import {request as plainRequest} from 'node:http';
import {connect as connectHttp2} from 'node:http2';
import {Agent, request} from 'node:https';
import {after, before, test} from 'node:test';
import {connect} from 'node:tls';

import {Program} from '../support/web/program.mjs';
import {committedFile, PARLEYD, WEB_ROOT} from './committed-file.mjs';
import {certificates, Edge, newUnixSocket, timeout, UNIX_SOCKET} from './edge.mjs';
import {Member} from './member.mjs';
import {Nginx} from './nginx.mjs';

/** What a browser acts upon; the rest is about the connection, or counts. */
const HEADERS = [
  'x-content-type-options', 'x-frame-options', 'referrer-policy', 'permissions-policy',
  'cross-origin-opener-policy', 'cross-origin-resource-policy', 'cache-control',
];

/** Both are registered for scripts; parleyd says the one, Debian's table the other. */
const SCRIPT = /^(text|application)\/javascript/;

const agent = new Agent({keepAlive: true});

let nginx;
let parleyd;
let parleydUrl;

before(async () => {
  nginx = await Nginx.start(certificates(), {replace: {[UNIX_SOCKET]: newUnixSocket()}});
  parleyd = new Program(PARLEYD, () => ['--listen', '127.0.0.1:0', '--web-root', WEB_ROOT]);
  const [, address] = await parleyd.says(/event=listening .*?address=(\S+)/);
  parleydUrl = `http://${address}`;
}, {timeout});

after(async () => {
  agent.destroy();
  await nginx?.stop();
  await parleyd?.stop();
}, {timeout});

/** Status, headers and text of an answer. */
async function get(url, options = {}) {
  const isTls = url.startsWith('https:');
  const asked = isTls ? request(url, {ca: certificates().ca, agent, ...options}) : plainRequest(url, options);
  asked.end();
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += part;
  return {status: response.statusCode, headers: response.headers, text};
}

const ofNginx = (path, options) => get(`https://127.0.0.1:${nginx.port}${path}`, options);
const ofParleyd = (path, options) => get(parleydUrl + path, options);

/** A policy as a list of directives, with the WebSocket's host and port left out. */
function directives({headers}) {
  const policy = headers['content-security-policy'].replaceAll(/ (ws|wss):\/\/[\w.:[\]-]+/g, '');
  return policy.split(/; */).sort();
}

function webFiles(folder = '') {
  return readdirSync(WEB_ROOT + folder, {withFileTypes: true}).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? webFiles(path) : [path];
  });
}

test('pages and files come as from parleyd, with the same headers', {timeout}, async () => {
  for (const path of ['/', '/room/tea', '/chat/a.b_c~d-1', ...webFiles()]) {
    const [here, there] = [await ofNginx(path), await ofParleyd(path)];
    assert.equal(here.status, 200, path);
    assert.equal(here.text, there.text, path);
    for (const name of HEADERS) assert.equal(here.headers[name], there.headers[name], `${path}: ${name}`);
    assert.deepEqual(directives(here), directives(there), path);
    const [type, theirs] = [here, there].map(({headers}) => headers['content-type'].replace(SCRIPT, 'a script'));
    assert.equal(type.replace(' charset', 'charset'), theirs.replace(' charset', 'charset'), path);
    assert.ok(here.headers.etag, path);
  }
});

test('the policy names the WebSocket of this very site', {timeout}, async () => {
  const {headers} = await ofNginx('/room/tea', {servername: 'localhost', headers: {Host: 'parley.test'}});
  assert.match(headers['content-security-policy'], new RegExp(`connect-src 'self' wss://parley\\.test:${nginx.port}$`));
});

test('what has not changed is not sent again', {timeout}, async () => {
  const {headers} = await ofNginx('/room/tea');
  const again = await ofNginx('/room/tea', {headers: {'If-None-Match': headers.etag}});
  assert.equal(again.status, 304);
  assert.equal(again.headers['cache-control'], 'no-cache');
});

const ABSENT = [
  '/nothing', '/css', '/js/', '/room/', '/room/a%0ab', '/room/tea/x', `/room/${'x'.repeat(257)}`, '/.git/config',
  '/metrics', '/room/a%252fb/ws', '/room/a%2fb/ws',
];

test('what is not there is not found, with the same headers, while parleyd is away', {timeout}, async () => {
  for (const path of [...ABSENT, '/..%2fetc/passwd', '/healthz', '/readyz']) {
    const {status, headers} = await ofNginx(path);
    assert.ok([400, 404].includes(status), `${path}: ${status}`);
    if (status === 404) assert.equal(headers['x-content-type-options'], 'nosniff', path);
  }
});

test('browsers get the error pages of parleyd, other programs its line of text', {timeout}, async (t) => {
  const edge = await Edge.start(t, {replace: {'burst=20': 'burst=100'}});
  for (const path of ABSENT) {
    const url = `https://127.0.0.1:${edge.nginx.port}${path}`;
    const [page, line] = [await get(url, {headers: {accept: 'text/html'}}), await get(url)];
    const said = await get(parleydUrl + path, {headers: {accept: 'text/html'}});
    assert.deepEqual([page.status, line.status], [said.status, said.status], path);
    assert.equal(page.text, said.text, path);
    assert.match(line.headers['content-type'], /^text\/plain/, path);
    for (const name of HEADERS) assert.equal(page.headers[name], said.headers[name], `${path}: ${name}`);
    assert.match(page.headers['strict-transport-security'], /^max-age=/, path);
  }
});

test('nginx serves the page of exactly the rooms that parleyd accepts', {timeout}, async (t) => {
  const edge = await Edge.start(t, {replace: {'burst=20': 'burst=1000'}});
  const {cases} = JSON.parse(committedFile('tests/data/protocol/room_ids.json', {}));
  const written = [
    ...cases.map(({id}) => encodeURIComponent(id)),
    '%c3', '%c3%28', '%e2%82', '%ed%a0%80', '%f0%8f%bf%bf', '%f4%90%80%80', '%c0%af', 'a%ff', '%c2%85',
    ...['%f0%9f%98%80', '%e4%bc%9a', '%c3%bc'].flatMap((one) => [one.repeat(64), one.repeat(65)]),
  ].filter((name) => !/^\.{0,2}$/.test(name));  // a URL resolves dots
  const page = await ofParleyd('/room/tea');
  const served = [];
  for (const name of written) {
    const path = `/room/${name}`;
    const here = await get(`https://127.0.0.1:${edge.nginx.port}${path}`);
    const there = await ofParleyd(path);
    assert.deepEqual([path, here.status], [path, there.status]);
    if (here.status === 200) assert.equal(here.text, page.text, path);
    served.push(here.status);
  }
  assert.deepEqual([...new Set(served)].sort(), [200, 400]);
});

test('the probes stay inside', {timeout}, async (t) => {
  const edge = await Edge.start(t);
  for (const path of ['/healthz', '/readyz']) assert.equal((await get(`https://127.0.0.1:${edge.nginx.port}${path}`)).status, 404);
});

test('an address that asks for what is not there again and again is answered by nginx', {timeout}, async (t) => {
  const edge = await Edge.start(t, {replace: {'rate=5r/s': 'rate=1r/m', 'burst=20': 'burst=1'}});
  const url = `https://127.0.0.1:${edge.nginx.port}/nothing`;
  const titles = [];
  for (let time = 0; time < 4; ++time) {
    const {status, text} = await get(url, {headers: {accept: 'text/html'}});
    assert.equal(status, 404);
    titles.push(/<title>(.*)<.title>/.exec(text)[1]);
  }
  const [OURS, NGINXS] = ['There is no such page \u2013 Parley', '404 Not Found'];
  assert.deepEqual(titles, [OURS, OURS, NGINXS, NGINXS]);
});

test('a slash behind the name of a room is redirected away', {timeout}, async () => {
  for (const [path, location] of [['/room/tea/?x=1', '../tea?x=1'], ['/chat/Caf%c3%a9/', '../Caf%c3%a9'], ['/favicon.ico', 'icon.svg']]) {
    const {status, headers} = await ofNginx(path);
    assert.equal(status, 308, path);
    assert.equal(headers.location, location);
    assert.equal(headers['x-content-type-options'], 'nosniff');
  }
});

test('robots are told to stay away from rooms', {timeout}, async () => {
  const {status, headers} = await ofNginx('/robots.txt');
  assert.equal(status, 200);
  assert.match(headers['content-type'], /^text\/plain/);
});

test('nobody writes to the page', {timeout}, async () => {
  for (const method of ['POST', 'PUT', 'DELETE']) assert.equal((await ofNginx('/', {method})).status, 405);
});

test('plain HTTP leads to TLS, and TLS says to stay', {timeout}, async () => {
  const {status, headers} = await get(`http://127.0.0.1:${nginx.plainPort}/room/tea?x=1`);
  assert.equal(status, 301);
  assert.equal(headers.location, 'https://localhost/room/tea?x=1');
  assert.equal(headers['strict-transport-security'], undefined);
  for (const path of ['/', '/nothing', '/room/tea/ws']) {
    const answer = await ofNginx(path);
    assert.match(answer.headers['strict-transport-security'], /^max-age=\d{8}$/, path);
    assert.equal(answer.headers.server, 'nginx', path);
  }
});

test('the page is served by HTTP/2', {timeout}, async (t) => {
  const session = connectHttp2(`https://127.0.0.1:${nginx.port}`, {ca: certificates().ca});
  t.after(() => session.close());
  const asked = session.request({':path': '/room/tea'});
  const [headers] = await once(asked, 'response');
  asked.resume();
  assert.equal(headers[':status'], 200);
  assert.equal(session.alpnProtocol, 'h2');
});

/** The version that is agreed on, or the alert. */
async function handshake(version) {
  const socket = connect({
    port: nginx.port, host: '127.0.0.1', ca: certificates().ca, minVersion: version, maxVersion: version,
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  const said = await once(socket, 'secureConnect').then(() => socket.getProtocol(), ({code}) => code);
  socket.destroy();
  return said;
}

test('TLS is of version 1.2 or 1.3', {timeout}, async () => {
  assert.equal(await handshake('TLSv1.3'), 'TLSv1.3');
  assert.equal(await handshake('TLSv1.2'), 'TLSv1.2');
  assert.equal(await handshake('TLSv1.1'), 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
});

test('the access log tells no room and no query', {timeout}, async (t) => {
  const edge = await Edge.start(t);
  const url = edge.roomUrl('hush-hush').replace(/ws$/, 'ws?username=Mata');
  const member = await Member.join(url, edge.from());
  await member.leave();
  await get(`https://127.0.0.1:${edge.nginx.port}/chat/hush-hush?username=Mata`);
  await get(`https://127.0.0.1:${edge.nginx.port}/room/hush-hush/x?username=Mata`);
  await edge.nginx.stop();
  const log = edge.nginx.accessLog();
  assert.match(log, /"GET \/room\/-\/ws HTTP\/1\.1" 101 /);
  assert.equal(log.trim().split('\n').length, 3, log);
  assert.doesNotMatch(log, /hush|Mata/);
});
