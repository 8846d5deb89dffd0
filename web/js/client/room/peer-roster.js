// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {Presence} from './presence.js';
import {PeerBindings} from './peer-bindings.js';
import {PeerReassociation} from './peer-reassociation.js';
import {RETURN_MS, REASSOCIATION_MS, PendingPeers} from './pending-peers.js';

/** @typedef {import('../environment.js').Environment} Environment */
/** @typedef {import('../peer/negotiation.js').Signal} Signal */
/** @typedef {import('../peer/peer-channel.js').Identity} Identity */
/** @typedef {import('../peer/video-peer.js').VideoPeer} VideoPeer */

/**
 * @typedef {object} PeerRosterOptions
 * @property {Environment} environment
 * @property {(id: string, calls: boolean) => VideoPeer} make
 * @property {(peer: VideoPeer) => void} onAdded
 * @property {(peer: VideoPeer) => void} onRemoved the peer is closed already
 * @property {() => void} refresh asks the server for the list; `update` brings it
 */

/**
 * Who is who: the VideoPeers of one stay in a room, by the ids that the server gives. A connection
 * outlives the ids of both its ends: when an id has gone while the media flows, the peer stays as an
 * orphan, and is bound to the id that the other announces over the data channel, if that id is in the
 * room and has no peer yet (see PeerReassociation). Somebody unknown on our first list gets a peer at once, but while there are
 * orphans only after a while, because it may be one of them. The Manager owns it.
 */
export class PeerRoster {
  #make;
  #onAdded;
  #onRemoved;
  #refresh;
  #presence = new Presence();
  #bindings = new PeerBindings();
  #reassociation;
  /** Whether the ids are those of the present connection to the server. */
  #isJoined = false;
  /** Whether there has been no list yet since we joined. */
  #isNewcomer = false;
  #pendingPeers;
  #isClosed = false;

