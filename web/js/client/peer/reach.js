// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {IceRestarter} from './ice-restarter.js';

/**
 * Whether what one VideoPeer signals reaches the other side: not while we have lost the server, nor while the other
 * has, nor while the two do not know each other's ids. Signals wait meanwhile or are given up, and only while they are
 * answered is the connection mended, so that nothing piles up on the way. The VideoPeer's.
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

  /** Whether the other has lost the server while its place in the room is kept: signals for it wait there. */
  get isSuspended() {
    return this.#isSuspended;
  }

  set isSuspended(isSuspended) {
    this.#isSuspended = isSuspended;
    this.#mend();
  }

  /** We have lost the server: signals wait until `release`, or are given up by `pause`. */
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

  /** No signal reaches the other until `resume`. */
  pause() {
    this.#isHeld = false;
    this.#negotiation.pause();
    this.#mend();
  }

  /** Signals reach the other again; what was lost meanwhile is made good. */
  resume() {
    if (!this.#negotiation.isPaused) return;
    this.#negotiation.resume();
    this.#mend();
  }

  /** To be called whenever the connection's state has changed. */
  onConnectionState() {
    if (this.#isOpen) this.#iceRestarter.watch(this.#connection.connectionState);
  }

  /** Nothing is timed any more. */
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
