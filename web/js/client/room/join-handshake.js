// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {SignalerError} from '../signaling/requests.js';

/** @typedef {import('../signaling/protocol.js').Message} Message */
/** @typedef {import('../signaling/protocol.js').Welcome} Welcome */
/** @typedef {import('./member-list.js').RoomInfo} RoomInfo */
/** @typedef {import('../signaling/signaler.js').Signaler} Signaler */
/**
 * The facts that are known once this client is in the room.
 * @typedef {{id: string, iceServers: RTCIceServer[], room: RoomInfo, early: Message[]}} Entry
 *   early: messages of other clients that arrived meanwhile, in order
 */

/** Maximum number of messages held until this client is in the room; a call takes about twenty. */
export const MAX_EARLY_MESSAGES = 1024;

/**
 * Joins the room over a new connection. A welcome has all facts. Without one, this class requests the own id, the ICE
 * servers and the member list. Meanwhile it holds other messages, because they cannot be handled before. The Manager
 * owns it.
 */
export class JoinHandshake {
  #signaler;
  #onEntered;
  /** @type {Message[] | null} null: this client is in the room */
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

  /** The connection is lost, and this client is no longer in the room. */
  reset() {
    this.#early = [];
  }

  /** @param {Message} message arrived before this client is in the room; beyond the limit it is dropped */
  hold(message) {
    // Lists that arrive now are older than the requested one.
    if (message.type === 'room-info' || !this.#early) return;
    if (this.#early.length < MAX_EARLY_MESSAGES) this.#early.push(message);
  }

  /** The session is resumed, so this client is still in the room. */
  resume() {
    this.#early = null;
  }

  /**
   * Call this on each new connection. Repeats failed requests while the connection lasts.
   * @param {Pick<Welcome, 'id' | 'ice_servers' | 'room'> | null} welcome
   */
  async enter(welcome) {
    const turn = ++this.#turn;
    if (welcome) return this.#pass(welcome.id, welcome.ice_servers, welcome.room);
    const responses = await this.#ask();
    // A later connection repeats the requests that this one could not carry.
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
