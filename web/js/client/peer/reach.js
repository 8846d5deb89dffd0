// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {IceRestarter} from './ice-restarter.js';

/**
 * Tracks whether the signals of one VideoPeer reach the other side. They do not reach it while either side has lost the
 * server, or while the two sides do not know each other's ids. Meanwhile signals wait or are dropped, and the connection is not
 * repaired, so that no signals pile up. The VideoPeer owns it.
 */
export class Reach {
  #connection;
  #negotiation;
  #iceRestarter;
  #isHeld = false;
  #isSuspended = false;

  /**
   * @param {import('../environment.js').Environment} environment
   * @param {RTCPeerConnection} connection
   * @param {import('./negotiation.js').Negotiation} negotiation
   */
  constructor(environment, connection, negotiation) {
    this.#connection = connection;
    this.#negotiation = negotiation;
    this.#iceRestarter = new IceRestarter(environment, () => negotiation.restart());
    this.#iceRestarter.watch('new');
  }

  /** Whether the other side is suspended: the server keeps its seat, and the signals for it. */
  get isSuspended() {
    return this.#isSuspended;
  }

  set isSuspended(isSuspended) {
    this.#isSuspended = isSuspended;
    this.#mend();
  }

  /** The connection to the server is lost: keeps signals until `release`; `pause` drops them. */
  hold() {
    this.#isHeld = true;
    this.#negotiation.hold();
    this.#mend();
  }

  release() {
    this.#isHeld = false;
    this.#negotiation.release();
    this.#mend();
  }

  /** Sends no signals until `resume`. */
  pause() {
    this.#isHeld = false;
    this.#negotiation.pause();
    this.#mend();
  }

  /** Sends signals again, and repairs a loss of signals. */
  resume() {
    if (!this.#negotiation.isPaused) return;
    this.#negotiation.resume();
    this.#mend();
  }

  /** Call this whenever the state of the connection has changed. */
  onConnectionState() {
    if (this.#isOpen) this.#iceRestarter.watch(this.#connection.connectionState);
  }

  /** Stops the timers. */
  close() {
    this.#iceRestarter.stop();
  }

  get #isOpen() {
    return !this.#isHeld && !this.#isSuspended && !this.#negotiation.isPaused;
  }

  #mend() {
    if (this.#isOpen) this.#iceRestarter.watch(this.#connection.connectionState, this.#negotiation.isHalfWay);
    else this.#iceRestarter.stop();
  }
}
