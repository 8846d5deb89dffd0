// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * The chain of operations of one fake connection, and when negotiationneeded fires: in a later task, once for
 * many reasons, only while nothing is under way (WebRTC 1.0, sections 4.4.1.2 and 4.7.3).
 */
export class FakeOperations {
  #connection;
  #later;
  #isNeeded;
  #chain = Promise.resolve();
  #length = 0;
  #isDeferred = false;
  #hasFired = false;

  /**
   * @param {FakePeerConnection} connection
   * @param {(task: () => void) => void} later
   * @param {() => boolean} isNeeded whether there is something to negotiate
   */
  constructor(connection, later, isNeeded) {
    this.#connection = connection;
    this.#later = later;
    this.#isNeeded = isNeeded;
  }

  /** One after the other; once the connection is closed none comes to an end. */
  run(operation) {
    this.#length += 1;
    const result = this.#chain.then(async () => {
      await new Promise((resolve) => { this.#later(resolve); });
      return this.#connection.isClosed ? new Promise(() => {}) : operation();
    });
    this.#chain = result.catch(() => {}).then(() => this.#onEnd());
    return result;
  }

  /** There may be something to negotiate. */
  update() {
    if (this.#length > 0) this.#isDeferred = true;
    else this.#later(() => this.#check());
  }

  /** The state is stable again: what is still missing is told anew. */
  restart() {
    this.#hasFired = false;
    this.update();
  }

  #onEnd() {
    this.#length -= 1;
    if (this.#length > 0 || !this.#isDeferred) return;
    this.#isDeferred = false;
    this.update();
  }

  #check() {
    const connection = this.#connection;
    if (connection.isClosed) return;
    if (this.#length > 0) {
      this.#isDeferred = true;
    } else if (connection.signalingState === 'stable') {
      const hasFired = this.#hasFired;
      this.#hasFired = this.#isNeeded();
      if (this.#hasFired && !hasFired) connection.onnegotiationneeded?.({type: 'negotiationneeded'});
    }
  }
}
