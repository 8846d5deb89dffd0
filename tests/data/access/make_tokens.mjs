// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Writes tokens.json: keys, and tokens that the library jose has signed with them, good ones and
// spoilt ones. What jose refuses to sign is signed here with Node's own crypto. No private key is
// kept, so every run writes other keys and other tokens.
//
// usage: node tests/data/access/make_tokens.mjs
import {createHmac, generateKeyPairSync, randomBytes, sign} from 'node:crypto';
import {writeFileSync} from 'node:fs';
import {CompactSign} from 'jose';

const now = 1_800_000_000;
const good = {exp: now + 3600, aud: 'parley', iss: 'tea-shop', room: 'tea'};
const types = {
  RS256: ['rsa', {modulusLength: 2048}],
  ES256: ['ec', {namedCurve: 'P-256'}],
  EdDSA: ['ed25519', {}],
};

function makeKey(algorithm) {
  if (algorithm === 'HS256') {
    const secret = randomBytes(32).toString('hex');
    return {signer: Buffer.from(secret), file: secret};
  }
  const {privateKey, publicKey} = generateKeyPairSync(...types[algorithm]);
  return {signer: privateKey, file: publicKey.export({type: 'spki', format: 'pem'})};
}

const base64url = (bytes) => Buffer.from(bytes).toString('base64url');

function rawSignature(algorithm, signer, text, dsaEncoding = 'ieee-p1363') {
  if (algorithm === 'HS256') return createHmac('sha256', signer).update(text).digest();
  const digest = algorithm === 'EdDSA' ? null : 'sha256';
  return sign(digest, Buffer.from(text), {key: signer, dsaEncoding});
}

/** A token with any bytes as header and payload. */
function rawToken(algorithm, signer, header, payload = JSON.stringify(good)) {
  const text = `${base64url(header)}.${base64url(payload)}`;
  return `${text}.${base64url(rawSignature(algorithm, signer, text))}`;
}

/** A token of jose's, with an object or any bytes as payload. */
function joseToken(algorithm, signer, payload, header = {}) {
  const isBytes = typeof payload === 'string' || payload instanceof Uint8Array;
  const bytes = Buffer.from(isBytes ? payload : JSON.stringify(payload));
  return new CompactSign(bytes).setProtectedHeader({alg: algorithm, ...header}).sign(signer);
}

const longRooms = Array.from({length: 65}, (_, i) => `room ${i}`);
const nested = (depth) => '['.repeat(depth) + ']'.repeat(depth);
const claims = (changes) => ({...good, ...changes});
const text = (member) => JSON.stringify(good).replace(/}$/, `,${member}}`);

