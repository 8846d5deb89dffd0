// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('./presence.js').Presence} Presence */
/** @typedef {import('../peer/negotiation.js').Signal} Signal */
/** @typedef {import('./peer-bindings.js').PeerBindings} PeerBindings */
/** @typedef {import('../peer/peer-channel.js').Identity} Identity */
/** @typedef {import('../peer/video-peer.js').VideoPeer} VideoPeer */

/**
 * @typedef {object} PeerReassociationOptions
 * @property {Presence} presence
 * @property {PeerBindings} bindings
 * @property {(id: string) => Signal[]} takeHeld what has come from this id while nobody was bound to it
 * @property {(peer: VideoPeer) => void} remove
 */

/**
 * Who goes from the room while its connection lives, and comes back under another id: what peers announce over the
 * data channels that have outlived an id, and which of them are bound to a new one by it. When it is time to look, the
 * PeerRoster says, which owns it.
 *
 * What the other announces is believed as far as names are: who is in the room can claim another's id as well as
 * another's name, while that other has no connection to us yet.
 */
export class PeerReassociation {
  #presence;
  #bindings;
  #takeHeld;
  #remove;
  /** @type {Map<VideoPeer, Identity>} what each has announced last */
  #announced = new Map();

  /** @param {PeerReassociationOptions} options */
  constructor({presence, bindings, takeHeld, remove}) {
    this.#presence = presence;
    this.#bindings = bindings;
    this.#takeHeld = takeHeld;
    this.#remove = remove;
  }

  /**
   * @param {VideoPeer} peer
   * @param {Identity} identity it has announced
   */
  note(peer, identity) {
    this.#announced.set(peer, identity);
  }

  /** @param {VideoPeer} peer whose connection has ended */
  forget(peer) {
    this.#announced.delete(peer);
  }

  /** Peers that are still there announce themselves anew, perhaps under a newer id than before. */
  clear() {
    this.#announced.clear();
  }

  /**
   * @param {VideoPeer} peer
   * @param {string} id
   * @returns {boolean} whether it is known by this id, or says so
   */
  isKnownAs(peer, id) {
    return peer.id === id || this.#announced.get(peer)?.id === id;
  }

  /** @param {VideoPeer} peer a bound one, whose id is not in the room any more */
  part(peer) {
    if (!peer.canReturn) return this.#remove(peer);
    this.#bindings.orphan(peer);
    peer.pause();
    peer.isAway = true;
  }

  /** Everybody who has announced an id that is in the room is bound to it, if that can be. */
  settle() {
    for (const [peer, {id}] of this.#announced) if (this.#presence.has(id)) this.reunite(peer);
  }

  /**
   * Binds a peer to the id that it has announced, tells it who we are should it not know, and lets its signals
   * pass once both sides know.
   * @param {VideoPeer} peer that has announced one that is in the room
   */
  reunite(peer) {
    const {bound} = this.#bindings;
    const {ownId} = this.#presence;
    const {id, you} = /** @type {Identity} */ (this.#announced.get(peer));
    const isNew = bound.get(id) !== peer;
    if (isNew && (bound.has(id) || id === ownId)) return this.#dropDouble(peer, id);
    if (isNew) this.#bind(peer, id);
    if (isNew || you !== ownId) peer.announce({id: ownId, you: id});
    if (you === ownId) peer.resume();
    for (const signal of isNew ? this.#takeHeld(id) : []) peer.receive(signal);
  }

  /** @param {VideoPeer} peer that carries now: older connections to the same person are of no use any more */
  onConnected(peer) {
    for (const [other, {id}] of this.#announced) if (id === peer.id) this.#dropDouble(other, id);
  }

  /**
   * @param {VideoPeer} peer
   * @param {string} id
   */
  #bind(peer, id) {
    this.#presence.leave(peer.id);
    this.#presence.comeBack(id);
    this.#bindings.bind(peer, id);
    peer.pause();  // what went to its older id may be lost, so that `resume` has to look at it
    this.#presence.identify(peer, id);
    peer.isAway = false;
  }

  /**
   * Its person has a newer connection to us; once that carries, the old one goes.
   * @param {VideoPeer} peer
   * @param {string} id
   */
  #dropDouble(peer, id) {
    const {bound, orphans} = this.#bindings;
    if (bound.get(id)?.state === 'connected' && orphans.has(peer)) this.#remove(peer);
  }
}
