// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {VideoPeer} from '../peer/video-peer.js';

/**
 * @typedef {object} PeerMakerOptions
 * @property {import('../environment.js').Environment} environment
 * @property {RTCIceTransportPolicy} iceTransportPolicy
 * @property {import('./ice-servers.js').IceServers} iceServers
 * @property {import('./own-media.js').OwnMedia} ownMedia
 * @property {(signal: import('../peer/negotiation.js').Signal, to: string) => void} send
 */

/**
 * Makes the VideoPeers of one stay in a room, each with the ICE servers, the tracks and the state that
 * hold at that moment. What becomes of them is not its business. The Manager's.
 */
export class PeerMaker {
  #options;

  /** @param {PeerMakerOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /**
   * @param {string} ownId
   * @param {string} id
   * @param {boolean} calls whether this side makes the first offer
   * @returns {VideoPeer}
   */
  make(ownId, id, calls) {
    const {environment, iceTransportPolicy, iceServers, ownMedia, send} = this.#options;
    /** @type {VideoPeer} */
    const peer = new VideoPeer({
      id,
      polite: ownId < id,
      calls,
      send: (signal) => send(signal, peer.id),  // which changes when the other comes back under another
      tracks: ownMedia.tracks,
      iceServers: iceServers.current,
      iceTransportPolicy,
      environment,
    });
    ownMedia.tell(peer);
    return peer;
  }
}
