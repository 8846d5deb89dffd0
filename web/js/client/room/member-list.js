// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {isVersion} from '../signaling/protocol.js';

/** @typedef {import('../signaling/protocol.js').Client} Client */

/** The shortest time between two requests for the list (ms). Others can cause a request, but not a flood. */
export const REFRESH_MS = 200;

/** The upper end of that time, which grows while there is no response (ms). */
const MOST_MS = 10_000;

/**
 * The server's information about the room: the list, and in `parley.v1` each change since the previous version.
 * @typedef {{version?: number, clients: Client[]}} RoomInfo
 * @typedef {{version: number, id?: string, client?: Client}} Delta
 */

/** @type {Record<string, (clients: Client[], delta: Delta) => Client[]>} the list after each kind of change */
const CHANGES = {
  'client-joined': (clients, {client}) => (client ? [...clients, client] : clients),
  'client-updated': (clients, {client}) => change(clients, client?.id, (one) => ({...one, ...client})),
  'client-left': (clients, {id}) => clients.filter((client) => client.id !== id),
  'client-suspended': (clients, {id}) => change(clients, id, (one) => ({...one, suspended: true})),
  'client-resumed': (clients, {id}) => change(clients, id, (one) => ({id: one.id, username: one.username})),
};

/**
 * The latest member list from the server, and the requests that renew it. In the base protocol the server
 * announces no joins, so an unknown sender leads to a request. In `parley.v1` the server announces each change, and a
 * missing change leads to a request. The Manager owns it.
 */
export class MemberList {
  #environment;
  #ask;
  #onChange;
  /** @type {Client[]} */
  #clients = [];
  /** @type {Map<string, string>} */
  #names = new Map();
  /** Version of `#clients`. At -1 every list is newer: before the first list, and in the base protocol. */
  #version = -1;
  /** The newest version that the server has mentioned. */
  #latest = -1;
  #isAsking = false;
  /** @type {Promise<void> | null} a request that is not sent yet; all callers share it */
  #next = null;
  #running = Promise.resolve();
  #askedAt = -Infinity;
  #pauseMs = REFRESH_MS;
  #timer = 0;
  #isClosed = false;

  /**
   * @param {import('../environment.js').Environment} environment
   * @param {() => Promise<boolean>} ask requests the list and passes it to `take`; false: there was no response
   * @param {() => void} [onChange]
   */
  constructor(environment, ask, onChange = () => {}) {
    this.#environment = environment;
    this.#ask = ask;
    this.#onChange = onChange;
  }

  get clients() {
    return this.#clients;
  }

  /** Forgets the versions, because this client has joined again. */
  reset() {
    this.#version = this.#latest = -1;
    this.#pauseMs = REFRESH_MS;
  }

  /** @param {RoomInfo | null | undefined} info ignored if it is older than the known list */
  take(info) {
    const {version, clients} = info ?? {};
    const known = isVersion(version) ? version : -1;
    if (known >= this.#version && Array.isArray(clients)) this.#set(clients, known);
  }

  /** Whether a message of this type is a change to the list. */
  isDelta(/** @type {string} */ type) {
    return Object.hasOwn(CHANGES, type);
  }

  /**
   * @param {string} type
   * @param {Delta} delta an old one is ignored, and one after a gap leads to a request for the list
   */
  apply(type, delta) {
    if (!isVersion(delta?.version)) return;
    if (delta.version === this.#version + 1) this.#set(CHANGES[type](this.#clients, delta), delta.version);
    else if (delta.version > this.#version) this.catchUp(delta.version);
  }

  /** @param {unknown} version the current version; if `#version` is older, changes are missing, and the list is requested */
  catchUp(version) {
    if (isVersion(version)) this.#latest = Math.max(this.#latest, version);
    // If a request is under way, its response arrives later, so it is not older than this version.
    if (this.#version < this.#latest && !this.#isAsking) this.refresh();
  }

  /** id → username, in join order */
  get names() {
    return this.#names;
  }

  /** @returns {Promise<void>} resolves when a list that is newer than this call has arrived, or cannot arrive */
  refresh() {
    this.#isAsking = true;
    this.#next ??= this.#running.then(() => this.#pause()).then(() => {
      this.#next = null;
      this.#askedAt = this.#environment.now();
      this.#running = this.#askOnce();
      return this.#running;
    });
    return this.#next;
  }

  /** Stops requests and timers. Promises of `refresh` never resolve after this. */
  close() {
    this.#isClosed = true;
    this.#environment.clearTimeout(this.#timer);
  }

  /**
   * @param {Client[]} clients
   * @param {number} version
   */
  #set(clients, version) {
    this.#version = version;
    this.#clients = clients;
    this.#names = new Map(clients.map(({id, username}) => [id, username]));
    this.#onChange();
  }

  async #askOnce() {
    const latest = this.#latest;
    const hasResponse = await this.#hasResponse();
    this.#pauseMs = hasResponse ? REFRESH_MS : Math.min(MOST_MS, 2 * this.#pauseMs);
    // The response includes all versions mentioned before the request, so a higher number was wrong.
    if (hasResponse && this.#latest === latest) this.#latest = this.#version;
    this.#isAsking = this.#next !== null;
    this.catchUp(this.#latest);  // the response may be missing, or too old because the request waited for a connection
  }

  async #hasResponse() {
    try {
      return await this.#ask();
    } catch {
      return false;  // so that another request follows
    }
  }

  /** @returns {Promise<void> | undefined} */
  #pause() {
    if (this.#isClosed) return new Promise(() => {});
    const left = this.#askedAt + this.#pauseMs - this.#environment.now();
    if (left <= 0) return undefined;
    return new Promise((resolve) => { this.#timer = this.#environment.setTimeout(resolve, left); });
  }
}

/**
 * @param {Client[]} clients
 * @param {string | undefined} id
 * @param {(client: Client) => Client} changed
 */
function change(clients, id, changed) {
  return clients.map((client) => (client.id === id ? changed(client) : client));
}
