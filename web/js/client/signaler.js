// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

import {Backoff} from './backoff.js';
import {Connection} from './connection.js';
import {browserEnvironment} from './environment.js';
import {Emitter} from './events.js';
import {DEFAULT_HEARTBEAT} from './liveness.js';
import {SERVER, fitsFrame, shouldReconnect} from './protocol.js';
import {Questions, SignalerError} from './questions.js';
import {DEFAULT_QUEUE_LIMIT, SendQueue} from './send-queue.js';

export {SignalerError};

/** @typedef {import('./connection.js').Ending} Ending */
/** @typedef {import('./environment.js').Environment} Environment */
/** @typedef {import('./liveness.js').Heartbeat} Heartbeat */
/** @typedef {import('./protocol.js').Message} Message */
/** @typedef {import('./protocol.js').OutgoingMessage} OutgoingMessage */
/** @typedef {import('./send-queue.js').QueueLimit} QueueLimit */

/** @typedef {'idle' | 'connecting' | 'open' | 'reconnecting' | 'closed'} SignalerState */
/** @typedef {'sent' | 'queued' | 'refused'} SendResult */

/**
 * `attempt` counts from 1, after connect() and again after each connection that was open.
 *
 * @typedef {object} SignalerEvents
 * @property {{attempt: number}} connecting an attempt has begun
 * @property {{attempt: number}} open the server has let us in, and what was queued has just been sent
 * @property {{code: number, reason: string, delayMs: number}} reconnecting the connection or the attempt
 *   has ended, and after the delay, or earlier if the page or the network wakes up, comes the next
 * @property {{code: number, reason: string}} closed for good; the last event
 * @property {Message} message everything that is neither an answer to ask() nor a sign of life
 * @property {{messages: OutgoingMessage[]}} undelivered what was still queued, just before `closed`
 */

/**
 * @typedef {object} SignalerOptions
 * @property {() => string | URL} url of the room's WebSocket; asked for at each attempt
 * @property {Environment} [environment]
 * @property {Heartbeat} [heartbeat]
 * @property {QueueLimit} [queueLimit]
 */

/** Until a connection has lasted this long, the next failure counts as one more in a row. */
const STABLE_MS = 8_000;

/** As if the server had said it: what is wrong with an address only the address can put right. */
const BAD_ADDRESS = 4400;

/**
 * Passes messages between a client and the server and keeps the connection up: whenever one ends, it
 * opens the next, unless the close code says that this is in vain. It matches answers to questions;
 * what messages mean is its user's business. Messages given to it while there is no connection wait
 * in order up to a limit; that a message was sent does not mean that it has arrived.
 *
 * @extends {Emitter<SignalerEvents>}
 */
export class Signaler extends Emitter {
  #url;
  #environment;
  #heartbeat;
  #queue;
  #questions;
  #backoff;
  /** @type {SignalerState} */
  #state = 'idle';
  #attempt = 0;
  /** @type {Connection | null} */
  #connection = null;
  #timer = 0;
  #endWake = () => {};

  /** @param {SignalerOptions} options */
  constructor({
    url,
    environment = browserEnvironment(),
    heartbeat = DEFAULT_HEARTBEAT,
    queueLimit = DEFAULT_QUEUE_LIMIT,
  }) {
    super();
    this.#url = url;
    this.#environment = environment;
    this.#heartbeat = heartbeat;
    this.#queue = new SendQueue(queueLimit);
    this.#questions = new Questions(environment);
    this.#backoff = new Backoff(() => environment.random());
  }

  /** The name of the last event that told of the connection; `idle` before connect(). */
  get state() {
    return this.#state;
  }