const goodPayloads = {
  'one room': good,
  'a list of rooms': claims({room: [...longRooms.slice(0, 63), 'tea']}),
  'a glob': claims({room: undefined, rooms: 't?*'}),
  'a list of globs': claims({room: 'other', rooms: ['x*', 't*a']}),
  'a list of audiences': claims({aud: ['other', 'parley']}),
  'times within the leeway': claims({exp: now - 29, nbf: now + 30, iat: now + 29.5}),
  'all claims': claims({
    nbf: now, iat: now - 10, sub: 'u'.repeat(128), name: ' Ziggy ', role: 'moderator', held: ['camera', 'text'], more: {x: [null]},
  }),
  'the greatest depth': text(`"x":${nested(7)}`),
};
const spoiltPayloads = {
  'no exp': [claims({exp: undefined}), 'exp'],
  'exp as a string': [claims({exp: String(now + 3600)}), 'exp'],
  'exp as null': [claims({exp: null}), 'exp'],
  'exp beyond all numbers': [text('"x":1e400'), 'payload'],
  'exp past': [claims({exp: now - 30}), 'exp is past', 'expired'],
  'a negative exp': [claims({exp: -1}), 'exp is past', 'expired'],
  'nbf in the future': [claims({nbf: now + 31}), 'nbf'],
  'nbf as a string': [claims({nbf: '0'}), 'nbf'],
  'iat in the future': [claims({iat: now + 31}), 'iat'],
  'iat as true': [claims({iat: true}), 'iat'],
  'another audience': [claims({aud: 'parley2'}), 'aud'],
  'a list of other audiences': [claims({aud: ['a', 'b']}), 'aud'],
  'no audience': [claims({aud: undefined}), 'aud'],
  'a number as audience': [claims({aud: 1}), 'aud'],
  'another issuer': [claims({iss: 'Tea-shop'}), 'iss'],
  'no issuer': [claims({iss: undefined}), 'iss'],
  'a list as issuer': [claims({iss: ['tea-shop']}), 'iss'],
  'no room': [claims({room: undefined}), 'room', 'not-for-this-room'],
  'another room': [claims({room: 'Tea'}), 'room', 'not-for-this-room'],
  'a glob as room': [claims({room: '*'}), 'room', 'not-for-this-room'],
  'a glob among the rooms': [claims({room: ['*', 't?a']}), 'room', 'not-for-this-room'],
  'another glob': [claims({room: undefined, rooms: 'te'}), 'room', 'not-for-this-room'],
  'a number as room': [claims({room: 5}), 'room'],
  'too many rooms': [claims({room: longRooms}), 'room'],
  'a number among the globs': [claims({rooms: ['tea', 5]}), 'rooms'],
  'an unknown role': [claims({role: 'admin'}), 'role'],
  'role as true': [claims({role: true}), 'role'],
  'held as a string': [claims({held: 'text'}), 'held'],
  'an unknown slot': [claims({held: ['text', 'hat']}), 'held'],
  'an empty name': [claims({name: ' '}), 'name'],
  'a name with a control character': [claims({name: 'a\u0007'}), 'name'],
  'a long sub': [claims({sub: 'u'.repeat(129)}), 'sub'],
  'a number as sub': [claims({sub: 7}), 'sub'],
  'exp twice': [text(`"exp":${now + 7200}`), 'payload'],
  'room twice, once escaped': [text('"\\u0072oom":"tea"'), 'payload'],
  'a member twice far below': [text('"x":{"y":[{"z":1,"z":1}]}'), 'payload'],
  'too deep': [text(`"x":${nested(8)}`), 'payload'],
  'an array as payload': [[good], 'payload'],
  'no JSON': ['tea', 'payload'],
  'nothing as payload': ['', 'payload'],
  'more behind the payload': [`${JSON.stringify(good)} {}`, 'payload'],
  'a null character behind the payload': [`${JSON.stringify(good)}\0{}`, 'payload'],
  'a byte order mark': [`\ufeff${JSON.stringify(good)}`, 'payload'],
  'no UTF-8': [Buffer.from(text('"x":"\xff"'), 'latin1'), 'payload'],
  'a comment': [text('/**/"x":1'), 'payload'],
};

function spoiltHeaders(algorithm) {
  const members = (more) => `{"alg":"${algorithm}"${more}}`;
  return {
    'none as alg': '{"alg":"none"}',
    'alg in other case': `{"alg":"${algorithm.toLowerCase()}x"}`,
    'HS512 as alg': '{"alg":"HS512"}',
    'no alg': '{"typ":"JWT"}',
    'a number as alg': '{"alg":256}',
    'alg twice': members(`,"alg":"${algorithm}"`),
    'alg twice, once escaped': members(`,"\\u0061lg":"none"`),
    'crit': members(',"crit":["exp"]'),
    'an empty crit': members(',"crit":[]'),
    'jwk': members(',"jwk":{"kty":"oct","k":"AAAA"}'),
    'jku': members(',"jku":"https://example.org/keys"'),
    'x5u': members(',"x5u":"https://example.org/key"'),
    'x5c': members(',"x5c":["AAAA"]'),
    'another typ': members(',"typ":"at+jwt"'),
    'a null as typ': members(',"typ":null'),
    'a number as kid': members(',"kid":1'),
    'an array as header': `[${members('')}]`,
    'more behind the header': `${members('')},`,
    'a null character behind the header': `${members('')}\0`,
    'nothing as header': '',
  };
}

