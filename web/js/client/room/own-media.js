// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('../media/local-media.js').LocalMedia} LocalMedia */
/** @typedef {import('../media/media-error.js').Slot} Slot */
/** @typedef {import('../peer/video-peer.js').VideoPeer} VideoPeer */
/** @typedef {import('../peer/track-senders.js').VideoLimit} VideoLimit */
/** @typedef {{maxHeight: number, maxFrameRate: number}} Sending limits of the sent picture, in pixels and frames/s */

/** @type {Sending} */
export const DEFAULT_SENDING = {maxHeight: 720, maxFrameRate: 30};

/** The bit rate above which a picture of each height looks no better (bit/s). */
const BITRATES = [[180, 250_000], [360, 700_000], [720, 1_700_000], [1080, 3_000_000]];

/** The bit rate to all peers together, which an ordinary uplink can carry (bit/s). */
const UPLINK = 4_000_000;

/** The lowest useful bit rate of a picture (bit/s). */
const LEAST = 120_000;

/** @type {Slot[]} */
const SLOTS = ['microphone', 'camera', 'screen', 'screenSound'];

/**
 * Passes the tracks of LocalMedia and their state to every peer: to all present peers at each change, and to each new
 * peer. The Manager owns it, and with it the LocalMedia.
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
   * @param {() => VideoPeer[]} options.peers returns the current peers
   * @param {Sending} [options.sending]
   */
  constructor({media, peers, sending = DEFAULT_SENDING}) {
    this.#media = media;
    this.#peers = peers;
    this.#sending = sending;
    this.#endListening = media.on('change', ({slot}) => this.#onChange(slot));
  }

  /** The tracks that a new connection sends. */
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

  /** Call this whenever the number of peers has changed. */
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

/**
 * In a mesh everything is sent once for each peer, so each one's share shrinks as the room grows.
 * @param {Sending} sending
 * @param {number} peers their number
 * @returns {VideoLimit} for each of them
 */
export function videoLimit({maxHeight, maxFrameRate}, peers) {
  const [, worth] = BITRATES.find(([height]) => height >= maxHeight) ?? BITRATES[BITRATES.length - 1];
  const share = Math.max(LEAST, Math.floor(UPLINK / Math.max(1, peers)));
  return {maxBitrate: Math.min(worth, share), maxFramerate: maxFrameRate};
}
