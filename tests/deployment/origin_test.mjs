// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Which pages may connect, and who the client is, behind proxies that rewrite headers: each row of the two
// tables in docs/protocol.md, with the headers that real proxies send.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {ADDRESS} from '../support/web/free-port.mjs';
import {timeout} from './edge.mjs';
import {Member} from './member.mjs';
import {Service} from './service.mjs';
import {startProxy} from './surroundings.mjs';

/** The proxies connect from here. The clients of these tests have other addresses, which are not trusted. */
const TRUSTING = `trusted_proxies: ["${ADDRESS}"]\n`;
const CLIENT = '127.0.0.9';
const NAME = 'meet.example.org';
/** What a client says of itself, and no server may believe. */
const FORGED_ADDRESS = '203.0.113.9';
const FORGED_NAME = 'evil.example';

const UPGRADE = `proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";`;

/** Lines of nginx that pass everything on to `place`, with these headers. */
function nginx(place, headers) {
  const set = Object.entries(headers).map(([name, value]) => `proxy_set_header ${name} ${value};`).join(' ');
  return `location / { proxy_pass http://${place}; ${UPGRADE} ${set} }`;
}

const haproxy = (place, ...rules) => `${rules.map((rule) => `    ${rule}\n`).join('')}    default_backend parleyd
backend parleyd
    timeout tunnel 75s
    server parleyd ${place}
`;

const apache = (place, ...lines) => `ProxyPass / http://${place}/ upgrade=websocket nocanon\n${lines.join('\n')}`;

/** A parleyd and its clients, who know the site by `host` and reach it through the proxy on a port. */
class Site {
  static async start(t, config = TRUSTING) {
    const site = new Site();
    site.service = await Service.start({listen: `${ADDRESS}:0`, config});
    t.after(() => site.service.stop());
    site.place = site.service.upstream;
    site.port = Number(site.place.split(':').pop());
    return site;
  }

  /** Further proxies are nearer to the client. */
  async behind(t, name, lines) {
    this.port = await startProxy(t, name, lines);
    return this;
  }

  get url() {
    return `ws://${ADDRESS}:${this.port}/room/tea/ws`;
  }

  /** The status that a page of `origin` gets in a browser that has reached the site as `host`. */
  status(origin, host = NAME, headers = {}) {
    return Member.status(this.url, {origin, localAddress: CLIENT, headers: {Host: host, ...headers}});
  }

  async permits(origin, host, headers) {
    assert.equal(await this.status(origin, host, headers), 101, `${origin} at ${host}`);
  }

  async refuses(origin, host, headers) {
    assert.equal(await this.status(origin, host, headers), 403, `${origin} at ${host}`);
  }

  /** Joins, and compares the address that parleyd logs for this client. */
  async sees(t, address, headers = {}) {
    const member = await Member.join(this.url, {localAddress: CLIENT, headers});
    t.after(() => member.leave());
    const {receiver} = await member.receives('greeting');
    const [, seen] = await this.service.says(new RegExp(`event=joined client=${receiver} .*address=(\\S+)$`));
    assert.equal(seen, address);
  }
}

test('a proxy that drops the port: any port of the same name', {timeout}, async (t) => {
  const site = await Site.start(t);
  await site.behind(t, 'nginx', nginx(site.place, {'Host': '$host', 'X-Forwarded-For': '$remote_addr'}));
  await site.permits(`https://${NAME}:3001`, `${NAME}:3001`);
  await site.permits(`https://${NAME}`, NAME);
  await site.refuses(`https://${FORGED_NAME}:3001`, `${NAME}:3001`);
  await site.refuses(`https://not-${NAME}`, NAME);
  await site.sees(t, CLIENT);
});

test('a proxy that passes Host on: the port counts', {timeout}, async (t) => {
  const site = await Site.start(t);
  await site.behind(t, 'nginx', nginx(site.place, {'Host': '$http_host', 'X-Forwarded-For': '$remote_addr'}));
  await site.permits(`https://${NAME}:3001`, `${NAME}:3001`);
  await site.refuses(`https://${NAME}:3002`, `${NAME}:3001`);
});

