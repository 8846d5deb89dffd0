// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

import {Connection} from './connection.js';
import {browserEnvironment} from '../environment.js';
import {Emitter} from '../events.js';
import {DEFAULT_HEARTBEAT} from './liveness.js';
import {
  MAX_MESSAGE_BYTES, SERVER, fitsFrame, isCountedToServer, isWelcome, shouldReconnect, withoutToken,
} from './protocol.js';
import {Requests, SignalerError} from './requests.js';
import {Retry} from './retry.js';
import {DEFAULT_QUEUE_LIMIT, SendQueue} from './send-queue.js';
import {Session} from './session.js';
import {whyUnreachable} from './unreachable.js';

export {SignalerError};

/** @typedef {import('./connection.js').Ending} Ending */
/** @typedef {import('./protocol.js').Message} Message */
/** @typedef {import('./protocol.js').Welcome} Welcome */
/** @typedef {import('./send-queue.js').Entry} Entry */

/** @typedef {import('./signaler-types.js').SendResult} SendResult */
/** @typedef {import('./signaler-types.js').SignalerEvents} SignalerEvents */
/** @typedef {import('./signaler-types.js').SignalerOptions} SignalerOptions */
/** @typedef {import('./signaler-types.js').SignalerState} SignalerState */

/** @type {(keyof SignalerEvents)[]} */
const EVENTS = ['connecting', 'open', 'reconnecting', 'unreachable', 'closed', 'message', 'undelivered'];

/** The close code for an invalid address, as if the server had sent it: only another address helps. */
const BAD_ADDRESS = 4400;
const ABNORMAL_CLOSURE = 1006;

/**
 * Passes messages between a client and the server. When a connection ends, it opens the next one, unless the close
 * code says that another attempt is useless. It matches responses to requests, but does not know what messages mean. Without a
 * connection, messages wait in order, up to a limit. In `parley.v1` each sent message arrives once or is reported. In
 * the base protocol a sent message may be lost.
 *
 * @extends {Emitter<SignalerEvents>}
 */
export class Signaler extends Emitter {
  #url;
  #protocol;
  #credentials;
  #environment;
  #heartbeat;
  #queue;
  #requests;
  #retry;
  /** @type {Session | null} null in the base protocol */
  #session = null;
  /** @type {SignalerState} */
  #state = 'idle';
  #attempt = 0;
  /** Whether the next failure is that of the first attempt. */
  #isFirst = true;
  /** The longest message that the server accepts: its own limit, once it has named one. */
  #maxBytes = MAX_MESSAGE_BYTES;
  /** @type {Connection | null} */
  #connection = null;
  #endWake = () => {};

  /** @param {SignalerOptions} options */
  constructor({url, protocol = 'parley.v1', credentials = {}, environment = browserEnvironment(),
    heartbeat = DEFAULT_HEARTBEAT, queueLimit = DEFAULT_QUEUE_LIMIT}) {
    super(EVENTS);
    if (typeof url !== 'function') throw new TypeError('`url` of a Signaler must be a function that returns the address');
    this.#url = url;
    this.#protocol = protocol;
    this.#credentials = credentials;
    this.#environment = environment;
    this.#heartbeat = heartbeat;
    this.#queue = new SendQueue(queueLimit);
    this.#requests = new Requests(environment);
    this.#retry = new Retry(environment, () => this.#open());
    if (protocol !== 'base') this.#session = new Session(environment, (received) => this.#sendAck(received));
  }

  /** The name of the last event about the connection; `idle` before connect(). */
  get state() {
    return this.#state;
  }

  /** Round trip of the last ping to the server, in ms; null while unknown. */
  get roundTripMs() {
    return this.#connection?.roundTripMs ?? null;
  }

