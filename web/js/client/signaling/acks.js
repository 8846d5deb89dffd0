// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** Limits for one acknowledgement: after this many messages or bytes, or this time, the client sends it. */
const MESSAGES = 16;
const BYTES = 64 * 1024;
const MS = 5_000;

/**
 * Counts the messages from the server over a session and acknowledges them, so that the server can forget them. It
 * sends no acknowledgement if no message has arrived since the last one. The Session owns it.
 */
export class Acks {
  #environment;
  #send;
  #received = 0;
  #newMessages = 0;
  #newBytes = 0;
  #timer = 0;

  /**
   * @param {import('../environment.js').Environment} environment
   * @param {(received: number) => void} send over the current connection
   */
  constructor(environment, send) {
    this.#environment = environment;
    this.#send = send;
  }

  /** Number of messages that have arrived. */
  get received() {
    return this.#received;
  }

  /** @param {number} bytes the length of one more message */
  onReceived(bytes) {
    this.#received += 1;
    this.#newMessages += 1;
    this.#newBytes += bytes;
    if (this.#newMessages >= MESSAGES || this.#newBytes >= BYTES) this.tell();
    else this.#timer ||= this.#environment.setTimeout(() => this.tell(), MS);
  }

  /** Acknowledges at once. Call this as soon as a connection of this session is open. */
  tell() {
    this.stop();
    this.#newMessages = this.#newBytes = 0;
    this.#send(this.#received);
  }

  /** Acknowledges messages that are not acknowledged yet, if there are any. */
  flush() {
    if (this.#newMessages > 0) this.tell();
  }

  /** The connection has ended: sends nothing until the next one. */
  stop() {
    this.#environment.clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** A new session begins. */
  reset() {
    this.#received = this.#newMessages = this.#newBytes = 0;
  }
}
