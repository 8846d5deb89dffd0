// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {DEFAULT_SENDING, videoLimit} from './video-budget.js';

/** @typedef {import('../media/local-media.js').LocalMedia} LocalMedia */
/** @typedef {import('../media/media-error.js').Slot} Slot */
/** @typedef {import('./video-budget.js').Sending} Sending */
/** @typedef {import('../peer/video-peer.js').VideoPeer} VideoPeer */

/** @type {Slot[]} */
const SLOTS = ['microphone', 'camera', 'screen', 'screenSound'];

/**
 * Brings what LocalMedia holds, and what is to be known about it, to every peer: those that are there
 * when something changes, and those that come. The Manager owns it, and with it the LocalMedia.
 */
export class OwnMedia {
  #media;
  #peers;
  #sending;
  #hand = false;
  #endListening;

  /**
   * @param {object} options
   * @param {LocalMedia} options.media
   * @param {() => VideoPeer[]} options.peers those there are now
   * @param {Sending} [options.sending]
   */
  constructor({media, peers, sending = DEFAULT_SENDING}) {
    this.#media = media;
    this.#peers = peers;
    this.#sending = sending;
    this.#endListening = media.on('change', ({slot}) => this.#onChange(slot));
  }

  /** What a new connection is to send. */
  get tracks() {
    return SLOTS.map((slot) => this.#trackOf(slot));
  }

  get hand() {
    return this.#hand;
  }

  set hand(isRaised) {
    this.#hand = isRaised;
    this.#tellAll();
  }

  /** @param {Sending} sending */
  set sending(sending) {
    this.#sending = sending;
    this.applyLimits();
  }

  /** @param {VideoPeer} peer a new one */
  tell(peer) {
    const media = this.#media;
    const isOn = {
      microphone: media.track('microphone') !== null && media.microphoneOn,
      camera: media.track('camera') !== null,
      hand: this.#hand,
    };
    const screen = media.track('screen') ? media.screenStream.id : '';
    peer.setOwnState(isOn, {camera: media.cameraStream.id, screen});
  }

  /** To be called whenever the number of peers has changed. */
  applyLimits() {
    const peers = this.#peers();
    const limit = videoLimit(this.#sending, peers.length);
    for (const peer of peers) peer.setVideoLimit(limit);
  }

  close() {
    this.#endListening();
    this.#media.close();
  }

  /** @param {Slot} slot */
  #trackOf(slot) {
    const stream = slot.startsWith('screen') ? this.#media.screenStream : this.#media.cameraStream;
    return {slot, track: this.#media.track(slot), stream};
  }

  /** @param {Slot} slot */
  #onChange(slot) {
    const {track, stream} = this.#trackOf(slot);
    for (const peer of this.#peers()) peer.setTrack(slot, track, stream);
    this.#tellAll();
  }

  #tellAll() {
    for (const peer of this.#peers()) this.tell(peer);
  }
}
