// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {FakeSeats} from './fake-seats.mjs';
import {makeId} from './fake-seat.mjs';
import {FakeWire} from './fake-wire.mjs';

const SERVER = 'ground control';
const ABNORMAL = 1006;
const ROOM_INFO_MS = 50;
const SIGNALS = new Set(['offer', 'answer', 'icecandidate']);

/**
 * One room of a server on a fake clock. It speaks the base protocol, and `parley.v1` to those that ask for it:
 * what that needs is in FakeSeats. It forgets everybody when it is killed.
 */
export class FakeServer {
  isRunning = true;
  iceServers = [];
  /** Every signal that was to be relayed: {from, to, type, goneForMs}; 0: the receiver was there. */
  signals = [];
  /** Everything else that clients said to each other or to the room, in order. */
  said = [];
  /** In the order in which they came: {id, username, socket, hasSpoken, seat}; the last for `parley.v1` only. */
  clients = [];
  /** Grows with each change to the list. */
  version = 0;
  #clock;
  #random;
  #wire;
  #seats;
  #broadcastTimer = 0;
  /** @type {Map<string, number>} when each id left */
  #goneAt = new Map();

  /** @param {{clock: FakeClock, random?: () => number, latency?: () => number}} options */
  constructor({clock, random = Math.random, latency = () => 0}) {
    this.#clock = clock;
    this.#random = random;
    this.#wire = new FakeWire({
      clock,
      latency,
      onOpen: (socket) => this.#accept(socket),
      onMessage: (socket, message) => this.#receive(socket, message),
      onClose: (socket, code) => this.#onClose(socket, code),
    });
    this.#seats = new FakeSeats({
      clock,
      random,
      wire: this.#wire,
      room: this,
      deliver: (client, message) => this.deliver(client, message),
      leave: (client, reason) => this.#leave(client, reason),
    });
  }

  get ids() {
    return this.clients.map(({id}) => id);
  }

  /** What clients of `parley.v1` have done against the protocol. */
  get problems() {
    return this.#seats.problems;
  }

  set keptLimit(messages) {
    this.#seats.limit = messages;
  }

  /** A WebSocket class whose other end this is; `sockets` gets each one that is made. */
  socketClass(sockets) {
    return this.#wire.socketClass(sockets);
  }

  /** A crash. */
  kill() {
    this.isRunning = false;
    this.version = 0;
    this.#clock.clearTimeout(this.#broadcastTimer);
    this.#broadcastTimer = 0;
    for (const client of this.clients.splice(0)) {
      this.#goneAt.set(client.id, this.#clock.now());
      this.#seats.forget(client);
      if (client.socket) this.#wire.cut(client.socket);
    }
  }

  /** A clean stop: seats are kept for the next start, and nobody is told that anybody has gone. */
  drain(reconnectAfterMs = 0) {
    this.isRunning = false;
    for (const client of [...this.clients]) {
      const {socket} = client;
      if (client.seat) this.#seats.drain(client, reconnectAfterMs);
      else this.#remove(client);
      if (socket) this.deliver({socket}, {sender: SERVER, receiver: client.id, type: 'bye'});
      if (socket) this.#wire.close(socket, 1012);
    }
  }

  start() {
    this.isRunning = true;
    this.#seats.start();
  }

  /**
   * A client's network is gone for a moment; the server sees it after so many ms. What is on its way to the
   * server may arrive all the same.
   */
  drop(id, noticedAfterMs = 0, isLostOnTheWay = true) {
    const socket = this.clients.find((one) => one.id === id)?.socket;
    if (socket) this.dropSocket(socket, noticedAfterMs, isLostOnTheWay);
  }

  /** The same for a connection that may be in the middle of its handshake. */
  dropSocket(socket, noticedAfterMs = 0, isLostOnTheWay = true) {
    this.#wire.cut(socket, isLostOnTheWay);
    this.#clock.setTimeout(() => this.#onClose(socket, ABNORMAL), noticedAfterMs);
  }

  /** @returns {object} as `room-info` has it for those who ask for it */
  infoFor({seat}) {
    if (seat) return {room_id: 'r', version: this.version, clients: this.#seats.list};
    return {room_id: 'r', clients: this.clients.map(({id, username}) => ({id, username}))};
  }

  deliver(client, message) {
    if (client.seat && !this.#seats.keep(client, message)) return;
    if (client.socket) this.#wire.deliver(client.socket, message);
  }

  #accept(socket) {
    if (!this.isRunning) return socket.serverClose(ABNORMAL);
    const {searchParams} = new URL(socket.url);
    const isV1 = socket.askedProtocol === 'parley.v1';
    if (isV1 && this.#seats.resume(socket, searchParams)) return;
    const username = searchParams.get('username') ?? 'Major Tom';
    const client = {id: makeId(this.#random), username, socket, hasSpoken: false, seat: null};
    this.clients.push(client);
    socket.openWithoutGreeting();
    if (isV1) this.#seats.open(client);
    else this.deliver(client, {sender: SERVER, receiver: client.id, type: 'greeting', data: 'Welcome aboard.'});
    this.#seats.tell('client-joined', {client: {id: client.id, username}}, client);
  }

  #receive(socket, message) {
    const client = this.clients.find((one) => one.socket === socket);
    if (!client || !this.isRunning || (client.seat && !this.#seats.count(client, message))) return;
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
    if (other) this.deliver(other, message);
    else if (type !== 'bye') this.#error(client, {code: 'no-such-client', message: 'gone', type, receiver}, message.id);
  }

  #toRoom(message) {
    this.said.push({from: message.sender, to: 'room', type: message.type});
    for (const client of [...this.clients]) this.deliver(client, message);
  }

  #answer(client, {type, data, id}) {
    const reply = (replyType, answer) => {
      this.deliver(client, {sender: SERVER, receiver: client.id, type: replyType, id, data: answer});
    };
    if (type === 'ping') reply('pong', data);
    else if (type === 'get-ice-servers') reply('ice-servers', this.iceServers);
    else if (type === 'get-room-info') reply('room-info', this.infoFor(client));
    else if (type === 'profile') this.#rename(client, data.username, id);
    else if (type === 'bye') this.#leave(client, 'bye');
    else if (type !== 'pong') this.#error(client, {code: 'unknown-type', message: 'what?', type}, id);
  }

  #rename(client, username, id) {
    if (!username) return this.#error(client, {code: 'bad-profile', message: 'a name has 1 to 64 characters'}, id);
    client.username = username;
    this.#seats.tell('client-updated', {client: {id: client.id, username}});
    this.#broadcastSoon();
  }

  #onClose(socket, code) {
    const client = this.clients.find((one) => one.socket === socket);
    if (client?.seat && code !== 1000) this.#seats.suspend(client);
    else if (client) this.#leave(client, 'closed');
  }

  #leave(client, reason) {
    if (!this.clients.includes(client)) return;
    this.#remove(client, reason);
    this.#seats.reportKept(client);
    this.#broadcastSoon();
  }

  #remove(client, reason) {
    this.clients = this.clients.filter((one) => one !== client);
    this.#goneAt.set(client.id, this.#clock.now());
    this.#seats.forget(client);
    if (reason) this.#seats.tell('client-left', {id: client.id, reason});
    else this.version += 1;
  }

  #broadcastSoon() {
    this.#broadcastTimer ||= this.#clock.setTimeout(() => {
      this.#broadcastTimer = 0;
      // Who has not said anything yet does not know its own id.
      for (const client of this.clients) if (client.hasSpoken && !client.seat) this.deliver(client, this.#broadcast);
    }, ROOM_INFO_MS);
  }

  get #broadcast() {
    return {sender: SERVER, receiver: 'room', type: 'room-info', data: this.infoFor({})};
  }

  #error(client, data, id) {
    this.deliver(client, {sender: SERVER, receiver: client.id, type: 'error', id, data});
  }
}
