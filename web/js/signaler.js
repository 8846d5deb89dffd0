// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** The address of the server itself. */
export const SERVER = 'ground control';

/** How often the connection is looked after, and how long the server may be silent. */
const HEARTBEAT_MS = 15_000;
const SILENCE_MS = 45_000;

/** The close code of a connection that ended without a Close frame (RFC 6455 section 7.1.5). */
const CLOSED_ABNORMALLY = 1006;

/**
 * @typedef {object} Message
 * @property {string} sender
 * @property {string} receiver
 * @property {string} type
 * @property {string | number} [id]
 * @property {any} [data]
 */

/** @typedef {{resolve: (reply: Message) => void, reject: (why: Error) => void}} Question */

/**
 * Passes messages between the page and the server over one WebSocket. It answers the server's pings
 * and matches replies to questions; what the messages mean is the Manager's business. It does not
 * connect again: whoever wants that makes a new one.
 *
 * Events: `message` (detail: Message) for everything that is no reply, and `close` (detail:
 * `{code, reason}`) exactly once.
 */
export class Signaler extends EventTarget {
  #socket;
  #heartbeat = 0;
  #lastHeard = performance.now();
  #lastId = 0;
  #isClosed = false;
  /** @type {Map<string | number | undefined, Question>} */
  #questions = new Map();
  /** @type {string[]} what was said before the connection was there */
  #unsent = [];

  /** @param {URL | string} url */
  constructor(url) {
    super();
    this.#socket = new WebSocket(url);
    this.#socket.addEventListener('open', () => this.#onOpen());
    this.#socket.addEventListener('message', ({data}) => this.#onMessage(JSON.parse(data)));
    this.#socket.addEventListener('close', ({code, reason}) => this.#end(code, reason));
    this.#heartbeat = window.setInterval(() => this.#lookAfter(), HEARTBEAT_MS);
  }

  /**
   * @param {string} type
   * @param {string} receiver
   * @param {any} [data]
   */
  send(type, receiver, data) {
    this.#write({receiver, type, data});
  }

  /**
   * Asks the server. Rejects with an error whose `message` is the code of the refusal, or `closed`.
   * @param {string} type
   * @returns {Promise<Message>} the reply
   */
  ask(type) {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(new Error('closed'));
      const id = ++this.#lastId;
      this.#questions.set(id, {resolve, reject});
      this.#write({receiver: SERVER, type, id});
    });
  }

  /** Says `bye`; the server ends the connection then. */
  leave() {
    if (this.#socket.readyState === WebSocket.OPEN) this.send('bye', SERVER);
    else this.#socket.close();
  }

  /** @param {object} message */
  #write(message) {
    const text = JSON.stringify(message);
    if (this.#socket.readyState === WebSocket.CONNECTING) this.#unsent.push(text);
    else if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text);
  }

  #onOpen() {
    this.#lastHeard = performance.now();
    for (const text of this.#unsent.splice(0)) this.#socket.send(text);
  }

  /** @param {Message} message */
  #onMessage(message) {
    if (this.#isClosed) return;
    this.#lastHeard = performance.now();
    const isFromServer = message.sender === SERVER;
    const question = isFromServer ? this.#questions.get(message.id) : undefined;
    if (question) {
      this.#questions.delete(message.id);
      if (message.type === 'error') question.reject(new Error(message.data.code));
      else question.resolve(message);
    } else if (isFromServer && message.type === 'ping') {
      this.send('pong', SERVER, message.data);
    } else {
      this.dispatchEvent(new CustomEvent('message', {detail: message}));
    }
  }

  // A network that vanishes closes nothing: the socket would look open for many minutes.
  #lookAfter() {
    const silence = performance.now() - this.#lastHeard;
    if (silence > SILENCE_MS) {
      this.#socket.close();
      this.#end(CLOSED_ABNORMALLY, '');
    } else if (silence > HEARTBEAT_MS) {
      this.send('ping', SERVER);
    }
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  #end(code, reason) {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#heartbeat);
    for (const {reject} of this.#questions.values()) reject(new Error('closed'));
    this.#questions.clear();
    this.dispatchEvent(new CustomEvent('close', {detail: {code, reason}}));
  }
}
