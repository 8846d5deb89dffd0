// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {ROOM} from '../signaling/protocol.js';
import {RecentIds} from './recent-ids.js';

/** @typedef {import('../environment.js').Environment} Environment */
/** @typedef {import('./member-list.js').MemberList} MemberList */
/** @typedef {import('../signaling/protocol.js').OutgoingMessage} OutgoingMessage */
/** @typedef {import('../signaling/signaler.js').SendResult} SendResult */
/** @typedef {{id: string, name: string, text: string, time: number}} Line id: the sender's; time: Unix, ms */

/** The latest time that a Date can represent (ms). */
const LAST_DATE = 8.64e15;

/**
 * The chat of the room: reports each line, in order, with the name of its sender. If the sender is unknown, its line
 * and the lines after it wait until the member list has its name. The Manager owns it.
 */
export class Chat {
  #environment;
  #list;
  #send;
  #onLine;
  #lastId = 0;
  /** Ids of this client's lines that have returned from the server. */
  #confirmed = new RecentIds();
  /** Senders that left before their name was known: their further lines do not wait for it. */
  #nameless = new RecentIds();
  #last = Promise.resolve();

  /**
   * @param {Environment} environment
   * @param {MemberList} list
   * @param {import('../signaling/signaler.js').Signaler['send']} send
   * @param {(line: Line) => void} onLine
   */
  constructor(environment, list, send, onLine) {
    this.#environment = environment;
    this.#list = list;
    this.#send = send;
    this.#onLine = onLine;
  }

  /**
   * @param {string} text
   * @param {string} from for clients that show this instead of the sender's name
   * @returns {SendResult}
   */
  say(text, from) {
    this.#lastId += 1;
    return this.#send('text', ROOM, {from, time: this.#environment.date(), text}, `line:${this.#lastId}`);
  }

  /** @param {Partial<OutgoingMessage>} message not confirmed by the server, but it may have returned all the same */
  isKnown({type, id}) {
    return type === 'text' && id !== undefined && this.#confirmed.has(String(id));
  }

  /**
   * @param {import('../signaling/protocol.js').Message} message of type `text`; one without text is ignored
   * @param {boolean} isOwn
   */
  receive({sender, id, data}, isOwn) {
    if (isOwn && id !== undefined) this.#confirmed.add(String(id));
    if (typeof data?.text !== 'string') return;
    const isTime = typeof data.time === 'number' && Math.abs(data.time) <= LAST_DATE;
    const time = isTime ? data.time : this.#environment.date();
    // A listener that throws must not stop the lines after this one.
    this.#last = this.#last.then(() => this.#tell(sender, data.text, time)).catch(() => {});
  }

  /**
   * @param {string} id
   * @param {string} text
   * @param {number} time
   */
  async #tell(id, text, time) {
    const {names} = this.#list;
    if (!names.has(id) && !this.#nameless.has(id)) await this.#list.refresh();  // the base protocol announces no joins
    const name = this.#list.names.get(id);
    if (name === undefined) this.#nameless.add(id);
    this.#onLine({id, name: name ?? '', text, time});
  }
}
