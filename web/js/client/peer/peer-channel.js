// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** Both sides open the channel with this number, so it needs no negotiation of its own. */
const CHANNEL_ID = 0;

/** Longer messages do not come from this library and are ignored (characters). */
export const MAX_CHANNEL_MESSAGE = 4096;

/**
 * The state that a client reports about itself.
 * @typedef {object} PeerState
 * @property {boolean} microphone whether the client sends sound
 * @property {boolean} camera whether the client sends a picture
 * @property {boolean} hand whether the hand is raised
 */

/** @typedef {{camera: string, screen: string}} StreamIds ids of the sent streams; empty: none */

/**
 * `id`: the id of the sender in the room. `you`: the id under which it knows the receiver; empty if it knows none.
 * @typedef {{id: string, you: string}} Identity
 */

/**
 * @typedef {object} PeerChannelEvents
 * @property {() => void} close the other side has closed its connection, or the connection is dead
 * @property {(state: PeerState, streams: StreamIds) => void} state
 * @property {(identity: Identity) => void} identity
 * @property {(video: boolean) => void} wants whether the other side shows this side's camera
 */

/**
 * The data channel between two clients. It carries their state, their wishes, and their new ids after a reconnect, as
 * JSON messages `{type, …}`. Unknown types are ignored, so that later versions can add some. While the channel is not
 * open, it keeps the last message of each type and sends it when it opens. The VideoPeer owns it.
 */
export class PeerChannel {
  #channel;
  #events;
  /** @type {Map<string, string>} the last message of each type, sent again whenever the channel opens */
  #present = new Map();

  /**
   * @param {RTCPeerConnection} connection
   * @param {PeerChannelEvents} events
   */
  constructor(connection, events) {
    this.#events = events;
    this.#channel = connection.createDataChannel('parley', {negotiated: true, id: CHANNEL_ID});
    this.#channel.onopen = () => this.#onOpen();
    this.#channel.onclose = () => events.close();
    this.#channel.onmessage = ({data}) => this.#onMessage(data);
  }

  get isOpen() {
    return this.#channel.readyState === 'open';
  }

  /**
   * @param {PeerState} state
   * @param {StreamIds} streams
   */
  sendState(state, streams) {
    this.#say('state', {...state, streams});
  }

  /** @param {Identity} identity of this side */
  sendIdentity(identity) {
    this.#say('identity', identity);
  }

  /** @param {boolean} video */
  sendWants(video) {
    this.#say('wants', {video});
  }

  close() {
    this.#channel.onopen = null;
    this.#channel.onclose = null;
    this.#channel.onmessage = null;
    this.#channel.close();
  }

  /**
   * @param {string} type
   * @param {object} content
   */
  #say(type, content) {
    const text = JSON.stringify({type, ...content});
    this.#present.set(type, text);
    if (this.isOpen) this.#channel.send(text);
  }

  #onOpen() {
    for (const text of this.#present.values()) this.#channel.send(text);
  }

  /** @param {unknown} text */
  #onMessage(text) {
    const message = parse(text);
    if (message?.type === 'state') this.#events.state(stateOf(message), streamsOf(message.streams));
    if (message?.type === 'identity') this.#events.identity({id: textOf(message.id), you: textOf(message.you)});
    if (message?.type === 'wants') this.#events.wants(message.video !== false);
  }
}

/**
 * @param {unknown} text
 * @returns {Record<string, any> | null}
 */
function parse(text) {
  if (typeof text !== 'string' || text.length > MAX_CHANNEL_MESSAGE) return null;
  try {
    const message = JSON.parse(text);
    return typeof message === 'object' ? message : null;
  } catch {
    return null;
  }
}

/**
 * @param {Record<string, any>} message
 * @returns {PeerState}
 */
function stateOf({microphone, camera, hand}) {
  return {microphone: microphone === true, camera: camera === true, hand: hand === true};
}

/**
 * @param {any} streams
 * @returns {StreamIds}
 */
function streamsOf(streams) {
  return {camera: textOf(streams?.camera), screen: textOf(streams?.screen)};
}

/** @param {unknown} value */
function textOf(value) {
  return typeof value === 'string' ? value : '';
}