test('a proxy that names itself in Host and the site in X-Forwarded-Host', {timeout}, async (t) => {
  const site = await Site.start(t);
  await site.behind(t, 'nginx', nginx(site.place, {
    'X-Forwarded-For': '$remote_addr', 'X-Forwarded-Host': '$http_host', 'X-Forwarded-Proto': 'https',
  }));
  await site.permits(`https://${NAME}`, NAME);
  await site.permits(`https://${NAME}:3001`, `${NAME}:3001`);
  await site.refuses(`http://${site.place}`, NAME);  // what Host says
  await site.refuses(`https://${NAME}:3002`, `${NAME}:3001`);
  await site.service.says(new RegExp(`event=upgrade-refused .*${site.place} is not an origin of ${NAME}, as the proxy has told`));
});

test('a proxy that tells name and port in two headers', {timeout}, async (t) => {
  const site = await Site.start(t);
  await site.behind(t, 'nginx', nginx(site.place, {
    'X-Forwarded-For': '$remote_addr', 'X-Forwarded-Host': '$host', 'X-Forwarded-Port': '8443',
  }));
  await site.permits(`https://${NAME}:8443`, `${NAME}:8443`);
  await site.refuses(`https://${NAME}:8444`, `${NAME}:8443`);
});

test('Apache as it is by default tells the name', {timeout}, async (t) => {
  const site = await Site.start(t);
  await site.behind(t, 'apache', apache(site.place));
  await site.permits(`https://${NAME}:3001`, `${NAME}:3001`);
  await site.refuses(`http://${site.place}`, NAME);
  await site.sees(t, CLIENT);
});

for (const [what, node, seen] of [
  ['an address', '$remote_addr', CLIENT],
  ['an address with a port', '\\"$remote_addr:$remote_port\\"', CLIENT],
  ['an IPv6 address with a port', '\\"[2001:db8::7]:4711\\"', '2001:db8::7'],
  ['an obfuscated name', '_hidden', ADDRESS],
  ['unknown', 'unknown', ADDRESS],
]) {
  test(`Forwarded, whose client is ${what}`, {timeout}, async (t) => {
    const site = await Site.start(t);
    await site.behind(t, 'nginx', nginx(site.place, {
      'Forwarded': `"for=${node};host=\\"$http_host\\";proto=https"`,
    }));
    await site.permits(`https://${NAME}:3001`, `${NAME}:3001`);
    await site.refuses(`https://${NAME}:3002`, `${NAME}:3001`);
    await site.refuses(`http://${site.place}`, NAME);
    await site.sees(t, seen, {'X-Real-IP': FORGED_ADDRESS});
  });
}

test('with X-Forwarded-For, Forwarded says neither who the client is nor what the site is called', {timeout}, async (t) => {
  const site = await Site.start(t);
  await site.behind(t, 'nginx', nginx(site.place, {'Host': '$http_host', 'X-Forwarded-For': '$remote_addr'}));
  const forged = {Forwarded: `for=${FORGED_ADDRESS};host=${FORGED_NAME}`};
  await site.permits(`https://${NAME}`, NAME, forged);
  await site.refuses(`https://${FORGED_NAME}`, NAME, forged);
  await site.sees(t, CLIENT, forged);
});

test('X-Real-IP, where there is neither of the two', {timeout}, async (t) => {
  const site = await Site.start(t);
  await site.behind(t, 'nginx', nginx(site.place, {'Host': '$host', 'X-Real-IP': '$remote_addr'}));
  await site.permits(`https://${NAME}:3001`, `${NAME}:3001`);
  await site.sees(t, CLIENT);
});

test('X-Real-IP counts for nothing beside X-Forwarded-For', {timeout}, async (t) => {
  const site = await Site.start(t);
  await site.behind(t, 'nginx', nginx(site.place, {'Host': '$http_host', 'X-Forwarded-For': '$remote_addr'}));
  await site.sees(t, CLIENT, {'X-Real-IP': FORGED_ADDRESS});
});

test('nginx behind HAProxy, both of which add to the list', {timeout}, async (t) => {
  const site = await Site.start(t);
  await site.behind(t, 'nginx', nginx(site.place, {'X-Forwarded-For': '$proxy_add_x_forwarded_for'}));
  await site.behind(t, 'haproxy', haproxy(`${ADDRESS}:${site.port}`,
    'option forwardfor', 'http-request set-header X-Forwarded-Host %[req.hdr(host)]'));
  await site.permits(`https://${NAME}:3001`, `${NAME}:3001`);
  await site.refuses(`https://${NAME}:3002`, `${NAME}:3001`);
  await site.refuses(`https://${FORGED_NAME}`, NAME, {'X-Forwarded-Host': FORGED_NAME});
  await site.sees(t, CLIENT, {'X-Forwarded-For': FORGED_ADDRESS});
});

