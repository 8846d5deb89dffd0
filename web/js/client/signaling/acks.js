// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** The server is told of what has come at the latest after so much of it, or so long. */
const MESSAGES = 16;
const BYTES = 64 * 1024;
const MS = 5_000;

/**
 * Counts what comes from the server over a session, and tells it how far it has come, so that it need keep no
 * more than that. Says nothing of its own accord when nothing has come. The Session's.
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
   * @param {(received: number) => void} send over the connection that there is
   */
  constructor(environment, send) {
    this.#environment = environment;
    this.#send = send;
  }

  /** How many messages have come. */
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

  /** To be called as soon as a connection is open: from then on it is of this session. */
  tell() {
    this.stop();
    this.#newMessages = this.#newBytes = 0;
    this.#send(this.#received);
  }

  /** Tells what has not been told. */
  flush() {
    if (this.#newMessages > 0) this.tell();
  }

  /** There is no connection to tell it over. */
  stop() {
    this.#environment.clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** A new session begins. */
  reset() {
    this.#received = this.#newMessages = this.#newBytes = 0;
  }
}
