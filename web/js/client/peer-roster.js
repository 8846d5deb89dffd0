// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {RecentIds} from './recent-ids.js';
import {Strangers} from './strangers.js';

/** @typedef {import('./environment.js').Environment} Environment */
/** @typedef {import('./negotiation.js').Signal} Signal */
/** @typedef {import('./peer-channel.js').Identity} Identity */
/** @typedef {import('./video-peer.js').VideoPeer} VideoPeer */

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
 * room and has no peer yet. Somebody unknown on our first list gets a peer at once, but while there are orphans
 * only after a while, because it may be one of them. The Manager owns it.
 *
 * What the other announces is believed as far as names are: who is in the room can claim another's
 * id as well as another's name, while that other has no connection to us yet.
 */
export class PeerRoster {
  #make;
  #onAdded;
  #onRemoved;
  #refresh;
  #ownId = '';
  /** Whether the ids are those of the present connection to the server. */
  #isJoined = false;
  /** Whether there has been no list yet since we joined. */
  #isNewcomer = false;
  /** @type {Map<string, string>} id → username of everybody in the room, oneself included */
  #names = new Map();
  /** @type {Map<string, VideoPeer>} by id */
  #bound = new Map();
  /** @type {Set<VideoPeer>} */
  #orphans = new Set();
  /** @type {Map<VideoPeer, Identity>} what each has announced last */
  #announced = new Map();
  /** Ids that have been left behind, or have said `bye`: not to be called. */
  #former = new RecentIds();
  #strangers;
  #isClosed = false;

  /** @param {PeerRosterOptions} options */
  constructor({environment, make, onAdded, onRemoved, refresh}) {
    this.#make = make;
    this.#onAdded = onAdded;
    this.#onRemoved = onRemoved;
    this.#refresh = refresh;
    this.#strangers = new Strangers(environment, (held) => this.#meet(held));
  }

