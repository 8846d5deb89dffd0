// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {SignalerError} from '../signaling/requests.js';

/** @typedef {import('../signaling/protocol.js').Message} Message */
/** @typedef {import('../signaling/protocol.js').Welcome} Welcome */
/** @typedef {import('./member-list.js').RoomInfo} RoomInfo */
/** @typedef {import('../signaling/signaler.js').Signaler} Signaler */
/**
 * What is known once we are in the room.
 * @typedef {{id: string, iceServers: RTCIceServer[], room: RoomInfo, early: Message[]}} Entry
 *   early: what others sent to us meanwhile, in order
 */

/** How much is kept for the moment when we are in; a call takes about twenty messages. */
export const MAX_EARLY_MESSAGES = 1024;

/**
 * The way into the room over a fresh connection. A welcome says all that is needed; without one it asks who we
 * are, for the ICE servers and for who is there, and keeps what comes meanwhile, because nothing can be made of
 * it before. The Manager's.
 */
export class JoinHandshake {
  #signaler;
  #onEntered;
  /** @type {Message[] | null} null: we are in */
  #early = [];
  #turn = 0;

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

  /** @param {Message} message one that comes before we are in; beyond the limit the others have to try again */
  hold(message) {
    // Lists that come now are older than the one that we asked for.
    if (message.type === 'room-info' || !this.#early) return;
    if (this.#early.length < MAX_EARLY_MESSAGES) this.#early.push(message);
  }

  /** We are where we were: the session goes on. */
  resume() {
    this.#early = null;
  }

  /**
   * To be called on each fresh connection. Asks again for as long as that lasts.
   * @param {Pick<Welcome, 'id' | 'ice_servers' | 'room'> | null} welcome
   */
  async enter(welcome) {
    const turn = ++this.#turn;
    if (welcome) return this.#pass(welcome.id, welcome.ice_servers, welcome.room);
    const responses = await this.#ask();
    // Requests that one connection could not carry are sent again over the next.
    if (!responses || turn !== this.#turn) return;
    const [pong, iceServers, roomInfo] = responses;
    this.#pass(pong.receiver, iceServers.data, roomInfo.data);
  }

  /**
   * @param {string} id
   * @param {RTCIceServer[]} iceServers
   * @param {{version?: number, clients?: import('../signaling/protocol.js').Client[]}} room
   */
  #pass(id, iceServers, {version, clients = []}) {
    const early = this.#early ?? [];
    this.#early = null;
    this.#onEntered({id, iceServers, room: {version, clients}, early});
  }

  /** @returns {Promise<Message[] | null>} null: the connection has gone */
  async #ask() {
    for (;;) {
      try {
        // The requests go out together, and the responses come in order.
        return await Promise.all(['ping', 'get-ice-servers', 'get-room-info'].map((type) => this.#signaler.ask(type)));
      } catch (error) {
        if (!(error instanceof SignalerError && error.code === 'timeout')) return null;
      }
    }
  }
}