/** Tokens whose form or signature is wrong. */
function spoiltForms(algorithm, key, token) {
  const [header, payload, signature] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const changed = (at) => {
    const copy = Buffer.from(bytes);
    copy[at] ^= 1;
    return base64url(copy);
  };
  const withSignature = (part) => `${header}.${payload}.${part}`;
  const other = makeKey(algorithm).signer;
  const laterPayload = base64url(JSON.stringify(claims({exp: now + 3601})));
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const stray = signature.slice(0, -1) + digits[digits.indexOf(signature.at(-1)) + 1];
  return {
    'padding': [withSignature(`${signature}=`), 'base64url'],
    'stray bits': [withSignature(stray), 'base64url'],
    'the other alphabet': [withSignature(`+/${signature.slice(2)}`), 'base64url'],
    'a newline behind': [`${token}\n`, 'base64url'],
    'a space before': [` ${token}`, 'base64url'],
    'two parts': [`${header}.${payload}`, 'base64url'],
    'four parts': [`${token}.${signature}`, 'base64url'],
    'five parts': [`${header}.${payload}.${payload}.${payload}.${signature}`, 'base64url'],
    'no signature': [withSignature(''), 'signed'],
    'a short signature': [withSignature(base64url(bytes.subarray(0, -1))), 'signed'],
    'a long signature': [withSignature(base64url(Buffer.concat([bytes, bytes.subarray(0, 1)]))), 'signed'],
    'a signature of zeros': [withSignature(base64url(Buffer.alloc(bytes.length))), 'signed'],
    'the first bit changed': [withSignature(changed(0)), 'signed'],
    'the last bit changed': [withSignature(changed(bytes.length - 1)), 'signed'],
    'another payload': [`${header}.${laterPayload}.${signature}`, 'signed'],
    'another key': [rawToken(algorithm, other, Buffer.from(header, 'base64url')), 'signed'],
    'HMAC with what everybody knows': [rawToken('HS256', algorithm === 'HS256' ? 'secret' : key.file, '{"alg":"HS256"}'), 'signed'],
    'DER as signature': [withSignature(base64url(derOf(algorithm, key, `${header}.${payload}`))), 'signed'],
    'too long': [rawToken(algorithm, key.signer, `{"alg":"${algorithm}"}`, text(`"x":"${'x'.repeat(4000)}"`)), '4096'],
  };
}

/** The signature as OpenSSL writes it for ES256, and reversed for the others. */
function derOf(algorithm, key, signedText) {
  const signature = rawSignature(algorithm, key.signer, signedText, 'der');
  return algorithm === 'ES256' ? signature : signature.reverse();
}

async function tokensOf(algorithm, key) {
  const tokens = [];
  const add = (name, token, verdict, detail = '') => tokens.push({algorithm, name, verdict, detail, token});
  const entries = Object.entries;
  for (const [name, payload] of entries(goodPayloads)) add(name, await joseToken(algorithm, key.signer, payload), 'good');
  for (const [name, header] of entries({'typ': {typ: 'JWT'}, 'kid': {kid: algorithm}, 'unknown members': {x5t: 'AAAA', cty: 'x'}})) {
    add(`header with ${name}`, await joseToken(algorithm, key.signer, good, header), 'good');
  }
  if (algorithm === 'EdDSA') add('the name Ed25519', await joseToken('Ed25519', key.signer, good), 'good');
  for (const [name, [payload, detail, verdict = 'invalid']] of entries(spoiltPayloads)) {
    add(name, await joseToken(algorithm, key.signer, payload), verdict, detail);
  }
  add('an unknown kid', await joseToken(algorithm, key.signer, good, {kid: 'other'}), 'invalid', 'signed');
  for (const [name, header] of entries(spoiltHeaders(algorithm))) {
    add(name, rawToken(algorithm, key.signer, header), 'invalid', 'header');
  }
  const token = await joseToken(algorithm, key.signer, good);
  for (const [name, [spoilt, detail]] of entries(spoiltForms(algorithm, key, token))) add(name, spoilt, 'invalid', detail);
  return tokens;
}

const keys = Object.fromEntries(['HS256', ...Object.keys(types)].map((algorithm) => [algorithm, makeKey(algorithm)]));
const tokens = [];
for (const [algorithm, key] of Object.entries(keys)) tokens.push(...(await tokensOf(algorithm, key)));
const document = {
  comment: 'written by make_tokens.mjs; read by token_verifier_test.cpp and jose_tokens_test.mjs',
  now,
  room: 'tea',
  audience: good.aud,
  issuer: good.iss,
  keys: Object.entries(keys).map(([algorithm, {file}]) => ({algorithm, file})),
  tokens,
};
writeFileSync(new URL('tokens.json', import.meta.url), `${JSON.stringify(document, null, 1)}\n`);