  /** Everybody there is a connection to, in the order in which they came. */
  get peers() {
    return [...new Set([...this.#bound.values(), ...this.#orphans])];
  }

  /** The ids to say `bye` to. */
  get boundIds() {
    return [...this.#bound.keys()];
  }

  /** The server cannot be reached: signals go nowhere until the next `join`. */
  suspend() {
    this.#isJoined = false;
    this.#strangers.clear();
    for (const peer of this.peers) peer.pause();
  }

  /**
   * We are in the room under this id; `update` follows. After an earlier stay nobody knows us by it
   * yet, so every connection that lives is an orphan until its other end has said who it is.
   * @param {string} ownId
   */
  join(ownId) {
    if (this.#ownId) this.#former.add(this.#ownId);
    this.#ownId = ownId;
    this.#isJoined = true;
    this.#announced.clear();  // whoever is still there answers, by an id that may be newer than what it said before
    for (const peer of this.#bound.values()) this.#orphan(peer);
    for (const peer of this.#orphans) peer.announce({id: ownId, you: ''});
    this.#isNewcomer = true;
  }

  /**
   * Those on the first list after `join` are called. Whoever is on a later one only has come after
   * us, or back: both will tell us so, if they are given the time.
   * @param {Map<string, string>} names id → username: the room as it is now, oneself included
   */
  update(names) {
    const isToMeet = this.#isNewcomer || this.#orphans.size > 0;
    this.#isNewcomer = false;
    this.#names = names;
    for (const [id, peer] of this.#bound) {
      if (names.has(id)) peer.identify(id, names.get(id) ?? '');
      else this.#orphan(peer);
    }
    for (const [peer, {id}] of this.#announced) if (names.has(id)) this.#reunite(peer);
    // Only now: as long as not everybody is bound, somebody known may look like a stranger.
    if (isToMeet && this.#orphans.size === 0) this.#strangers.meetNow();
    else if (this.#unknownIds().length > 0) this.#strangers.meetLater();
  }

  /**
   * @param {string} sender
   * @param {Signal} signal
   */
  receive(sender, signal) {
    const peer = this.#bound.get(sender);
    if (peer?.isForeign(signal)) this.#replace(peer, sender, signal);
    else if (peer) peer.receive(signal);
    else if (this.#orphans.size > 0) this.#strangers.hold(sender, signal);
    else if (signal.type === 'offer') this.#answer(sender, [signal]);
  }

  /** @param {string} id who has said that it goes */
  farewell(id) {
    this.#former.add(id);
    this.#strangers.take(id);
    for (const peer of this.peers) if (peer.id === id || this.#announced.get(peer)?.id === id) this.#remove(peer);
  }

  /** Every peer is closed, none is made and nothing is timed any more; `onRemoved` is called for each. */
  close() {
    this.#isClosed = true;
    this.#strangers.close();
    this.#isJoined = false;
    for (const peer of this.peers) this.#remove(peer);
  }

  /**
   * @param {string} id
   * @param {boolean} calls
   * @returns {VideoPeer | null} null: whoever was told of something has closed us meanwhile
   */
  #add(id, calls) {
    if (this.#isClosed) return null;
    const peer = this.#make(id, calls);
    peer.identify(id, this.#names.get(id) ?? '');
    peer.on('announced', (identity) => this.#onAnnounced(peer, identity));
    peer.on('left', () => this.#onLost(peer));
    peer.on('state', () => this.#onState(peer));
    this.#bound.set(id, peer);
    peer.announce({id: this.#ownId, you: id});
    this.#onAdded(peer);
    return peer;
  }

  /**
   * Somebody unknown calls.
   * @param {string} sender
   * @param {Signal[]} signals
   */
  #answer(sender, signals) {
    this.#former.delete(sender);
    const peer = this.#add(sender, false);
    if (!peer) return;
    for (const signal of signals) peer.receive(signal);
    if (!this.#names.has(sender)) this.#refresh();  // nobody is told when somebody arrives
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

  /** @param {VideoPeer} peer its id is not in the room any more */
  #orphan(peer) {
    this.#bound.delete(peer.id);
    if (!peer.canReturn) return this.#remove(peer);
    this.#orphans.add(peer);
    peer.pause();
    peer.isAway = true;
  }

  /**
   * @param {VideoPeer} peer
   * @param {Identity} identity
   */
  #onAnnounced(peer, identity) {
    this.#announced.set(peer, identity);
    if (!this.#isJoined) return;  // `update` looks at it after the next `join`
    if (!this.#names.has(identity.id)) return this.#refresh();
    const hadOrphans = this.#orphans.size > 0;
    this.#reunite(peer);
    if (hadOrphans && this.#orphans.size === 0) this.#strangers.meetNow();
  }

  /**
   * Binds a peer to the id that it has announced, tells it who we are should it not know, and lets its signals
   * pass once both sides know.
   * @param {VideoPeer} peer
   */
  #reunite(peer) {
    const {id, you} = /** @type {Identity} */ (this.#announced.get(peer));
    const isNew = this.#bound.get(id) !== peer;
    if (isNew && (this.#bound.has(id) || id === this.#ownId)) return this.#dropDouble(peer, id);
    if (isNew) this.#bind(peer, id);
    if (isNew || you !== this.#ownId) peer.announce({id: this.#ownId, you: id});
    if (you === this.#ownId) peer.resume();
    for (const signal of isNew ? this.#strangers.take(id) : []) peer.receive(signal);
  }

  /**
   * @param {VideoPeer} peer
   * @param {string} id
   */
  #bind(peer, id) {
    this.#orphans.delete(peer);
    if (this.#bound.get(peer.id) === peer) this.#bound.delete(peer.id);
    this.#former.add(peer.id);
    this.#former.delete(id);
    this.#bound.set(id, peer);
    peer.pause();  // what went to its older id may be lost, so that `resume` has to look at it
    peer.identify(id, this.#names.get(id) ?? '');
    peer.isAway = false;
  }

  /**
   * Its person has a newer connection to us; once that carries, the old one is of no use.
   * @param {VideoPeer} peer
   * @param {string} id
   */
  #dropDouble(peer, id) {
    if (this.#bound.get(id)?.state === 'connected' && this.#orphans.has(peer)) this.#remove(peer);
  }

  /** @param {VideoPeer} peer */
  #onState(peer) {
    if (this.#orphans.has(peer) && !peer.canReturn) this.#onLost(peer);
    if (peer.state !== 'connected') return;
    for (const [other, {id}] of this.#announced) if (other !== peer && id === peer.id) this.#dropDouble(other, id);
  }

  /** @param {VideoPeer} peer that has ended, or nearly: the server says so sooner or later, unless it cannot */
  #onLost(peer) {
    if (this.#orphans.has(peer) || !this.#isJoined) this.#remove(peer);
  }

  /** @param {VideoPeer} peer */
  #remove(peer) {
    if (this.#bound.get(peer.id) === peer) this.#bound.delete(peer.id);
    const wasOrphan = this.#orphans.delete(peer);
    this.#announced.delete(peer);
    peer.close();
    this.#onRemoved(peer);
    if (wasOrphan && this.#orphans.size === 0 && this.#isJoined) this.#strangers.meetNow();
  }

  /** @param {[string, Signal[]][]} held */
  #meet(held) {
    for (const [sender, signals] of held) {
      if (signals.some(({type}) => type === 'offer') && !this.#bound.has(sender)) this.#answer(sender, signals);
    }
    for (const id of this.#unknownIds()) this.#add(id, true);
  }

  #unknownIds() {
    return [...this.#names.keys()].filter(
      (id) => id !== this.#ownId && !this.#bound.has(id) && !this.#former.has(id));
  }
}
