// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

const [CONNECTING, OPEN, CLOSING, CLOSED] = [0, 1, 2, 3];
const HANDLERS = ['onopen', 'onmessage', 'onclose', 'onerror'];

/** What a page may close with; a browser throws at other codes. */
const isAllowedCode = (code) => code === undefined || code === 1000 || (code >= 3000 && code <= 4999);

/**
 * A WebSocket whose other end is the test: it stays silent unless the test opens it, delivers, or
 * closes. Strict as a browser is: a bad address, a code that pages may not use, and sending before it
 * is open throw; what is sent while it closes is lost.
 */
export class FakeWebSocket {
  static CONNECTING = CONNECTING;
  static OPEN = OPEN;
  static CLOSING = CLOSING;
  static CLOSED = CLOSED;

  readyState = CONNECTING;
  bufferedAmount = 0;
  onopen = null;
  onmessage = null;
  onclose = null;
  onerror = null;
  /** The messages that were sent, parsed. */
  sent = [];
  /** @type {{code: number | undefined, reason: string | undefined} | null} how close() was called first */
  closedWith = null;

  /** @param {string | string[]} [protocols] the subprotocols that are asked for */
  constructor(url, protocols = []) {
    this.askedProtocols = [protocols].flat();
    this.askedProtocol = this.askedProtocols[0] ?? '';
    this.url = new URL(url).href;
    if (!/^wss?:$/.test(new URL(url).protocol)) throw new SyntaxError(`no address of a WebSocket: ${url}`);
  }

  send(text) {
    if (this.readyState === CONNECTING) throw new Error('send() before the socket is open');
    if (this.readyState === OPEN) this.sent.push(JSON.parse(text));
  }

  close(code, reason) {
    if (!isAllowedCode(code)) throw new Error(`close() with code ${code}`);
    if (new TextEncoder().encode(reason ?? '').length > 123) throw new Error('close() with a long reason');
    this.closedWith ??= {code, reason};
    if (this.readyState < CLOSING) this.readyState = CLOSING;
  }

  get hasHandlers() {
    return HANDLERS.some((name) => this[name] !== null);
  }

  /** The messages that were sent with this type. */
  sentOfType(type) {
    return this.sent.filter((message) => message.type === type);
  }

  // What the other end and the network do.

  /** The handshake is done, and the server lets us in. */
  open() {
    this.openWithoutGreeting();
    this.deliver({sender: 'ground control', receiver: '', type: 'greeting', data: 'Welcome aboard.'});
  }

  openWithoutGreeting() {
    this.readyState = OPEN;
    this.onopen?.({type: 'open'});
  }

  /** @param {object | string | ArrayBuffer} frame an object stands for its JSON */
  deliver(frame) {
    const isRaw = typeof frame === 'string' || frame instanceof ArrayBuffer;
    this.onmessage?.({type: 'message', data: isRaw ? frame : JSON.stringify(frame)});
  }

  /** The other end has begun to close; `onclose` has yet to come. */
  beginServerClose() {
    this.readyState = CLOSING;
  }

  serverClose(code = 1006, reason = '') {
    this.readyState = CLOSED;
    this.onclose?.({type: 'close', code, reason, wasClean: code !== 1006});
  }
}
