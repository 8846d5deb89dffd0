// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {dueAt} from './peer-record.js';
import {RosterEntry} from './roster-entry.js';

/** @typedef {import('./peer-record.js').PeerEvent} PeerEvent */
/** @typedef {import('./roster-entry.js').RosterEntryOptions} RosterEntryOptions */

/**
 * The entries of a Roster, in the order in which they came. Of those that are no orphans there is at most one for each
 * id; one that is gone is left out as soon as it is. The Roster owns it.
 */
export class RosterEntries {
  /** @type {Set<RosterEntry>} */
  #entries = new Set();
  #options;

  /** @param {RosterEntryOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /** @returns {RosterEntry[]} a copy, so that it may be walked while entries come and go */
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

  /** The ids of all that are no orphans. */
  get ids() {
    return new Set(this.all.filter(({state}) => state !== 'orphan').map(({id}) => id));
  }

  /** How many signals are held in all. */
  get heldCount() {
    return this.all.reduce((count, {record}) => count + record.held.length, 0);
  }

  /** @param {string} id @returns {RosterEntry | undefined} the one that is no orphan */
  find(id) {
    for (const entry of this.#entries) if (entry.id === id && entry.state !== 'orphan') return entry;
    return undefined;
  }

  /** @param {string} id of nobody that there is an entry for @returns {RosterEntry} a pending one */
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

  /** Every VideoPeer is closed, and there are no entries any more. */
  close() {
    const {all} = this;
    this.#entries.clear();
    for (const entry of all) entry.close();
  }

  /** @param {number} waitMs how long a member is waited for who does not call @returns {number} Infinity: nobody is */
  dueAt(waitMs) {
    return Math.min(...this.all.map(({record}) => dueAt(record, waitMs)));
  }
}
