// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Several parleyd behind one nginx: who enters a room comes to where the room is.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {until} from '../browser/room-page.mjs';
import {committedFile} from './committed-file.mjs';
import {certificates, newUnixSocket, timeout} from './edge.mjs';
import {Member} from './member.mjs';
import {Nginx} from './nginx.mjs';
import {Service} from './service.mjs';

/**
 * So many rooms are not all in one of two processes by chance, but once in 2^32 times. An odd number: in
 * turns, the second round would lead each to the other process.
 */
const ROOMS = Array.from({length: 33}, (_, index) => `room-${index}`);

const SOCKETS = ['parley-1', 'parley-2'].map((name) => newUnixSocket(name));

const options = {};
let services = [];
let nginx;

function startService(index) {
  return Service.start({listen: SOCKETS[index], config: 'log:\n  room_ids: full\nlimits:\n  new_connections_per_address_burst: 1000\n'});
}

before(async () => {
  services = await Promise.all([0, 1].map(startService));
  options.ca = certificates().ca;
  nginx = await Nginx.start(certificates(), {
    file: 'parley-cluster.conf',
    replace: {
      'unix:/run/parley/parley-1.sock': SOCKETS[0], 'unix:/run/parley/parley-2.sock': SOCKETS[1],
      'burst=100': 'burst=1000',
    },
  });
}, {timeout});

after(async () => {
  await nginx?.stop();
  for (const service of services) await service.stop();
}, {timeout});

function join(t, room, folder = 'room') {
  return Member.join(`wss://127.0.0.1:${nginx.port}/${folder}/${room}/ws`, options).then((member) => {
    t.after(() => member.leave());
    return member;
  });
}

function status(room) {
  return Member.status(`wss://127.0.0.1:${nginx.port}/room/${room}/ws`, options);
}

/** In which processes somebody has joined the room, once `times` have joined it in all. */
async function homes(room, times) {
  const joined = new RegExp(`event=joined .*room=${room} `);
  const counts = () => services.map((service) => service.logged(joined).length);
  await until(() => `${room}: ${counts()}`, () => counts()[0] + counts()[1] >= times);
  return [0, 1].filter((index) => counts()[index] > 0);
}

test('but for the processes both files of nginx are the same', () => {
  const [one, several] = ['parley.conf', 'parley-cluster.conf'].map((name) => {
    const text = committedFile(`config/nginx/${name}`, {});
    return text.slice(text.indexOf('map $http_upgrade'));
  });
  assert.ok(one.includes('proxy_pass'));
  assert.equal(several, one);
});

test('whoever enters a room meets those who are in it, and the rooms are spread', {timeout}, async (t) => {
  for (let time = 1; time <= 3; ++time) {
    for (const room of ROOMS) {
      const member = await join(t, room);
      assert.equal((await member.asks('get-room-info', 'room-info')).clients.length, time, room);
    }
  }
  const found = new Set();
  for (const room of ROOMS) {
    const [home, ...others] = await homes(room, 3);
    assert.deepEqual(others, [], room);
    found.add(home);
  }
  assert.equal(found.size, 2, 'both have rooms');
});

test('a room is the same however it is written', {timeout}, async (t) => {
  for (const letter of 'abcdefgh') {
    const code = letter.charCodeAt(0).toString(16);
    const written = [
      [`same-${letter}`, 'room'], [`same-%${code}`, 'room'], [`same-${letter}`, 'chat'], [`%73ame-%${code}`, 'chat'],
      [`same%2d${letter}`, 'room'], [`same%2D${letter}`, 'room'],
    ];
    let member;
    for (const [room, folder] of written) member = await join(t, room, folder);
    const info = await member.asks('get-room-info', 'room-info');
    assert.equal(info.room_id, `same-${letter}`);
    assert.equal(info.clients.length, written.length);
  }
});

test('rooms in any script are kept together, however they are written', {timeout}, async (t) => {
  for (const [name, written] of [['Caf\u00e9 \u2615', 'Caf%c3%a9%20%e2%98%95'], ['会議室', '%E4%BC%9A%E8%AD%B0%E5%AE%A4']]) {
    await join(t, encodeURIComponent(name));
    const member = await join(t, written, 'chat');
    const info = await member.asks('get-room-info', 'room-info');
    assert.equal(info.room_id, name);
    assert.equal(info.clients.length, 2);
  }
});

test('what only looks like a room is nowhere', {timeout}, async () => {
  for (const room of ['a%252fb', 'a%2fb', 'a%0ab', 'x'.repeat(257), 'x'.repeat(65), 'a%20', '%c3', 'a%e2%80%ae']) {
    assert.equal(await status(room), 400, room);
  }
});

test('while one process is down the rooms of the other go on, and none changes its place', {timeout}, async (t) => {
  const found = [];
  for (const room of ROOMS) {
    await (await join(t, room)).leave();
    found[(await homes(room, 1))[0]] ??= room;
  }
  const [down, up] = found;
  const [stranded, first] = [await join(t, down), await join(t, up)];
  assert.equal(await services[0].stop(), 0);
  assert.equal(await stranded.closed, 1012);
  for (let time = 1; time <= 3; ++time) assert.equal(await status(down), 502);
  const second = await join(t, up);
  first.say({type: 'text', data: {text: 'still here'}});
  assert.deepEqual((await second.receives('text')).data, {text: 'still here'});
  services[0] = await startService(0);
  await join(t, down);
  assert.deepEqual(await homes(down, 1), [0]);
});
