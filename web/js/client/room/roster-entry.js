// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {newRecord, transition} from './peer-record.js';

/** @typedef {import('../peer/video-peer.js').VideoPeer} VideoPeer */
/** @typedef {import('../signaling/protocol.js').Client} Client */
/** @typedef {import('./peer-record.js').Effect} Effect */
/** @typedef {import('./peer-record.js').PeerEvent} PeerEvent */

/**
 * The callbacks through which an entry uses its Roster.
 * @typedef {object} RosterEntryOptions
 * @property {(entry: RosterEntry, calls: boolean) => VideoPeer} make
 * @property {(peer: VideoPeer, calls: boolean) => void} onConnected called when the VideoPeer has its id and name
 * @property {(peer: VideoPeer) => void} onEnded called after the peer was closed
 * @property {(id: string) => Client | undefined} member
 * @property {(id: string) => void} retire
 * @property {(id: string) => void} restore
 * @property {() => boolean} isClosed whether the Roster is closed; then the entry carries out no more effects
 */

/** One other member: its PeerRecord, and its VideoPeer if there is one. The Roster owns it. */
export class RosterEntry {
  record;
  /** @type {VideoPeer | null} null while the record is pending */
  peer = null;
  #options;

  /**
   * @param {string} id
   * @param {RosterEntryOptions} options
   */
  constructor(id, options) {
    this.record = newRecord(id);
    this.#options = options;
  }

  get id() {
    return this.record.id;
  }

  get state() {
    return this.record.state;
  }

  /** Whether the other end is able to announce a new id. */
  get canReturn() {
    return this.peer?.canReturn ?? false;
  }

  /** @param {PeerEvent} event changes the record; then the effects of the change are carried out */
  apply(event) {
    const {record, effects} = transition(this.record, event);
    this.record = record;  // before the effects, because a VideoPeer emits events during some of them
    for (const effect of effects) if (!this.#options.isClosed()) this.#carryOut(effect);
  }

  /** Closes the VideoPeer, if there is one. */
  close() {
    const {peer} = this;
    this.peer = null;
    peer?.close();
    if (peer) this.#options.onEnded(peer);
  }

  /** @param {Effect} effect */
  #carryOut(effect) {
    switch (effect[0]) {
      case 'connect': return this.#connect(effect[1]);
      case 'retire': return this.#options.retire(effect[1]);
      case 'restore': return this.#options.restore(effect[1]);
      case 'close': return this.close();
      default: return this.#tell(/** @type {VideoPeer} */ (this.peer), effect);
    }
  }

  /** @param {boolean} calls */
  #connect(calls) {
    this.peer = this.#options.make(this, calls);
    this.#identify(this.peer, this.id);
    this.#options.onConnected(this.peer, calls);
  }

  /**
   * @param {VideoPeer} peer
   * @param {Effect} effect
   */
  #tell(peer, effect) {
    switch (effect[0]) {
      case 'identify': return this.#identify(peer, effect[1]);
      case 'away': peer.isAway = effect[1]; return undefined;
      case 'announce': return peer.announce(effect[1]);
      case 'receive': peer.receive(effect[1]); return undefined;
      case 'hold': return peer.hold();
      case 'release': return peer.release();
      case 'pause': return peer.pause();
      default: return peer.resume();
    }
  }

  /**
   * @param {VideoPeer} peer
   * @param {string} id
   */
  #identify(peer, id) {
    const member = this.#options.member(id);
    peer.identify(id, member?.username ?? '');
    peer.isSuspended = member?.suspended ?? false;
  }
}
