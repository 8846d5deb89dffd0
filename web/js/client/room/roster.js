// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {REASSOCIATION_MS, RETURN_MS} from './peer-record.js';
import {RecentIds} from './recent-ids.js';
import {RosterEntries} from './roster-entries.js';

/** @typedef {import('../environment.js').Environment} Environment */
/** @typedef {import('../peer/negotiation.js').Signal} Signal */
/** @typedef {import('../peer/peer-channel.js').Identity} Identity */
/** @typedef {import('../peer/video-peer.js').VideoPeer} VideoPeer */
/** @typedef {import('../signaling/protocol.js').Client} Client */
/** @typedef {import('./roster-entry.js').RosterEntry} RosterEntry */

/** Maximum number of held signals in total; one call takes about twenty. At the limit the wait ends. */
export const MAX_HELD_SIGNALS = 512;

/**
 * @typedef {object} RosterOptions
 * @property {Environment} environment
 * @property {(id: string, calls: boolean) => VideoPeer} make
 * @property {(peer: VideoPeer) => void} onAdded
 * @property {(peer: VideoPeer) => void} onRemoved the peer is closed already
 * @property {() => void} refresh asks the server for the list; `update` brings it
 */

/**
 * Maps the members of the room to their VideoPeers during one stay. It has a record for each other member;
 * peer-record.js decides the transitions of a record. A connection outlives the ids of both its ends. If an id leaves
 * the room while media flows, the record becomes an orphan. It is bound to the id that the other end announces over the
 * data channel, once that id is in the room. The Roster calls the members on its first list at once. Later members call
 * this client, or announce that they have returned under a new id; the Roster gives them time for that.
 *
 * The Roster trusts announcements: while a member has no connection to this client yet, another member can claim its id,
 * just as it can claim its name.
 *
 * The Manager owns it. Its callbacks may close it.
 */
export class Roster {
  #environment;
  #refresh;
  #ownId = '';
  /** @type {Map<string, Client>} the members of the room, including this client, by id */
  #members = new Map();
  /** Ids not to call: they have sent `bye`, or their owner has a new id. */
  #former = new RecentIds();
  #entries;
  /** Whether the ids belong to the present connection to the server. */
  #isJoined = false;
  /** Whether no list has arrived since this client joined. */
  #isNewcomer = false;
  #hadOrphans = false;
  #timer = 0;
  #isClosed = false;

