// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {MediaError} from '../../../../web/js/client/media/media-error.js';
import {browserName, mediaProblem} from '../../../../web/js/page/devices/media-problem.js';

const CODES = ['refused', 'missing', 'busy', 'insecure', 'unsupported', 'cancelled', 'failed'];
const SUBJECTS = ['microphone', 'camera', 'both', 'screen', 'screenSound'];

const AGENTS = {
  chromium: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  safari: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) ' +
    'Version/18.0 Safari/605.1.15',
  other: 'Lynx',
};

function problem(code, subject, agent = AGENTS.chromium) {
  return mediaProblem(new MediaError(code, 'camera'), subject, agent);
}

test('every cause has a title and an advice of its own', () => {
  for (const subject of SUBJECTS) {
    const titles = CODES.map((code) => problem(code, subject).title);
    assert.equal(new Set(titles).size, CODES.length, subject);
    for (const code of CODES) {
      const {title, advice} = problem(code, subject);
      for (const sentence of [title, advice]) assert.match(sentence, /^[A-Z].*\.$/, `${subject} ${code}`);
    }
  }
});

test('the device is named', () => {
  assert.match(problem('busy', 'microphone').title, /^Your microphone is in use/);
  assert.match(problem('busy', 'camera').title, /^Your camera is in use/);
  assert.match(problem('busy', 'both').title, /^Your camera and microphone are in use/);
  assert.match(problem('missing', 'both').title, /^No camera or microphone was found/);
});

test('what becomes of the call is said for devices', () => {
  assert.match(problem('missing', 'microphone').consequence, /will not hear you/);
  assert.match(problem('missing', 'camera').consequence, /will not see you/);
  assert.equal(problem('missing', 'screen').consequence, '');
});

test('only what can change is worth another try', () => {
  for (const subject of SUBJECTS) {
    const futile = CODES.filter((code) => !problem(code, subject).mayRetry);
    assert.deepEqual(futile, ['insecure', 'unsupported'], subject);
  }
});

test('a refusal is taken back in another way in each browser', () => {
  const advice = Object.values(AGENTS).map((agent) => problem('refused', 'camera', agent).advice);
  assert.equal(new Set(advice).size, 4);
});

test('anything that is thrown counts as a failure', () => {
  for (const error of [new Error('x'), 'x', null, undefined, {code: 'toString'}, {code: 7}]) {
    assert.deepEqual(mediaProblem(error, 'camera', AGENTS.chromium), problem('failed', 'camera'));
  }
});

test('browsers are told apart', () => {
  for (const [name, agent] of Object.entries(AGENTS)) assert.equal(browserName(agent), name);
  assert.equal(browserName(AGENTS.chromium.replace('Chrome', 'Edg')), 'chromium');
});
