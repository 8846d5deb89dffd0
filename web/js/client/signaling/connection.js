// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

import {credentialProtocols} from './credentials.js';
import {Liveness} from './liveness.js';
import {SERVER, byteLength, isCountedFromServer, parseMessage} from './protocol.js';

/** @typedef {import('../environment.js').Environment} Environment */
/** @typedef {import('./liveness.js').Heartbeat} Heartbeat */
/** @typedef {import('./protocol.js').Message} Message */
/** @typedef {import('./protocol.js').Protocol} Protocol */
/** @typedef {import('./protocol.js').Welcome} Welcome */

/**
 * @typedef {object} Ending
 * @property {number} code of the Close frame; 1006 if there was none (RFC 6455 section 7.1.5)
 * @property {string} reason
 * @property {boolean} isDead whether this side gave the connection up, because the server was silent for too long
 */

/**
 * @typedef {object} ConnectionOptions
 * @property {string | URL} url
 * @property {Environment} environment
 * @property {Protocol} protocol
 * @property {import('./credentials.js').Credentials} [credentials] only in `parley.v1`
 * @property {Heartbeat} heartbeat used unless the welcome names another
 * @property {(welcome: Welcome | null) => void} onOpen the server has accepted the client. If it refuses one after the
 *   handshake, it sends a `bye` without a greeting or welcome
 * @property {(bytes: number) => void} onCounted a message that both sides count has arrived
 * @property {(message: Message) => void} onMessage
 * @property {(ending: Ending) => void} onEnd called at most once, as the last callback
 */

/** Longest time from the attempt to the greeting or welcome. */
const HANDSHAKE_MS = 10_000;
const ABNORMAL_CLOSURE = 1006;
const NORMAL_CLOSURE = 1000;

/** The range of a heartbeat that a server may name (ms). */
const LEAST_MS = 100;
const MOST_MS = 3_600_000;

/** The id of this class's pings. It distinguishes their pongs from the pongs of pings that the page has sent. */
const PING_ID = 'parley:alive';

/** Limit of the send buffer, because browsers set none. Setting up a whole call needs a fraction of it. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

/**
 * One WebSocket from its opening to its end. It answers the server's pings, sends its own, and gives up a socket on
 * which nothing arrives. The Signaler makes one for each attempt. It does not know what messages mean.
 */
export class Connection {
  #environment;
  #isV1;
  #heartbeat;
  #socket;
  #onOpen;
  #onCounted;
  #onMessage;
  #onEnd;
  #handshakeTimer;
  /** @type {Liveness | null} null until the server has accepted the client */
  #liveness = null;
  #openedAt = 0;
  /** @type {number | null} */
  #roundTripMs = null;

  /**
   * Throws the exception of WebSocket's constructor.
   * @param {ConnectionOptions} options
   */
  constructor({url, environment, protocol, credentials = {}, heartbeat, onOpen, onCounted, onMessage, onEnd}) {
    this.#environment = environment;
    this.#isV1 = protocol !== 'base';
    this.#heartbeat = heartbeat;
    this.#onOpen = onOpen;
    this.#onCounted = onCounted;
    this.#onMessage = onMessage;
    this.#onEnd = onEnd;
    this.#socket = this.#isV1 ? new environment.WebSocket(url, [protocol, ...credentialProtocols(credentials)]) : new environment.WebSocket(url);
    this.#socket.onmessage = ({data}) => this.#received(data);
    this.#socket.onclose = ({code, reason}) => this.#end({code, reason, isDead: false});
    this.#handshakeTimer = environment.setTimeout(() => this.#die('the handshake took too long'), HANDSHAKE_MS);
  }

  /** Whether a message can be sent now. A socket that is closing drops messages silently. */
  get isOpen() {
    return this.#socket.readyState === this.#environment.WebSocket.OPEN;
  }

  /** Time for which it has been open, in ms; 0 if it never was. */
  get openForMs() {
    return this.#liveness ? this.#environment.now() - this.#openedAt : 0;
  }

  /** Whether the browser's send buffer holds more than MAX_BUFFERED_BYTES. */
  get isCongested() {
    return this.#socket.bufferedAmount > MAX_BUFFERED_BYTES;
  }

  /** Round trip of the last ping, in ms; null before the first one, and in the base protocol. */
  get roundTripMs() {
    return this.#roundTripMs;
  }

