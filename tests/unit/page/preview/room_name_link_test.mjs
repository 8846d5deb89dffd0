// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {roomOf} from '../../../../web/js/page/preview/room-name.js';

const HOST = 'meet.example.org';

for (const [text, room] of [
  ['lusab-bavig-ritor', 'lusab-bavig-ritor'],
  ['  our own room ', 'our own room'],
  ['ja\u0308vla', 'j\u00e4vla'],
  ['https://meet.example.org/room/%E4%BC%9A%E8%AD%B0%E5%AE%A4', '会議室'],
  ['https://meet.example.org/room/Διόνυσος', 'Διόνυσος'],
  ['https://meet.example.org/room/ours', 'ours'],
  ['http://meet.example.org/room/ours', 'ours'],
  ['HTTPS://MEET.example.org:443/chat/ours/', 'ours'],
  ['https://meet.example.org/room/ours?from=mail#top', 'ours'],
  ['meet.example.org/room/ours', 'ours'],
  ['/room/ours', 'ours'],
  ['chat/%7Eours', '~ours'],
]) {
  test(`${text} leads into ${room}`, () => {
    assert.deepEqual(roomOf(text, HOST), {room, problem: ''});
  });
}

test('a port belongs to the host', () => {
  assert.equal(roomOf('http://127.0.0.1:8080/room/ours', '127.0.0.1:8080').room, 'ours');
  const {problem} = roomOf('http://127.0.0.1:8081/room/ours', '127.0.0.1:8080');
  assert.match(problem, /another server, 127\.0\.0\.1:8081/);
});

for (const [text, problem] of [
  ['', /1 to 64/],
  ['..', /1 to 64/],
  ['what/ever', /1 to 64/],
  ['50%', /1 to 64/],
  ['what?', /1 to 64/],
  ['r'.repeat(65), /1 to 64/],
  ['ftp://meet.example.org/room/ours', /1 to 64/],
  ['javascript:alert(1)/room/x', /1 to 64/],
  ['https://', /1 to 64/],
  ['https://other.example.org/room/ours', /another server, other\.example\.org/],
  ['https://meet.example.org@other.example.org/room/ours', /another server, other\.example\.org/],
  ['other.example.org/room/ours', /another server, other\.example\.org/],
  ['https://meet.example.org/', /does not lead to a room/],
  ['https://meet.example.org/elsewhere/ours', /does not lead to a room/],
  ['https://meet.example.org/room/%E0%A4', /does not lead to a room/],
  ['https://meet.example.org/room/a%2Fb', /does not lead to a room/],
]) {
  test(`${text.slice(0, 60) || 'nothing'} is refused in words`, () => {
    const choice = roomOf(text, HOST);
    assert.equal(choice.room, '');
    assert.match(choice.problem, problem);
  });
}
