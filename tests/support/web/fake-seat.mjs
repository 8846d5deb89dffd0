// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

const SERVER = 'ground control';
const TO_SERVER = new Set(['ack', 'bye', 'ping', 'pong']);
const FROM_SERVER = new Set([...TO_SERVER, 'going-away', 'welcome']);

/** Whether a client's message is one of those that both sides count. */
export const isCountedToServer = ({receiver, type}) => !(TO_SERVER.has(type) && (!receiver || receiver === SERVER));
const isCountedFromServer = ({sender, type}) => !(sender === SERVER && FROM_SERVER.has(type));

/** 32 lower-case hexadecimal digits, as ids and tokens have them. */
export const makeId = (random) => Array.from({length: 32}, () => Math.floor(random() * 16).toString(16)).join('');

/**
 * What a FakeServer keeps of a client that speaks `parley.v1`: the tokens that it can come back with, how much
 * has been counted either way, and the messages that the client has not acknowledged.
 */
export class FakeSeat {
  /** How many of the client's messages have been counted. */
  received = 0;
  hasHeard = false;
  /** When the seat is given up, if nobody comes back to it. */
  windowTimer = 0;
  ackTimer = 0;
  unacknowledged = 0;
  kept = [];
  #limit;
  #random;
  #tokens;
  #acked = 0;
  #sent = 0;

  constructor(random, limit) {
    this.#random = random;
    this.#limit = limit;
    this.#tokens = [makeId(random)];
  }

  get token() {
    return this.#tokens.at(-1);
  }

  get isFull() {
    return this.kept.length >= this.#limit;
  }

  keep(message) {
    if (!isCountedFromServer(message)) return;
    this.#sent += 1;
    this.kept.push(message);
    if (this.kept.length > this.#limit) this.#forgetOldest();
  }

  #forgetOldest() {
    this.kept.shift();
    this.#acked += 1;
  }

  /** @returns {boolean} whether so many can have come */
  acknowledge(received) {
    if (!(received >= this.#acked && received <= this.#sent)) return false;
    this.kept.splice(0, received - this.#acked);
    this.#acked = received;
    return true;
  }

  canResume(token, received) {
    return this.#tokens.includes(token) && received >= this.#acked && received <= this.#sent;
  }

  /** Somebody has come back with this token: it stays good until they have said something. */
  resume(token, received) {
    this.acknowledge(received);
    this.#tokens = [token, makeId(this.#random)];
  }

  /** Something was received on the connection that carried the newest token. */
  hear() {
    this.hasHeard = true;
    this.#tokens = [this.token];
  }
}
