// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {FakeWebSocket} from './fake-websocket.mjs';

const SERVER = 'ground control';
const ABNORMAL = 1006;
const ROOM_INFO_MS = 50;
const SIGNALS = new Set(['offer', 'answer', 'icecandidate']);

/** A client id as the server makes them. */
const makeId = (random) => Array.from({length: 32}, () => Math.floor(random() * 16).toString(16)).join('');

/**
 * One room of a server that speaks the base protocol, on a fake clock: every message takes `latency()` ms,
 * in order for each client. It forgets everybody when it is killed.
 */
export class FakeServer {
  isRunning = true;
  iceServers = [];
  /** Every signal that was to be relayed: {from, to, type, goneForMs}; 0: the receiver was there. */
  signals = [];
  /** Everything else that clients said to each other or to the room, in order. */
  said = [];
  /** In the order in which they came: {id, username, socket, hasSpoken, isGhost}. */
  clients = [];
  #clock;
  #random;
  #latency;
  #broadcastTimer = 0;
  /** @type {Map<string, number>} when each id left */
  #goneAt = new Map();

  /** @param {{clock: FakeClock, random?: () => number, latency?: () => number}} options */
  constructor({clock, random = Math.random, latency = () => 0}) {
    this.#clock = clock;
    this.#random = random;
    this.#latency = latency;
  }

  get ids() {
    return this.clients.map(({id}) => id);
  }

  /** A WebSocket class whose other end this is; `sockets` gets each one that is made. */
  socketClass(sockets) {
    const server = this;
    return class extends FakeWebSocket {
      constructor(url) {
        super(url);
        sockets.push(this);
        this.inOrder = {there: 0, back: 0};
        server.#travel(this, 'there', () => server.#accept(this));
      }

      send(text) {
        const isOpen = this.readyState === FakeWebSocket.OPEN;
        super.send(text);
        if (isOpen) server.#travel(this, 'there', () => server.#receive(this, JSON.parse(text)));
      }

      close(code, reason) {
        super.close(code, reason);
        server.#travel(this, 'there', () => server.#leave(this));
      }
    };
  }

  kill() {
    this.isRunning = false;
    this.#clock.clearTimeout(this.#broadcastTimer);
    this.#broadcastTimer = 0;
    for (const {id, socket} of this.clients.splice(0)) {
      this.#goneAt.set(id, this.#clock.now());
      this.#break(socket);
    }
  }

  start() {
    this.isRunning = true;
  }

  /** A client's network is gone for a moment; the server sees it after so many ms. */
  drop(id, noticedAfterMs = 0) {
    const client = this.clients.find((one) => one.id === id);
    if (!client) return;
    client.isGhost = true;
    this.#break(client.socket);
    this.#clock.setTimeout(() => this.#leave(client.socket), noticedAfterMs);
  }

  #break(socket) {
    this.#clock.setTimeout(() => {
      if (socket.readyState !== FakeWebSocket.CLOSED) socket.serverClose(ABNORMAL);
    }, 0);
  }

  /** Nothing overtakes what was sent before it in the same direction. */
  #travel(socket, way, task) {
    const at = Math.max(socket.inOrder[way], this.#clock.now() + this.#latency());
    socket.inOrder[way] = at;
    this.#clock.setTimeout(task, at - this.#clock.now());
  }

  #accept(socket) {
    if (!this.isRunning) return socket.serverClose(ABNORMAL);
    if (socket.closedWith) return;
    const username = new URL(socket.url).searchParams.get('username') ?? 'Major Tom';
    const client = {id: makeId(this.#random), username, socket, hasSpoken: false, isGhost: false};
    this.clients.push(client);
    socket.openWithoutGreeting();
    this.#deliver(client, {sender: SERVER, receiver: client.id, type: 'greeting', data: 'Welcome aboard.'});
  }

  #receive(socket, message) {
    const client = this.clients.find((one) => one.socket === socket && !one.isGhost);
    if (!client) return;
    client.hasSpoken = true;
    const {type, data, id} = message;
    const receiver = message.receiver || (type === 'text' ? 'room' : SERVER);
    const relayed = {sender: client.id, receiver, type, id, data};
    if (receiver === SERVER) this.#answer(client, message);
    else if (receiver === 'room') this.#toRoom(relayed);
    else this.#relay(client, relayed);
  }

  #relay(client, message) {
    const {receiver, type} = message;
    const other = this.clients.find(({id}) => id === receiver);
    const note = {from: client.id, to: receiver, type};
    const goneForMs = other ? 0 : this.#clock.now() - (this.#goneAt.get(receiver) ?? 0);
    if (SIGNALS.has(type)) this.signals.push({...note, goneForMs});
    else this.said.push(note);
    if (other) this.#deliver(other, message);
    else if (type !== 'bye') this.#error(client, {code: 'no-such-client', message: 'gone', type, receiver}, message.id);
  }

  #toRoom(message) {
    this.said.push({from: message.sender, to: 'room', type: message.type});
    for (const client of this.clients) this.#deliver(client, message);
  }

  #answer(client, {type, data, id}) {
    const reply = (replyType, answer) => {
      this.#deliver(client, {sender: SERVER, receiver: client.id, type: replyType, id, data: answer});
    };
    if (type === 'ping') reply('pong', data);
    else if (type === 'get-ice-servers') reply('ice-servers', this.iceServers);
    else if (type === 'get-room-info') reply('room-info', this.#roomInfo);
    else if (type === 'profile') this.#rename(client, data.username, id);
    else if (type === 'bye') this.#leave(client.socket);
    else if (type !== 'pong') this.#error(client, {code: 'unknown-type', message: 'what?', type}, id);
  }

  #rename(client, username, id) {
    if (!username) return this.#error(client, {code: 'bad-profile', message: 'a name has 1 to 64 characters'}, id);
    client.username = username;
    this.#broadcastSoon();
  }

  #leave(socket) {
    const client = this.clients.find((one) => one.socket === socket);
    if (!client) return;
    this.clients = this.clients.filter((one) => one !== client);
    this.#goneAt.set(client.id, this.#clock.now());
    this.#broadcastSoon();
  }

  get #roomInfo() {
    return {room_id: 'r', clients: this.clients.map(({id, username}) => ({id, username}))};
  }

  #broadcastSoon() {
    this.#broadcastTimer ||= this.#clock.setTimeout(() => {
      this.#broadcastTimer = 0;
      // Who has not said anything yet does not know its own id.
      for (const client of this.clients) if (client.hasSpoken) this.#deliver(client, this.#broadcast);
    }, ROOM_INFO_MS);
  }

  get #broadcast() {
    return {sender: SERVER, receiver: 'room', type: 'room-info', data: this.#roomInfo};
  }

  #error(client, data, id) {
    this.#deliver(client, {sender: SERVER, receiver: client.id, type: 'error', id, data});
  }

  #deliver({socket}, message) {
    const frame = JSON.stringify(message);
    this.#travel(socket, 'back', () => {
      if (socket.readyState === FakeWebSocket.OPEN) socket.deliver(frame);
    });
  }
}
