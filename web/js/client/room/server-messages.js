// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('../signaling/protocol.js').Message} Message */
/** @typedef {Partial<import('../signaling/protocol.js').OutgoingMessage>} Unconfirmed the fields that are known */

/** Reasons of `client-left` after which a member does not return to its peers. */
const FAREWELLS = new Set(['bye', 'kicked']);

/** Types of messages between peers, which repair their loss themselves. */
const OF_PEERS = new Set(['offer', 'answer', 'icecandidate', 'bye']);

/**
 * @typedef {object} ServerMessagesOptions
 * @property {import('./member-list.js').MemberList} list
 * @property {import('./roster.js').Roster} roster
 * @property {import('./ice-servers.js').IceServers} iceServers
 * @property {import('./chat.js').Chat} chat
 * @property {(messages: Unconfirmed[]) => void} onUndelivered
 * @property {(error: {code: string, message: string}) => void} onRefused
 */

/** Once this client is in the room, passes messages of the server to the objects concerned. The Manager owns it. */
export class ServerMessages {
  #options;

  /** @param {ServerMessagesOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /** @param {Message} message of the server */
  receive({type, id, data}) {
    const {list, roster, iceServers} = this.#options;
    if (type === 'client-left' && FAREWELLS.has(data?.reason)) roster.farewell(data.id);
    if (list.isDelta(type)) list.apply(type, data);
    else if (type === 'room-info') list.take(data);
    else if (type === 'ice-servers') iceServers.take(data);
    else if (type === 'error') this.#onError(id, data);
  }

  /** @param {Unconfirmed[]} messages that may not have arrived */
  report(messages) {
    const {chat, onUndelivered} = this.#options;
    const left = messages.filter((message) => !OF_PEERS.has(message.type ?? '') && !chat.isKnown(message));
    if (left.length > 0) onUndelivered(left);
  }

  /**
   * @param {Message['id']} id of that message
   * @param {any} error
   */
  #onError(id, error) {
    if (error?.code === 'undelivered') this.report([{receiver: error.receiver, type: error.type, id}]);
    // A signal to a member that has just left needs no report.
    else if (error && error.code !== 'no-such-client') this.#options.onRefused(error);
  }
}
