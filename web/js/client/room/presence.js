// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {RecentIds} from './recent-ids.js';

/** @typedef {import('../peer/video-peer.js').VideoPeer} VideoPeer */

/**
 * Who is in the room under which id, as the server says, and which ids are to be called no more. Who there is a
 * connection to is not its business. The PeerRoster's.
 */
export class Presence {
  #ownId = '';
  /** @type {Map<string, string>} id → username of everybody in the room, oneself included */
  #names = new Map();
  /** @type {Set<string>} */
  #suspended = new Set();
  /** Ids that have been left behind, or have said `bye`. */
  #former = new RecentIds();

  get ownId() {
    return this.#ownId;
  }

  set ownId(id) {
    if (this.#ownId) this.#former.add(this.#ownId);
    this.#ownId = id;
  }

  /**
   * @param {Map<string, string>} names
   * @param {Set<string>} suspended the ids of those who have lost the server
   */
  update(names, suspended) {
    this.#names = names;
    this.#suspended = suspended;
  }

  has(/** @type {string} */ id) {
    return this.#names.has(id);
  }

  /** @param {string} id not to be called any more */
  leave(id) {
    this.#former.add(id);
  }

  /** @param {string} id of somebody who has turned up again */
  comeBack(id) {
    this.#former.delete(id);
  }

  /**
   * @param {VideoPeer} peer
   * @param {string} id the other's now
   */
  identify(peer, id) {
    peer.identify(id, this.#names.get(id) ?? '');
    peer.isSuspended = this.#suspended.has(id);
  }

  /**
   * Those who could be called.
   * @param {ReadonlyMap<string, VideoPeer>} bound
   * @returns {string[]}
   */
  unbound(bound) {
    return [...this.#names.keys()].filter((id) => id !== this.#ownId && !bound.has(id) && !this.#former.has(id));
  }

  /**
   * The same without those who are suspended: they cannot say whether they are somebody whom we know.
   * @param {ReadonlyMap<string, VideoPeer>} bound
   */
  presentUnbound(bound) {
    return this.unbound(bound).filter((id) => !this.#suspended.has(id));
  }
}