  /**
   * Call it once, after adding the listeners. An invalid address does not throw, neither here nor at a later attempt:
   * it leads to `closed` with code 4400.
   */
  connect() {
    if (this.#state !== 'idle') throw new Error('a Signaler connects once');
    this.#endWake = this.#environment.onWake(() => this.#onWake());
    this.#open();
  }

  /**
   * @param {string} type
   * @param {string} receiver a client's id, ROOM or SERVER
   * @param {any} [data] any value that JSON can express
   * @param {string | number} [id] the server repeats it in an error about this message
   * @returns {SendResult} `refused`: the Signaler is closed, too many messages wait for a connection or for
   *   confirmation, or the message is longer than the server accepts
   */
  send(type, receiver, data, id) {
    const message = {receiver, type, id, data};
    const text = JSON.stringify(message);
    if (this.#state === 'closed' || !fitsFrame(text, this.#maxBytes)) return 'refused';
    if (this.#state === 'open' && this.#connection?.isOpen) {
      if (this.#connection.isCongested || this.#session?.keep({message, text}) === false) return 'refused';
      this.#connection.send(text);
      return 'sent';
    }
    return this.#queue.push({message, text}) ? 'queued' : 'refused';
  }

  /**
   * Sends a request to the server, now or when there is a connection. Rejects with a SignalerError if the server
   * responds with an error, does not respond in time, or the connection is lost after the request was sent. If the
   * session is resumed, the request continues over the next connection.
   * @param {string} type
   * @param {any} [data]
   * @returns {Promise<Message>} the response
   */
  async ask(type, data) {
    const id = this.#requests.makeId();
    const result = this.send(type, SERVER, data, id);
    if (result === 'refused') throw new SignalerError(this.#state === 'closed' ? 'closed' : 'refused');
    const response = this.#requests.wait(id, this.#session !== null && isCountedToServer({receiver: SERVER, type}));
    if (result === 'sent') this.#requests.onSent(id);
    return response;
  }

  /** Sends `bye` if there is a connection. Nothing fires afterwards, and queued messages are dropped. */
  close() {
    this.silence();
    if (this.#state === 'open') this.#session?.acks.flush();
    if (this.#state === 'open') this.#connection?.sendIfOpen({receiver: SERVER, type: 'bye'});
    this.#connection?.close();
    this.#connection = null;
    this.#endAll();
  }

  #open() {
    this.#state = 'connecting';
    this.#attempt += 1;
    this.#retry.stop();
    try {
      this.#connection = new Connection({
        url: this.#session?.address(this.#url()) ?? this.#url(),
        environment: this.#environment,
        protocol: this.#protocol,
        credentials: this.#credentials,
        heartbeat: this.#heartbeat,
        onOpen: (welcome) => this.#onOpen(welcome),
        onCounted: (bytes) => this.#session?.acks.onReceived(bytes),
        onMessage: (message) => this.#onMessage(message),
        onEnd: (ending) => this.#onEnd(ending),
      });
    } catch {
      // The exception may quote the address, which contains the token.
      return this.#finish(BAD_ADDRESS, 'there is no WebSocket for this address');
    }
    this.emit('connecting', {attempt: this.#attempt});
  }

  /** @param {Welcome | null} welcome */
  #onOpen(welcome) {
    if (this.#session && !isWelcome(welcome)) return this.#breakOff('the welcome cannot be understood');
    const lost = welcome && this.#session ? this.#session.onWelcome(welcome) : [];
    if (!lost) return this.#breakOff();
    this.#isFirst = false;
    this.#heed(welcome);
    const attempt = this.#attempt;
    const resumed = welcome?.resumed === true;
    this.#attempt = 0;
    this.#state = 'open';
    if (resumed) this.#requests.onResumed();
    else this.#requests.rejectSent();
    this.#report([...lost, ...this.#sendWaiting()]);
    this.emit('open', {attempt, resumed, welcome: welcome && withoutToken(welcome)});
  }

  /** @param {Welcome | null} welcome */
  #heed(welcome) {
    const bytes = welcome?.limits?.message_bytes;
    if (bytes !== undefined && Number.isSafeInteger(bytes) && bytes > 0) this.#maxBytes = bytes;
  }

  /**
   * Sends first the acknowledgement, then unconfirmed messages, then queued ones.
   * @returns {Entry[]} messages that are longer than the server accepts
   */
  #sendWaiting() {
    this.#session?.acks.tell();
    for (const {text} of this.#session?.unconfirmed ?? []) this.#connection?.send(text);
    const queued = this.#queue.takeAll();
    const fits = (/** @type {Entry} */ {text}) => fitsFrame(text, this.#maxBytes);
    for (const entry of queued.filter(fits)) {
      this.#session?.keepQueued(entry);
      this.#connection?.send(entry.text);
      this.#requests.onSent(entry.message.id);
    }
    return queued.filter((entry) => !fits(entry));
  }

  /** @param {number} received */
  #sendAck(received) {
    this.#connection?.sendIfOpen({receiver: SERVER, type: 'ack', data: {received}});
  }

  /** @param {Message} message */
  #onMessage(message) {
    const {sender, type, data} = message;
    const session = sender === SERVER ? this.#session : null;
    if (session && type === 'going-away') this.#retry.give(data?.reconnect_after_ms);
    else if (session && type === 'ack') session.confirm(data?.received) || this.#breakOff();
    else if (!this.#requests.onMessage(message)) this.emit('message', message);
  }

  /** The counts contradict each other: closes the connection and joins with a new session. */
  #breakOff(reason = 'the counts of both sides differ') {
    this.#session?.forget();
    this.#connection?.sendIfOpen({receiver: SERVER, type: 'bye'});
    this.#connection?.close();
    this.#onEnd({code: ABNORMAL_CLOSURE, reason, isDead: false});
  }

  /** @param {Ending} ending */
  #onEnd({code, reason, isDead}) {
    const openForMs = this.#connection?.openForMs ?? 0;
    this.#connection = null;
    if (!shouldReconnect(code)) return this.#finish(code, reason);
    this.#state = 'reconnecting';
    this.#session?.acks.stop();
    this.#requests.onDisconnected();
    const delayMs = this.#retry.schedule(openForMs, isDead);
    this.emit('reconnecting', {code, reason, delayMs});
    if (this.#isFirst && code === ABNORMAL_CLOSURE) this.#explain();
    this.#isFirst = false;
    if (delayMs === 0 && this.#state === 'reconnecting') this.#open();
  }

  async #explain() {
    const found = await whyUnreachable(this.#url(), this.#environment);
    if (found && (this.#state === 'connecting' || this.#state === 'reconnecting')) this.emit('unreachable', found);
  }

  #onWake() {
    if (this.#state !== 'reconnecting') this.#connection?.onWake();
    else if (!this.#retry.isFixed) this.#open();
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  #finish(code, reason) {
    const lost = [...(this.#session?.takeUnconfirmed() ?? []), ...this.#queue.takeAll()];
    this.#endAll();
    this.#report(lost);
    this.emit('closed', {code, reason});
    this.silence();
  }

  /** @param {Entry[]} lost */
  #report(lost) {
    // The promise of a request reports its failure.
    const messages = lost.map(({message}) => message).filter(({id}) => !this.#requests.owns(id));
    if (messages.length > 0) this.emit('undelivered', {messages});
  }

  #endAll() {
    this.#state = 'closed';
    this.#retry.stop();
    this.#endWake();
    this.#session?.acks.stop();
    this.#requests.rejectAll();
    this.#queue.takeAll();
  }
}
