// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import WebSocket from 'ws';

/** How long an answer may take on a loaded machine. */
const DEADLINE_MS = 30_000;

/** Somebody in a room, without a browser. */
export class Member {
  #socket;
  #messages = [];
  #pings = 0;
  #wake = () => {};
  /** The code of the Close frame, 1006 without one. @type {Promise<number>} */
  closed;

  /**
   * Opens the WebSocket and waits for the greeting.
   *
   * @param {string} url wss://…/room/…/ws
   * @param {import('ws').ClientOptions} options
   */
  static async join(url, options) {
    const member = new Member(url, options);
    await member.receives('greeting');
    return member;
  }

  /** The status with which an upgrade is answered: 101 if it is granted, and then closed again. */
  static async status(url, options) {
    const socket = new WebSocket(url, options);
    const status = await new Promise((resolve, reject) => {
      socket.on('upgrade', ({statusCode}) => resolve(statusCode));
      socket.on('unexpected-response', (_request, {statusCode}) => resolve(statusCode));
      socket.on('error', reject);
    });
    socket.on('error', () => {});  // that it is torn down before it was open
    socket.terminate();
    return status;
  }

  constructor(url, options) {
    this.#socket = new WebSocket(url, {handshakeTimeout: DEADLINE_MS, ...options});
    this.closed = new Promise((resolve) => this.#socket.on('close', resolve));
    this.#socket.on('error', (error) => this.#fail(error));
    this.closed.then((code) => this.#fail(new Error(`closed with ${code}`)));
    this.#socket.on('ping', () => {  // which `ws` has answered
      this.#pings += 1;
      this.#wake();
    });
    this.#socket.on('message', (data) => {
      const message = JSON.parse(data.toString());
      this.#messages.push(message);
      this.#wake();
    });
  }

  #error;

  #fail(error) {
    this.#error ??= error;
    this.#wake();
  }

  say(message) {
    this.#socket.send(JSON.stringify(message));
  }

  /** Waits until the server has pinged so many times over the whole connection. */
  async isPinged(count) {
    await this.#until(() => this.#pings >= count, () => `no ${count} pings, but ${this.#pings}`);
  }

  count(type) {
    return this.#messages.filter((message) => message.type === type).length;
  }

  /** The first message of this type, or the one with which there are so many. */
  async receives(type, count = 1) {
    const found = () => this.#messages.filter((message) => message.type === type);
    await this.#until(() => found().length >= count, () => `no ${count} times ${type}, but ${found().length}`);
    return found()[count - 1];
  }

  async #until(isDone, complaint) {
    const deadline = performance.now() + DEADLINE_MS;
    while (!isDone()) {
      if (this.#error) throw this.#error;
      if (performance.now() > deadline) throw new Error(complaint());
      await this.#news(deadline - performance.now());
    }
  }

  async #news(longest) {
    let timer;
    await new Promise((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, longest);
    });
    clearTimeout(timer);
  }

  /** Asks a question of the server, and returns its answer's data. */
  async asks(question, answer) {
    const earlier = this.count(answer);
    this.say({type: question});
    return (await this.receives(answer, earlier + 1)).data;
  }

  leave() {
    this.#socket.terminate();
    return this.closed;
  }
}