  /** @param {PeerRosterOptions} options */
  constructor({environment, make, onAdded, onRemoved, refresh}) {
    this.#make = make;
    this.#onAdded = onAdded;
    this.#onRemoved = onRemoved;
    this.#refresh = refresh;
    this.#pendingPeers = new PendingPeers(environment, (held, toMeet) => this.#meet(held, toMeet));
    this.#reassociation = new PeerReassociation({
      presence: this.#presence,
      bindings: this.#bindings,
      takeHeld: (id) => this.#pendingPeers.take(id),
      remove: (peer) => this.#remove(peer),
    });
  }

  /** Everybody there is a connection to, in the order in which they came. */
  get peers() {
    return this.#bindings.all;
  }

  /** The ids to say `bye` to. */
  get boundIds() {
    return [...this.#bindings.bound.keys()];
  }

  /** The server cannot be reached: signals wait for `resume`, and are given up by `join`. */
  suspend() {
    this.#isJoined = false;
    this.#pendingPeers.wait();
    for (const peer of this.peers) peer.hold();
  }

  /** We are in the room as if we had never been cut off. */
  resume() {
    this.#isJoined = true;
    for (const peer of this.peers) peer.release();
    this.#settle();  // who has announced itself meanwhile has not been heard
    this.#pendingPeers.answerLater();
  }

  /**
   * We are in the room under this id; `update` follows. After an earlier stay nobody knows us by it
   * yet, so every connection that lives is an orphan until its other end has said who it is.
   * @param {string} ownId
   */
  join(ownId) {
    this.#presence.ownId = ownId;
    this.#isJoined = true;
    this.#pendingPeers.clear();
    this.#reassociation.clear();
    for (const peer of this.#bindings.bound.values()) this.#reassociation.part(peer);
    for (const peer of this.#bindings.orphans) peer.announce({id: ownId, you: ''});
    this.#isNewcomer = true;
  }

  /**
   * Those on the first list after `join` are called. Whoever is on a later one only has come after
   * us, or back: both will tell us so, if they are given the time.
   * @param {Map<string, string>} names id → username: the room as it is now, oneself included
   * @param {Set<string>} [suspended] the ids of those who have lost the server
   */
  update(names, suspended = new Set()) {
    this.#presence.update(names, suspended);
    this.#settle();
  }

  /**
   * @param {string} sender
   * @param {Signal} signal
   */
  receive(sender, signal) {
    const peer = this.#bindings.bound.get(sender);
    if (peer?.isForeign(signal)) this.#replace(peer, sender, signal);
    else if (peer) peer.receive(signal);
    else if (this.#bindings.hasOrphans) this.#pendingPeers.hold(sender, signal);
    else if (signal.type === 'offer') this.#answer(sender, [signal]);
  }

  /** @param {string} id who has said that it goes */
  farewell(id) {
    this.#presence.leave(id);
    this.#pendingPeers.take(id);
    for (const peer of this.peers) if (this.#reassociation.isKnownAs(peer, id)) this.#remove(peer);
  }

  /** Every peer is closed, none is made and nothing is timed any more; `onRemoved` is called for each. */
  close() {
    this.#isClosed = true;
    this.#pendingPeers.close();
    this.#isJoined = false;
    for (const peer of this.peers) this.#remove(peer);
  }

  #settle() {
    const presence = this.#presence;
    const isToMeet = this.#isNewcomer || this.#bindings.hasOrphans;
    this.#isNewcomer = false;
    for (const [id, peer] of this.#bindings.bound) {
      if (presence.has(id)) presence.identify(peer, id);
      else this.#reassociation.part(peer);
    }
    this.#reassociation.settle();
    // Only now: as long as not everybody is bound, somebody known may look like a pending peer.
    if (isToMeet && !this.#bindings.hasOrphans) this.#pendingPeers.meetNow();
    else this.#awaitPending();
  }

  #awaitPending() {
    this.#pendingPeers.expect(this.#unknown, this.#bindings.hasOrphans ? RETURN_MS : REASSOCIATION_MS);
  }

  /** Those who could be called now. */
  get #unknown() {
    const {bound, hasOrphans} = this.#bindings;
    return hasOrphans ? this.#presence.presentUnbound(bound) : this.#presence.unbound(bound);
  }

  /**
   * @param {string} id
   * @param {boolean} calls
   * @returns {VideoPeer | null} null: whoever was told of something has closed us meanwhile
   */
  #add(id, calls) {
    if (this.#isClosed) return null;
    const peer = this.#make(id, calls);
    this.#presence.identify(peer, id);
    peer.on('announced', (identity) => this.#onAnnounced(peer, identity));
    peer.on('left', () => this.#onLost(peer));
    peer.on('state', () => this.#onState(peer));
    this.#bindings.bind(peer, id);
    this.#pendingPeers.onMet(id);
    peer.announce({id: this.#presence.ownId, you: id});
    this.#onAdded(peer);
    return peer;
  }

  /**
   * Somebody unknown calls.
   * @param {string} sender
   * @param {Signal[]} signals
   */
  #answer(sender, signals) {
    this.#presence.comeBack(sender);
    const peer = this.#add(sender, false);
    if (!peer) return;
    for (const signal of signals) peer.receive(signal);
    if (!this.#presence.has(sender)) this.#refresh();  // nobody is told when somebody arrives
  }

  /**
   * The other has made its connection anew: ours leads nowhere any more.
   * @param {VideoPeer} peer
   * @param {string} id
   * @param {Signal} signal
   */
  #replace(peer, id, signal) {
    this.#remove(peer);
    if (signal.type === 'offer') this.#answer(id, [signal]);
    else this.#add(id, true);
  }

  /**
   * @param {VideoPeer} peer
   * @param {Identity} identity
   */
  #onAnnounced(peer, identity) {
    this.#reassociation.note(peer, identity);
    if (!this.#isJoined) return;  // `update` looks at it after the next `join`
    if (!this.#presence.has(identity.id)) return this.#refresh();
    const hadOrphans = this.#bindings.hasOrphans;
    this.#reassociation.reunite(peer);
    if (hadOrphans && !this.#bindings.hasOrphans) this.#pendingPeers.meetNow();
    else this.#awaitPending();
  }

  /** @param {VideoPeer} peer */
  #onState(peer) {
    if (this.#bindings.orphans.has(peer) && !peer.canReturn) this.#onLost(peer);
    if (peer.state === 'connected') this.#reassociation.onConnected(peer);
  }

  /**
   * The server says so sooner or later, unless it cannot, or does not know that a page which is cut off has gone.
   * @param {VideoPeer} peer that has ended, or nearly
   */
  #onLost(peer) {
    const isOrphan = this.#bindings.orphans.has(peer);
    if (!isOrphan && peer.isSuspended) this.#presence.leave(peer.id);  // its place is kept, but for nobody
    if (isOrphan || peer.isSuspended || !this.#isJoined) this.#remove(peer);
  }

  /** @param {VideoPeer} peer */
  #remove(peer) {
    const wasOrphan = this.#bindings.delete(peer);
    this.#reassociation.forget(peer);
    peer.close();
    this.#onRemoved(peer);
    if (wasOrphan && !this.#bindings.hasOrphans && this.#isJoined) this.#pendingPeers.meetNow();
  }

  /**
   * @param {[string, Signal[]][]} held
   * @param {ReadonlySet<string> | 'all' | null} toMeet those who are met although they have not called; null: nobody
   */
  #meet(held, toMeet) {
    const {bound} = this.#bindings;
    for (const [sender, signals] of held) {
      if (signals.some(({type}) => type === 'offer') && !bound.has(sender)) this.#answer(sender, signals);
    }
    if (!toMeet) return;
    for (const id of this.#unknown) if (toMeet === 'all' || toMeet.has(id)) this.#add(id, true);
  }
}
