// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {FakeSeat, isCountedToServer} from './fake-seat.mjs';

const SERVER = 'ground control';
const ACK_MESSAGES = 16;
const ACK_MS = 5_000;

/** For how long a FakeServer keeps the place of somebody whose connection is lost. */
export const WINDOW_MS = 30_000;

/** The part of a FakeServer that speaks `parley.v1`. A client with a seat has a socket only while it is connected. */
export class FakeSeats {
  limit = 256;
  problems = [];
  #clock;
  #random;
  #wire;
  #room;
  #deliver;
  #leave;

  constructor({clock, random, wire, room, deliver, leave}) {
    this.#clock = clock;
    this.#random = random;
    this.#wire = wire;
    this.#room = room;
    this.#deliver = deliver;
    this.#leave = leave;
  }

  get list() {
    return this.#room.clients.map(({id, username, seat, isToBeAway}) => {
      return seat?.windowTimer && !isToBeAway ? {id, username, suspended: true} : {id, username};
    });
  }

  /** Somebody new, who has been added to the room; the others are told by `tell`. */
  open(client) {
    client.seat = new FakeSeat(this.#random, this.limit);
    this.#welcome(client, {version: this.#room.version + 1, clients: this.list});
  }

  /** @returns {boolean} whether it was a session that goes on */
  resume(socket, searchParams) {
    const [token, received] = [searchParams.get('resume'), Number(searchParams.get('received'))];
    const client = this.#room.clients.find(({seat}) => seat?.canResume(token, received));
    if (!client) return false;
    const {seat} = client;
    if (client.socket) this.#wire.close(client.socket, 4409);
    client.socket = socket;
    seat.resume(token, received);
    const wasSuspended = seat.windowTimer !== 0 && !client.isToBeAway;
    this.#stop(seat);
    client.isToBeAway = false;
    client.hasGreeted = false;
    const replay = [...seat.kept];
    socket.openWithoutGreeting();
    if (wasSuspended) this.tell('client-resumed', {id: client.id}, client);
    this.#welcome(client, {version: this.#room.version}, true);
    for (const message of replay) this.#wire.deliver(socket, message);
    return true;
  }

  #welcome(client, room, resumed = false) {
    const {id, username, seat} = client;
    const data = {
      id, room_id: 'r', username, version: '0', features: ['resume', 'ice-servers'],
      heartbeat: {interval_ms: 25_000, timeout_ms: 15_000},
      limits: {message_bytes: 65_536, messages_per_second: 100, burst: 1000},
      resume: {token: seat.token, window_ms: WINDOW_MS},
      resumed, received: seat.received, room, ice_servers: this.#room.iceServers,
    };
    this.#deliver(client, {sender: SERVER, receiver: id, type: 'welcome', data});
  }

  /** A change to the list, told to all but one. */
  tell(type, data, except) {
    this.#room.version += 1;
    const message = {sender: SERVER, receiver: 'room', type, data: {...data, version: this.#room.version}};
    for (const client of [...this.#room.clients]) {
      const hasNoRoom = client.seat?.isFull && !client.socket;
      if (client.seat && client !== except && !hasNoRoom) this.#deliver(client, message);
    }
  }

  /** @returns {boolean} false: the client, which is away, has no room for it and is gone */
  keep(client, message) {
    if (client.seat.isFull && !client.socket) {
      this.#leave(client, 'slow');
      return false;
    }
    client.seat.keep(message);
    return true;
  }

  /** @returns {boolean} whether there is more to do with the message */
  count(client, message) {
    const {seat} = client;
    const {receiver, type, data} = message;
    const isAck = type === 'ack' && (!receiver || receiver === SERVER);
    if (!client.hasGreeted && !isAck && type !== 'bye') this.problems.push(`${type} before an ack`);
    client.hasGreeted = true;
    seat.hear();
    if (isAck && !seat.acknowledge(data?.received)) this.problems.push(`ack ${data?.received}`);
    if (isCountedToServer(message)) this.#countOne(client);
    return !isAck;
  }

  #countOne(client) {
    const {seat} = client;
    seat.received += 1;
    seat.unacknowledged += 1;
    if (seat.unacknowledged >= ACK_MESSAGES) this.#ack(client);
    else seat.ackTimer ||= this.#clock.setTimeout(() => this.#ack(client), ACK_MS);
  }

  #ack(client) {
    const {seat} = client;
    this.#clock.clearTimeout(seat.ackTimer);
    seat.ackTimer = seat.unacknowledged = 0;
    this.#deliver(client, {sender: SERVER, receiver: client.id, type: 'ack', data: {received: seat.received}});
  }

  suspend(client) {
    client.socket = null;
    if (!client.seat.hasHeard) return this.#leave(client, 'closed');
    this.#wait(client);
    this.tell('client-suspended', {id: client.id}, client);
  }

  /** Keeps what there is for the next start. */
  drain(client, reconnectAfterMs) {
    const data = {reconnect_after_ms: reconnectAfterMs};
    if (client.socket) this.#deliver(client, {sender: SERVER, receiver: client.id, type: 'going-away', data});
    client.isToBeAway = client.socket !== null || client.isToBeAway;
    client.socket = null;
    this.#stop(client.seat);
  }

  /** The window of everybody who was there begins anew. */
  start() {
    for (const client of this.#room.clients) if (client.seat && !client.socket) this.#wait(client);
  }

  #wait(client) {
    this.#stop(client.seat);
    client.seat.windowTimer = this.#clock.setTimeout(() => this.#leave(client, 'timeout'), WINDOW_MS);
  }

  /** The seat is given up. */
  forget({seat}) {
    if (seat) this.#stop(seat);
  }

  #stop(seat) {
    this.#clock.clearTimeout(seat.windowTimer);
    this.#clock.clearTimeout(seat.ackTimer);
    seat.windowTimer = seat.ackTimer = seat.unacknowledged = 0;
  }

  /** Tells those who are there of their messages that the client, which has left, may not have got. */
  reportKept({seat, id: receiver}) {
    for (const message of seat?.kept ?? []) {
      const sender = this.#room.clients.find((one) => one.seat && one.id === message.sender);
      if (!sender || message.receiver !== receiver) continue;
      const data = {code: 'undelivered', message: 'not confirmed', type: message.type, receiver};
      this.#deliver(sender, {sender: SERVER, receiver: sender.id, type: 'error', id: message.id, data});
    }
  }
}
