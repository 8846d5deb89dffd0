// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('./protocol.js').Message} Message */
/** @typedef {import('./protocol.js').Client} Client */
/** @typedef {import('./signaler.js').Signaler} Signaler */
/**
 * What is known once we are in the room.
 * @typedef {{id: string, iceServers: RTCIceServer[], clients: Client[], early: Message[]}} Entry
 *   early: what others sent to us meanwhile, in order
 */

/**
 * The way into the room over a fresh connection: asks who we are, for the ICE servers and for who is
 * there, and keeps what comes meanwhile, because nothing can be made of it before. The Manager's.
 */
export class Entrance {
  #signaler;
  #onEntered;
  /** @type {Message[] | null} null: we are in */
  #early = [];

  /**
   * @param {Signaler} signaler
   * @param {(entry: Entry) => void} onEntered
   */
  constructor(signaler, onEntered) {
    this.#signaler = signaler;
    this.#onEntered = onEntered;
  }

  get isPassed() {
    return this.#early === null;
  }

  /** The connection has gone, and the stay in the room with it. */
  reset() {
    this.#early = [];
  }

  /** @param {Message} message one that comes before we are in */
  hold(message) {
    // Lists that come now are older than the one that we asked for.
    if (message.type !== 'room-info') this.#early?.push(message);
  }

  /** To be called on each fresh connection. */
  async enter() {
    try {
      // The questions go out together and are answered in order.
      const [pong, iceServers, roomInfo] = await Promise.all([
        this.#signaler.ask('ping'),
        this.#signaler.ask('get-ice-servers'),
        this.#signaler.ask('get-room-info'),
      ]);
      const early = this.#early ?? [];
      this.#early = null;
      this.#onEntered({id: pong.receiver, iceServers: iceServers.data, clients: roomInfo.data.clients, early});
    } catch {
      // The connection has gone meanwhile, and the next one asks again. One that is too slow for the
      // answers is ended by the Signaler.
    }
  }
}