  /** @param {string} text */
  send(text) {
    this.#socket.send(text);
  }

  /** @param {import('./protocol.js').OutgoingMessage} message */
  sendIfOpen(message) {
    if (this.isOpen) this.send(JSON.stringify(message));
  }

  onWake() {
    this.#liveness?.onWake();
  }

  /** Leaves the room. No callback follows. */
  close() {
    this.#detach();
    this.#socket.close(NORMAL_CLOSURE);
  }

  /** @param {Welcome | null} welcome */
  #onLetIn(welcome) {
    const environment = this.#environment;
    environment.clearTimeout(this.#handshakeTimer);
    this.#openedAt = environment.now();
    const heartbeat = heartbeatOf(welcome) ?? this.#heartbeat;
    this.#liveness = new Liveness({
      environment,
      heartbeat,
      // After a failure of the server, all clients return at about the same time. They must not all ping together.
      ...(welcome && {firstPingMs: environment.random() * heartbeat.intervalMs}),
      ping: () => this.#sendPing(),
      onDead: () => this.#die('nothing was heard for too long'),
    });
    this.#onOpen(welcome);
  }

  /** @param {unknown} frame */
  #received(frame) {
    this.#liveness?.onHeard();
    const message = parseMessage(frame);
    if (this.#liveness && this.#isV1 && typeof frame === 'string' && isCountedFromServer(message)) {
      this.#onCounted(byteLength(frame));
    }
    if (!message) return;
    if (!this.#liveness && this.#letsIn(message)) this.#onLetIn(this.#isV1 ? message.data : null);
    if (this.#liveness || message.type === 'bye' || this.#isGoingAway(message)) this.#pass(message);
  }

  /** @param {Message} message */
  #isGoingAway({sender, type}) {
    return this.#isV1 && sender === SERVER && type === 'going-away';
  }

  /** @param {Message} message the first message, or one before the message that lets this client in */
  #letsIn({sender, type}) {
    return this.#isV1 ? sender === SERVER && type === 'welcome' : type !== 'bye';
  }

  /** @param {Message} message */
  #pass(message) {
    const {sender, type, id, data} = message;
    const isFromServer = sender === SERVER;
    if (isFromServer && type === (this.#isV1 ? 'welcome' : 'greeting')) return;
    if (isFromServer && type === 'ping') this.sendIfOpen({receiver: SERVER, type: 'pong', data});
    else if (isFromServer && type === 'pong' && id === PING_ID) this.#onPong(data);
    else this.#onMessage(message);
  }

  #sendPing() {
    const sentAt = this.#isV1 ? this.#environment.now() : undefined;
    this.sendIfOpen({receiver: SERVER, type: 'ping', id: PING_ID, data: sentAt});
  }

  /** @param {unknown} sentAt */
  #onPong(sentAt) {
    if (typeof sentAt === 'number') this.#roundTripMs = this.#environment.now() - sentAt;
  }

  /**
   * Does not wait for `onclose`, which comes a minute later if the other side is gone. A Close frame with 1000 would
   * mean that this client leaves.
   * @param {string} reason
   */
  #die(reason) {
    this.#detach();
    this.#socket.close();
    this.#onEnd({code: ABNORMAL_CLOSURE, reason, isDead: true});
  }

  /** @param {Ending} ending */
  #end(ending) {
    this.#detach();
    this.#onEnd(ending);
  }

  #detach() {
    this.#socket.onmessage = this.#socket.onclose = null;
    this.#environment.clearTimeout(this.#handshakeTimer);
    this.#liveness?.stop();
  }
}

/**
 * @param {Welcome | null} welcome not checked yet
 * @returns {Heartbeat | null} null if it has none, or an invalid one
 */
function heartbeatOf(welcome) {
  const {interval_ms: intervalMs, timeout_ms: timeoutMs} = welcome?.heartbeat ?? {};
  return isSpan(intervalMs) && isSpan(timeoutMs) ? {intervalMs, timeoutMs} : null;
}

/**
 * @param {unknown} ms
 * @returns {ms is number}
 */
function isSpan(ms) {
  return Number.isInteger(ms) && Number(ms) >= LEAST_MS && Number(ms) <= MOST_MS;
}