test('Apache behind nginx: the name is that of the proxy which the client has reached', {timeout}, async (t) => {
  const site = await Site.start(t);
  await site.behind(t, 'apache', apache(site.place));  // adds its own name to the right of the other's
  const inner = `${ADDRESS}:${site.port}`;
  await site.behind(t, 'nginx', nginx(inner, {'X-Forwarded-For': '$remote_addr', 'X-Forwarded-Host': '$http_host'}));
  await site.permits(`https://${NAME}:3001`, `${NAME}:3001`);
  await site.refuses(`https://${NAME}:3002`, `${NAME}:3001`);
  await site.refuses(`http://${inner}`, NAME);
  await site.sees(t, CLIENT, {'X-Forwarded-For': FORGED_ADDRESS});
});

test('nginx behind Apache', {timeout}, async (t) => {
  const site = await Site.start(t);
  await site.behind(t, 'nginx', nginx(site.place, {'Host': '$host', 'X-Forwarded-For': '$proxy_add_x_forwarded_for'}));
  await site.behind(t, 'apache', apache(`${ADDRESS}:${site.port}`));
  await site.permits(`https://${NAME}:3001`, `${NAME}:3001`);
  await site.refuses(`https://${FORGED_NAME}`, NAME);
  await site.sees(t, CLIENT, {'X-Forwarded-For': FORGED_ADDRESS});
});

test('two elements of Forwarded, each from one proxy', {timeout}, async (t) => {
  const site = await Site.start(t);
  await site.behind(t, 'haproxy', haproxy(site.place, 'http-request add-header Forwarded for=%[src];host=inner.example'));
  await site.behind(t, 'nginx', nginx(`${ADDRESS}:${site.port}`, {
    'Forwarded': '"for=$remote_addr;host=\\"$http_host\\""',
  }));
  await site.permits(`https://${NAME}:3001`, `${NAME}:3001`);
  await site.refuses('https://inner.example', NAME);
  await site.sees(t, CLIENT);
});

test('what a client adds to the left of Forwarded is not read', {timeout}, async (t) => {
  const site = await Site.start(t);
  await site.behind(t, 'haproxy', haproxy(site.place,
    'http-request add-header Forwarded for=%[src];host=%[req.hdr(host),field(1,:)]'));
  for (const forged of [`for=${FORGED_ADDRESS};host=${FORGED_NAME}`, 'for="', `host="${FORGED_NAME}, x`]) {
    await site.permits(`https://${NAME}`, NAME, {Forwarded: forged});
    await site.refuses(`https://${FORGED_NAME}`, NAME, {Forwarded: forged});
  }
  await site.sees(t, CLIENT, {Forwarded: `for=${FORGED_ADDRESS}`});
});

/** Each way to name another site and another client. */
const FORGERIES = [
  {'X-Forwarded-For': FORGED_ADDRESS, 'X-Forwarded-Host': FORGED_NAME, 'X-Forwarded-Proto': 'https'},
  {'X-Forwarded-Host': FORGED_NAME, 'X-Forwarded-Port': '443'},
  {'Forwarded': `for=${FORGED_ADDRESS};host=${FORGED_NAME};proto=https`},
  {'X-Real-IP': FORGED_ADDRESS},
];

test('headers of a client that comes without a proxy are ignored', {timeout}, async (t) => {
  const site = await Site.start(t);
  for (const headers of FORGERIES) {
    await site.refuses(`https://${FORGED_NAME}`, NAME, headers);
    await site.permits(`https://${NAME}`, NAME, headers);
    await site.refuses(`https://${NAME}:3001`, NAME, headers);
    await site.sees(t, CLIENT, headers);
  }
  assert.deepEqual(site.service.logged(new RegExp(FORGED_ADDRESS.replaceAll('.', '\\.'))), []);
});

test('headers of a proxy that is not trusted are ignored', {timeout}, async (t) => {
  const site = await Site.start(t, 'trusted_proxies: []\n');
  await site.behind(t, 'nginx', nginx(site.place, {
    'Host': '$host', 'X-Forwarded-For': '$remote_addr', 'X-Forwarded-Host': '$http_host',
  }));
  await site.refuses(`https://${NAME}:3001`, `${NAME}:3001`);
  await site.service.says(new RegExp(`event=upgrade-refused .*https://${NAME}:3001 is not an origin of ${NAME}, the Host header`));
  await site.permits(`https://${NAME}`, NAME);
  await site.sees(t, ADDRESS);
});
