// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// As much of STUN and TURN (RFC 8489, RFC 8656) as it takes to ask a server for something and to read
// what it says.
import {createHash, createHmac, randomBytes} from 'node:crypto';

const MAGIC_COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
const INTEGRITY_BYTES = 24;

export const METHOD = {binding: 0x001, allocate: 0x003, createPermission: 0x008, channelBind: 0x009};

const ATTRIBUTE = {
  username: 0x0006, messageIntegrity: 0x0008, errorCode: 0x0009, channelNumber: 0x000c, xorPeerAddress: 0x0012,
  realm: 0x0014, nonce: 0x0015, requestedAddressFamily: 0x0017, requestedTransport: 0x0019,
};

const UDP = 17;

function number(bytes, value) {
  const buffer = Buffer.alloc(4);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}

/** The eight groups of an IPv6 address, the last two perhaps written as IPv4. */
function ipv6Bytes(text) {
  const plain = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...parts) => {
    const [a, b, c, d] = parts.map(Number);
    return `${(a << 8 | b).toString(16)}:${(c << 8 | d).toString(16)}`;
  });
  const [head, tail = ''] = plain.split('::').map((half) => half.split(':').filter(Boolean));
  const groups = [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail];
  return Buffer.concat(groups.map((group) => number(2, parseInt(group, 16)).subarray(0, 2)));
}

function xorAddress(transaction, address, port) {
  const isV6 = address.includes(':');
  const bytes = isV6 ? ipv6Bytes(address) : Buffer.from(address.split('.').map(Number));
  const mask = Buffer.concat([number(4, MAGIC_COOKIE), transaction]);
  const masked = bytes.map((byte, index) => byte ^ mask[index]);
  const xorPort = number(2, port ^ (MAGIC_COOKIE >>> 16)).subarray(0, 2);
  return Buffer.concat([Buffer.from([0, isV6 ? 2 : 1]), xorPort, masked]);
}

function attribute(type, value) {
  const header = Buffer.concat([number(2, type).subarray(0, 2), number(2, value.length).subarray(0, 2)]);
  return Buffer.concat([header, value, Buffer.alloc(-value.length & 3)]);
}

function header(method, transaction, length) {
  const type = (method & 0xf80) << 2 | (method & 0x070) << 1 | method & 0x00f;
  return Buffer.concat([
    number(2, type).subarray(0, 2), number(2, length).subarray(0, 2), number(4, MAGIC_COOKIE), transaction,
  ]);
}

/**
 * @param {number} method of METHOD
 * @param {object} [options]
 * @param {{username: string, credential: string, realm: string, nonce: string}} [options.login]
 * @param {{address: string, port: number}} [options.peer]
 * @param {number} [options.channel]
 * @param {4 | 6} [options.family] of the relay that an allocation asks for
 */
export function request(method, {login, peer, channel, family} = {}) {
  const transaction = randomBytes(12);
  const parts = [];
  if (method === METHOD.allocate) parts.push(attribute(ATTRIBUTE.requestedTransport, number(1, UDP)));
  if (family) parts.push(attribute(ATTRIBUTE.requestedAddressFamily, number(1, family === 6 ? 2 : 1)));
  if (channel) parts.push(attribute(ATTRIBUTE.channelNumber, number(2, channel)));
  if (peer) parts.push(attribute(ATTRIBUTE.xorPeerAddress, xorAddress(transaction, peer.address, peer.port)));
  for (const name of login ? ['username', 'realm', 'nonce'] : []) {
    parts.push(attribute(ATTRIBUTE[name], Buffer.from(login[name])));
  }
  const body = Buffer.concat(parts);
  if (!login) return Buffer.concat([header(method, transaction, body.length), body]);
  const signed = Buffer.concat([header(method, transaction, body.length + INTEGRITY_BYTES), body]);
  const key = createHash('md5').update(`${login.username}:${login.realm}:${login.credential}`).digest();
  return Buffer.concat([signed, attribute(ATTRIBUTE.messageIntegrity, createHmac('sha1', key).update(signed).digest())]);
}

/** What a response says: `code` is that of its error, or 0 for success. */
export function parse(response) {
  const found = {code: 0, realm: '', nonce: '', transaction: response.toString('hex', 8, HEADER_BYTES)};
  const end = HEADER_BYTES + response.readUInt16BE(2);
  for (let at = HEADER_BYTES; at + 4 <= end;) {
    const [type, length] = [response.readUInt16BE(at), response.readUInt16BE(at + 2)];
    const value = response.subarray(at + 4, at + 4 + length);
    if (type === ATTRIBUTE.errorCode) found.code = value[2] * 100 + value[3];
    if (type === ATTRIBUTE.realm) found.realm = value.toString();
    if (type === ATTRIBUTE.nonce) found.nonce = value.toString();
    at += 4 + length + (-length & 3);
  }
  return found;
}

export function transactionOf(message) {
  return message.toString('hex', 8, HEADER_BYTES);
}
