// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {dueAt} from './peer-record.js';
import {RosterEntry} from './roster-entry.js';

/** @typedef {import('./peer-record.js').PeerEvent} PeerEvent */
/** @typedef {import('./roster-entry.js').RosterEntryOptions} RosterEntryOptions */

/**
 * The entries of a Roster, in order of arrival. Apart from orphans, each id has at most one entry. An entry is removed as
 * soon as its state is `gone`. The Roster owns it.
 */
export class RosterEntries {
  /** @type {Set<RosterEntry>} */
  #entries = new Set();
  #options;

  /** @param {RosterEntryOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /** @returns {RosterEntry[]} a copy, so that entries may be added and removed during a loop over it */
  get all() {
    return [...this.#entries];
  }

  get size() {
    return this.#entries.size;
  }

  get hasOrphans() {
    for (const {state} of this.#entries) if (state === 'orphan') return true;
    return false;
  }

  /** The ids of all entries except orphans. */
  get ids() {
    return new Set(this.all.filter(({state}) => state !== 'orphan').map(({id}) => id));
  }

  /** The total number of held signals. */
  get heldCount() {
    return this.all.reduce((count, {record}) => count + record.held.length, 0);
  }

  /** @param {string} id @returns {RosterEntry | undefined} the entry with this id that is not an orphan */
  find(id) {
    for (const entry of this.#entries) if (entry.id === id && entry.state !== 'orphan') return entry;
    return undefined;
  }

  /** @param {string} id without an entry @returns {RosterEntry} a pending one */
  add(id) {
    const entry = new RosterEntry(id, this.#options);
    this.#entries.add(entry);
    return entry;
  }

  /** @param {RosterEntry} entry a pending one */
  delete(entry) {
    this.#entries.delete(entry);
  }

  /**
   * @param {RosterEntry} entry
   * @param {PeerEvent} event
   */
  apply(entry, event) {
    entry.apply(event);
    if (entry.state === 'gone') this.delete(entry);
  }

  /** @param {(entry: RosterEntry) => PeerEvent} eventFor */
  applyToAll(eventFor) {
    for (const entry of this.all) this.apply(entry, eventFor(entry));
  }

  /** Removes all entries and closes their VideoPeers. */
  close() {
    const {all} = this;
    this.#entries.clear();
    for (const entry of all) entry.close();
  }

  /** @param {number} waitMs the longest wait for a member's offer @returns {number} Infinity: nothing is due */
  dueAt(waitMs) {
    return Math.min(...this.all.map(({record}) => dueAt(record, waitMs)));
  }
}
