// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The peer of the benchmark: the relay part of the wire protocol as one writes it with Node and
// `ws`. It does the work that parleyd does for the same messages (parse, find the receiver in the
// sender's room, write the true sender) and has none of its limits, checks and timers: where that
// is unfair, it is so in this program's favour.
//
//   node node_relay.mjs [PORT]      serves on 127.0.0.1, prints the port
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const SERVER = 'ground control';
const rooms = new Map(); // room id → Map(client id → socket), in join order

function roomInfo(roomId, members) {
  const clients = [...members.keys()].map((id) => ({ id, username: 'Major Tom' }));
  return { room_id: roomId, clients };
}

function fromServer(client, type, data, id) {
  client.socket.send(JSON.stringify({ sender: SERVER, receiver: client.id, type, id, data }));
}

function answer(client, { type, id, data }) {
  switch (type) {
    case 'ping':
      return fromServer(client, 'pong', data, id);
    case 'get-room-info':
      return fromServer(client, 'room-info', roomInfo(client.roomId, client.members), id);
    case 'bye':
      fromServer(client, 'bye', undefined, id);
      return client.socket.close(1000);
    case 'pong':
    case 'greeting':
      return undefined;
    default:
      return fromServer(client, 'error', { code: 'unknown-type', message: 'unknown type' }, id);
  }
}

function broadcast(members, message) {
  const bytes = Buffer.from(JSON.stringify(message)); // once for all members
  for (const socket of members.values()) socket.send(bytes, { binary: false });
}

function route(client, { receiver, type, id, data }) {
  const address = receiver || (type === 'text' ? 'room' : SERVER);
  if (address === SERVER) return answer(client, { type, id, data });
  const message = { sender: client.id, receiver: address, type, id, data };
  if (address === 'room') return broadcast(client.members, message);
  const socket = client.members.get(address);
  if (socket) return socket.send(JSON.stringify(message));
  const error = { code: 'no-such-client', message: 'no such client', type, receiver };
  return fromServer(client, 'error', error, id);
}

function join(socket, roomId) {
  const members = rooms.get(roomId) ?? new Map();
  rooms.set(roomId, members);
  const client = { id: randomBytes(16).toString('hex'), roomId, members, socket };
  members.set(client.id, socket);
  return client;
}

function leave(client) {
  client.members.delete(client.id);
  if (client.members.size === 0) rooms.delete(client.roomId);
}

function onMessage(client, bytes, isBinary) {
  if (isBinary) return client.socket.close(1003);
  let message;
  try {
    message = JSON.parse(bytes.toString());
  } catch {
    const error = { code: 'bad-message', message: 'the message is not JSON' };
    return fromServer(client, 'error', error);
  }
  return route(client, message);
}

const server = createServer((request, response) => response.writeHead(404).end());
const relay = new WebSocketServer({
  noServer: true,
  perMessageDeflate: false,
  maxPayload: 64 * 1024,
});

server.on('upgrade', (request, socket, head) => {
  const match = /^\/(?:room|chat)\/([\w.~-]{1,64})\/ws$/.exec(request.url);
  if (!match) return socket.destroy();
  return relay.handleUpgrade(request, socket, head, (webSocket) => {
    const client = join(webSocket, match[1]);
    webSocket.on('message', (bytes, isBinary) => onMessage(client, bytes, isBinary));
    webSocket.on('close', () => leave(client));
    webSocket.on('error', () => {}); // 'close' follows
    fromServer(client, 'greeting', 'Hello');
  });
});

process.on('SIGTERM', () => process.exit(0)); // at once, as no test depends on how it ends
server.listen({ port: Number(process.argv[2] ?? 0), host: '127.0.0.1', backlog: 4096 }, () => {
  console.log(server.address().port);
});