  /** @param {RosterOptions} options */
  constructor({environment, make, onAdded, onRemoved, refresh}) {
    this.#environment = environment;
    this.#refresh = refresh;
    this.#entries = new RosterEntries({
      make: (entry, calls) => this.#listen(entry, make(entry.id, calls)),
      onConnected: (peer, calls) => {
        peer.announce({id: this.#ownId, you: peer.id});
        onAdded(peer);
        if (!calls && !this.#members.has(peer.id)) this.#refresh();  // the base protocol announces no joins
      },
      onEnded: onRemoved,
      member: (id) => this.#members.get(id),
      retire: (id) => this.#former.add(id),
      restore: (id) => this.#former.delete(id),
      isClosed: () => this.#isClosed,
    });
  }

  /** The peers with a connection, in order of arrival. */
  get peers() {
    return this.#entries.all.flatMap(({peer}) => peer ?? []);
  }

  /** The ids to say `bye` to. */
  get boundIds() {
    return this.#entries.all.filter(({state}) => state === 'bound').map(({id}) => id);
  }

  /** The server cannot be reached. Signals wait for `resume`; `join` drops them. */
  suspend() {
    this.#isJoined = false;
    this.#stopWaiting();
    this.#entries.applyToAll(() => ({type: 'suspended'}));
  }

  /** The session is resumed: signals pass again. */
  resume() {
    this.#isJoined = true;
    this.#entries.applyToAll(() => ({type: 'resumed', now: this.#now}));
    this.#match();  // announcements may have arrived meanwhile
    this.#reconsider();
  }

  /**
   * This client is in the room under this id; `update` follows. If it was in the room before, nobody knows the new id
   * yet. Every open connection is then an orphan until its other end has announced its id.
   * @param {string} ownId
   */
  join(ownId) {
    if (this.#ownId) this.#former.add(this.#ownId);
    this.#ownId = ownId;
    this.#isJoined = true;
    this.#isNewcomer = true;
    this.#stopWaiting();
    this.#entries.applyToAll(({canReturn}) => ({type: 'joined', ownId, canReturn}));
    this.#hadOrphans = this.#entries.hasOrphans;
  }

  /** @param {Client[]} clients the current members of the room, including this client */
  update(clients) {
    this.#members = new Map(clients.map((client) => [client.id, client]));
    this.#entries.applyToAll(({id, canReturn}) => ({type: 'listed', isListed: this.#members.has(id), canReturn}));
    this.#match();
    const isFirst = this.#isNewcomer;
    this.#isNewcomer = false;
    this.#reconsider(isFirst);
  }

  /**
   * @param {string} sender
   * @param {Signal} signal
   */
  receive(sender, signal) {
    if (this.#isClosed) return;
    const entry = this.#entries.find(sender) ?? this.#entries.add(sender);
    const isForeign = entry.peer?.isForeign(signal) ?? false;
    this.#entries.apply(entry, {type: 'signal', signal, isForeign, mustWait: this.#entries.hasOrphans, now: this.#now});
    if (entry.state !== 'pending') return;
    if (this.#entries.heldCount < MAX_HELD_SIGNALS) return this.#arm();
    this.#expectCallable();
    this.#meet(Infinity);
  }

  /** @param {string} id of a member that has sent `bye` */
  farewell(id) {
    this.#former.add(id);
    this.#entries.applyToAll(() => ({type: 'bye', id}));
    this.#reconsider();
  }

  /** Closes every peer and calls `onRemoved` for each. After this the Roster makes no peers and starts no timers. */
  close() {
    this.#isClosed = true;
    this.#stopWaiting();
    this.#entries.close();
  }

  get #now() {
    return this.#environment.now();
  }

  /**
   * @param {RosterEntry} entry
   * @param {VideoPeer} peer
   */
  #listen(entry, peer) {
    peer.on('announced', (identity) => this.#onAnnounced(entry, identity));
    peer.on('left', () => this.#onLost(entry));
    peer.on('state', () => this.#onState(entry));
    return peer;
  }

  /**
   * @param {RosterEntry} entry
   * @param {Identity} identity
   */
  #onAnnounced(entry, identity) {
    this.#entries.apply(entry, {type: 'announced', identity});
    if (!this.#isJoined) return;  // `update` handles it after the next `join`
    if (!this.#members.has(identity.id)) return this.#refresh();
    this.#matchOne(entry);
    this.#reconsider();
  }

  /** @param {RosterEntry} entry */
  #onState(entry) {
    const count = this.#entries.size;
    this.#entries.apply(entry, {type: 'failing', canReturn: entry.canReturn});
    const {id, state, peer} = entry;
    if (state === 'bound' && peer?.state === 'connected') this.#entries.applyToAll(() => ({type: 'outlived', id}));
    if (this.#entries.size < count) this.#reconsider();
  }

  /** @param {RosterEntry} entry */
  #onLost(entry) {
    this.#entries.apply(entry, {type: 'lost', isSuspended: entry.peer?.isSuspended ?? false, isJoined: this.#isJoined});
    this.#reconsider();
  }

  /** Binds every entry to the id that its other end has announced, if that id is in the room and free. */
  #match() {
    for (const entry of this.#entries.all) this.#matchOne(entry);
  }

  /** @param {RosterEntry} entry */
  #matchOne(entry) {
    const id = entry.record.announced?.id;
    if (id === undefined) return;
    const other = this.#entries.find(id);
    const isListed = this.#members.has(id);
    const isTaken = id === this.#ownId || (other !== entry && other?.state === 'bound');
    const isDouble = isTaken && other?.peer?.state === 'connected';
    const held = other?.record.held ?? [];
    if (isListed && other?.state === 'pending') this.#entries.delete(other);  // both entries are the same member
    this.#entries.apply(entry, {type: 'matched', ownId: this.#ownId, isListed, isTaken, isDouble, held});
  }

  /**
   * Decides which members to call or to wait for. Called after each event that may have made an orphan, or ended the
   * last one.
   * @param {boolean} [isFirst] whether this is the first list since this client joined
   */
  #reconsider(isFirst = false) {
    const hadOrphans = this.#hadOrphans;
    this.#hadOrphans = this.#entries.hasOrphans;
    if (!this.#isJoined || this.#isClosed) return;
    this.#expectCallable();
    // Only without orphans: the unknown id of a member may belong to the other end of an orphan.
    if ((isFirst || hadOrphans) && !this.#hadOrphans) this.#meet(Infinity);
    else this.#arm();
  }

  /** While there are orphans, a suspended member is not called, because it cannot announce whether it is one of them. */
  #expectCallable() {
    const hasOrphans = this.#entries.hasOrphans;
    const known = this.#entries.ids;
    const isCallable = (/** @type {string} */ id) => {
      const member = this.#members.get(id);
      return member !== undefined && id !== this.#ownId && !this.#former.has(id) && !(hasOrphans && member.suspended);
    };
    for (const id of this.#members.keys()) if (!known.has(id) && isCallable(id)) this.#entries.add(id);
    this.#entries.applyToAll(({id}) => ({type: 'expected', isCallable: isCallable(id), now: this.#now}));
  }

  /** The longest wait for a member's offer. */
  get #waitMs() {
    return this.#entries.hasOrphans ? RETURN_MS : REASSOCIATION_MS;
  }

  /** Sets the timer for the pending member that is due first. */
  #arm() {
    this.#stopWaiting();
    const due = this.#entries.dueAt(this.#waitMs);
    if (due < Infinity) this.#timer = this.#environment.setTimeout(() => this.#meet(this.#now), due - this.#now);
  }

  /** @param {number} now Infinity: ends every wait */
  #meet(now) {
    const waitMs = this.#waitMs;
    this.#entries.applyToAll(() => ({type: 'due', now, waitMs}));
    this.#arm();
  }

  #stopWaiting() {
    this.#environment.clearTimeout(this.#timer);
  }
}
