// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('../peer/video-peer.js').VideoPeer} VideoPeer */

/**
 * Which VideoPeer is bound to which id, and which are orphans: connections that live while the id they had is not in
 * the room any more. It does nothing to them. The PeerRoster owns it and shares it with the PeerReassociation.
 */
export class PeerBindings {
  /** @type {Map<string, VideoPeer>} by id */
  #bound = new Map();
  /** @type {Set<VideoPeer>} */
  #orphans = new Set();

  /** In the order in which they came. */
  get all() {
    return [...new Set([...this.#bound.values(), ...this.#orphans])];
  }

  /** @returns {ReadonlyMap<string, VideoPeer>} */
  get bound() {
    return this.#bound;
  }

  /** @returns {ReadonlySet<VideoPeer>} */
  get orphans() {
    return this.#orphans;
  }

  get hasOrphans() {
    return this.#orphans.size > 0;
  }

  /**
   * @param {VideoPeer} peer a new one, an orphan, or one that was bound to its id until now
   * @param {string} id
   */
  bind(peer, id) {
    this.delete(peer);
    this.#bound.set(id, peer);
  }

  /** @param {VideoPeer} peer a bound one */
  orphan(peer) {
    this.delete(peer);
    this.#orphans.add(peer);
  }

  /**
   * @param {VideoPeer} peer
   * @returns {boolean} whether it was an orphan
   */
  delete(peer) {
    if (this.#bound.get(peer.id) === peer) this.#bound.delete(peer.id);
    return this.#orphans.delete(peer);
  }
}
