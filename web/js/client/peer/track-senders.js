// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('../media/media-error.js').Slot} Slot */
/** @typedef {{maxBitrate: number, maxFramerate: number}} VideoLimit in bit/s and frames/s */

/** Slots that change often. The state on the data channel, not a negotiation, shows whether they are empty. */
const LASTING = new Set(['microphone', 'camera']);

/** @type {Slot[]} slots to which the limit and the wishes of the other side apply */
const PICTURES = ['camera', 'screen'];

/**
 * The sent media of one RTCPeerConnection: at most one track for each slot. A slot keeps its transceiver, so that the
 * description does not grow with every shared screen. Emptying camera or microphone needs no negotiation. Emptying the
 * screen also removes the track at the other side.
 */
export class TrackSenders {
  #connection;
  #onProblem;
  /** @type {Map<Slot, RTCRtpTransceiver>} */
  #transceivers = new Map();
  /** @type {VideoLimit | null} */
  #limit = null;
  #isCameraWanted = true;

  /**
   * @param {RTCPeerConnection} connection
   * @param {(error: unknown) => void} onProblem
   */
  constructor(connection, onProblem) {
    this.#connection = connection;
    this.#onProblem = onProblem;
  }

  /**
   * @param {Slot} slot
   * @param {MediaStreamTrack | null} track
   * @param {MediaStream} stream that contains the track at the other side
   */
  set(slot, track, stream) {
    const transceiver = this.#transceivers.get(slot);
    if (transceiver && transceiver.currentDirection !== 'stopped') this.#replace(slot, transceiver, track, stream);
    else if (track) this.#add(slot, track, stream);
  }

  /** Offers to receive sound and picture even without sending them. Only the calling side uses it. */
  addReceivers() {
    for (const [slot, kind] of /** @type {[Slot, string][]} */ ([['microphone', 'audio'], ['camera', 'video']])) {
      if (!this.#transceivers.has(slot)) this.#connection.addTransceiver(kind, {direction: 'recvonly'});
    }
  }

  /** @param {VideoLimit} limit for each of camera and screen */
  set limit(limit) {
    this.#limit = limit;
    this.applyParameters();
  }

  /** @param {boolean} wanted whether the other side shows this side's camera at all */
  set isCameraWanted(wanted) {
    this.#isCameraWanted = wanted;
    this.applyParameters();
  }

  /** Browsers forget parameters that were set before the negotiation, so this sets them again after it. */
  applyParameters() {
    for (const slot of PICTURES) this.#apply(slot);
  }

  /** @param {Slot} slot */
  #apply(slot) {
    const sender = this.#transceivers.get(slot)?.sender;
    if (!sender?.track || !PICTURES.includes(slot)) return;
    const parameters = sender.getParameters();
    if (!parameters.encodings?.length) return;
    const active = slot === 'screen' || this.#isCameraWanted;
    const wanted = this.#limit && slot === 'screen' ? {maxBitrate: this.#limit.maxBitrate} : this.#limit;
    if (!changes(parameters.encodings[0], {active, ...wanted})) return;
    parameters.encodings = parameters.encodings.map((encoding) => ({...encoding, active, ...wanted}));
    sender.setParameters(parameters).catch(this.#onProblem);
  }

  /**
   * @param {Slot} slot
   * @param {MediaStreamTrack} track
   * @param {MediaStream} stream
   */
  #add(slot, track, stream) {
    const sender = this.#connection.addTrack(track, stream);
    const transceiver = this.#connection.getTransceivers().find((candidate) => candidate.sender === sender);
    // The browser reuses a sender that was emptied before it ever sent.
    for (const [other, used] of this.#transceivers) if (used === transceiver) this.#transceivers.delete(other);
    if (transceiver) this.#transceivers.set(slot, transceiver);
    this.#apply(slot);
  }

  /**
   * @param {Slot} slot
   * @param {RTCRtpTransceiver} transceiver
   * @param {MediaStreamTrack | null} track
   * @param {MediaStream} stream
   */
  #replace(slot, transceiver, track, stream) {
    const {sender} = transceiver;
    if (!track && !LASTING.has(slot)) return this.#connection.removeTrack(sender);
    sender.replaceTrack(track).then(() => this.#apply(slot), this.#onProblem);
    if (!track) return;
    sender.setStreams?.(stream);
    if (transceiver.direction === 'recvonly') transceiver.direction = 'sendrecv';
    if (transceiver.direction === 'inactive') transceiver.direction = 'sendonly';
  }
}

/**
 * @param {Record<string, any>} present
 * @param {Record<string, any>} wanted
 */
function changes(present, wanted) {
  return Object.entries(wanted).some(([key, value]) => present[key] !== value);
}