  /**
   * To be called once, with the listeners in place. An address that no WebSocket can be made for does
   * not throw, here or at a later attempt: it is told by `closed` with code 4400.
   */
  connect() {
    if (this.#state !== 'idle') throw new Error('a Signaler connects once');
    this.#endWake = this.#environment.onWake(() => this.#onWake());
    this.#open();
  }

  /**
   * @param {string} type
   * @param {string} receiver a client's id, ROOM or SERVER
   * @param {any} [data] what JSON can express
   * @param {string | number} [id] the server repeats it in an error about this message
   * @returns {SendResult} `refused`: it is closed, too much is waiting already, or the message is longer
   *   than the server takes
   */
  send(type, receiver, data, id) {
    const message = {receiver, type, id, data};
    const text = JSON.stringify(message);
    if (this.#state === 'closed' || !fitsFrame(text)) return 'refused';
    if (this.#state === 'open' && this.#connection?.isOpen) {
      if (this.#connection.isCongested) return 'refused';
      this.#connection.send(text);
      return 'sent';
    }
    return this.#queue.push({message, text}) ? 'queued' : 'refused';
  }

  /**
   * Asks the server, now or when there is a connection. Rejects with a SignalerError: the server's
   * error, no answer in time, or the connection lost after the question was sent.
   * @param {string} type
   * @param {any} [data]
   * @returns {Promise<Message>} the answer
   */
  async ask(type, data) {
    const id = this.#questions.makeId();
    const result = this.send(type, SERVER, data, id);
    if (result === 'refused') throw new SignalerError(this.#state === 'closed' ? 'closed' : 'refused');
    const answer = this.#questions.wait(id);
    if (result === 'sent') this.#questions.onSent(id);
    return answer;
  }

  /** Says `bye` if somebody is there to hear it. Nothing fires after it, and what is queued is given up. */
  close() {
    this.silence();
    if (this.#state === 'open' && this.#connection?.isOpen) this.send('bye', SERVER);
    this.#connection?.close();
    this.#connection = null;
    this.#endAll();
  }

  #open() {
    this.#state = 'connecting';
    this.#attempt += 1;
    this.#environment.clearTimeout(this.#timer);
    try {
      this.#connection = new Connection({
        url: this.#url(),
        environment: this.#environment,
        heartbeat: this.#heartbeat,
        onOpen: () => this.#onOpen(),
        onMessage: (message) => this.#onMessage(message),
        onEnd: (ending) => this.#onEnd(ending),
      });
    } catch (error) {
      return this.#finish(BAD_ADDRESS, error instanceof Error ? error.message : String(error));
    }
    this.emit('connecting', {attempt: this.#attempt});
  }

  #onOpen() {
    const attempt = this.#attempt;
    this.#attempt = 0;
    this.#state = 'open';
    for (const {message, text} of this.#queue.takeAll()) {
      this.#connection?.send(text);
      this.#questions.onSent(message.id);
    }
    this.emit('open', {attempt});
  }

  /** @param {Message} message */
  #onMessage(message) {
    if (!this.#questions.onMessage(message)) this.emit('message', message);
  }

  /** @param {Ending} ending */
  #onEnd({code, reason, isDead}) {
    const openForMs = this.#connection?.openForMs ?? 0;
    this.#connection = null;
    if (!shouldReconnect(code)) return this.#finish(code, reason);
    this.#state = 'reconnecting';
    this.#questions.rejectSent();
    if (openForMs >= STABLE_MS) this.#backoff.reset();
    const delayMs = isDead ? 0 : this.#backoff.next();  // the dead have been waited for long enough
    if (!isDead) this.#timer = this.#environment.setTimeout(() => this.#open(), delayMs);
    this.emit('reconnecting', {code, reason, delayMs});
    if (isDead && this.#state === 'reconnecting') this.#open();
  }

  #onWake() {
    if (this.#state === 'reconnecting') this.#open();
    else this.#connection?.onWake();
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  #finish(code, reason) {
    const messages = this.#queue.takeAll().map(({message}) => message);
    const undelivered = messages.filter(({id}) => !this.#questions.has(id));  // a question is told by its promise
    this.#endAll();
    if (undelivered.length > 0) this.emit('undelivered', {messages: undelivered});
    this.emit('closed', {code, reason});
    this.silence();
  }

  #endAll() {
    this.#state = 'closed';
    this.#environment.clearTimeout(this.#timer);
    this.#endWake();
    this.#questions.rejectAll();
    this.#queue.takeAll();
  }
}
