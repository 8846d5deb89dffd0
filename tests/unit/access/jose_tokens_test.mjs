// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// tests/data/access/tokens.json is what it says it is: jose itself accepts the good tokens, and
// refuses those whose signature is wrong.
import assert from 'node:assert/strict';
import {createPublicKey} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {jwtVerify} from 'jose';

const data = JSON.parse(readFileSync(new URL('../../data/access/tokens.json', import.meta.url), 'utf8'));
const keys = Object.fromEntries(data.keys.map(({algorithm, file}) => [
  algorithm, algorithm === 'HS256' ? new TextEncoder().encode(file) : createPublicKey(file),
]));

function verify({algorithm, token}) {
  return jwtVerify(token, keys[algorithm], {
    algorithms: algorithm === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [algorithm],
    audience: data.audience,
    issuer: data.issuer,
    clockTolerance: 30,
    currentDate: new Date(data.now * 1000),
  });
}

for (const {algorithm} of data.keys) {
  const own = data.tokens.filter((token) => token.algorithm === algorithm);
  test(`jose accepts the good tokens of ${algorithm}`, async () => {
    const good = own.filter((token) => token.verdict === 'good');
    assert.ok(good.length > 10);
    for (const token of good) await assert.doesNotReject(verify(token), token.name);
  });

  test(`jose refuses what no key of ${algorithm} has signed`, async () => {
    const unsigned = own.filter((token) => token.detail === 'signed' && token.name !== 'an unknown kid');
    assert.ok(unsigned.length > 5);
    for (const token of unsigned) await assert.rejects(verify(token), token.name);
  });
}
