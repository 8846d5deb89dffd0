// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * @typedef {object} VideoPeerOptions
 * @property {string} id the other client
 * @property {boolean} polite whether this side gives way when two offers cross
 * @property {RTCIceServer[]} iceServers
 * @property {MediaStream} localStream what the other is to see and hear; may be empty
 * @property {(type: string, data: any) => void} send brings a signal to the other
 */

/**
 * Another client in the room: one RTCPeerConnection with the media of both sides. It negotiates by
 * the rules of "perfect negotiation" (WebRTC 1.0 section 10.7), so both sides may start at any time.
 * The Manager owns it, hands it the other's signals in order, and closes it.
 *
 * Events: `track`, when there is something new in `stream`; `state`, when `connectionState` has
 * changed.
 */
export class VideoPeer extends EventTarget {
  /** What the other sends; tracks appear in it as they are negotiated. */
  stream = new MediaStream();

  #connection;
  #polite;
  #send;
  #makingOffer = false;
  #ignoringOffer = false;
  /** @type {RTCIceCandidateInit[]} those that came before the description they belong to */
  #heldCandidates = [];
  /** The other's signals are taken one after the other: each waits for what the last one began. */
  #signals = Promise.resolve();

  /** @param {VideoPeerOptions} options */
  constructor({id, polite, iceServers, localStream, send}) {
    super();
    this.id = id;
    this.#polite = polite;
    this.#send = send;
    this.#connection = new RTCPeerConnection({iceServers});
    this.#connection.addEventListener('negotiationneeded', () => this.#run(() => this.#offer()));
    this.#connection.addEventListener('icecandidate', ({candidate}) => {
      if (candidate) this.#send('icecandidate', candidate.toJSON());
    });
    this.#connection.addEventListener('track', ({track}) => {
      this.stream.addTrack(track);
      this.dispatchEvent(new Event('track'));
    });
    this.#connection.addEventListener('connectionstatechange', () => this.#onState());
    this.#addMedia(localStream);
  }

  get connectionState() {
    return this.#connection.connectionState;
  }

  /**
   * Takes an offer, an answer or a candidate of the other.
   * @param {string} type
   * @param {any} data
   */
  onSignal(type, data) {
    this.#signals = this.#signals.then(() => this.#run(() => {
      return type === 'icecandidate' ? this.#onCandidate(data) : this.#onDescription(data);
    }));
  }

  close() {
    this.#connection.close();
    for (const track of this.stream.getTracks()) this.stream.removeTrack(track);
  }

  /**
   * What is not sent is still received: whoever has no camera sees the others.
   * @param {MediaStream} localStream
   */
  #addMedia(localStream) {
    for (const kind of ['audio', 'video']) {
      const track = localStream.getTracks().find((candidate) => candidate.kind === kind);
      if (track) this.#connection.addTrack(track, localStream);
      else this.#connection.addTransceiver(kind, {direction: 'recvonly'});
    }
  }

  /**
   * A step that fails must not stop those that follow; a closed connection fails every one.
   * @param {() => Promise<void>} step
   */
  async #run(step) {
    if (this.#isClosed()) return;
    try {
      await step();
    } catch (error) {
      if (!this.#isClosed()) console.warn('negotiation:', error);
    }
  }

  #isClosed() {
    return this.#connection.signalingState === 'closed';
  }

  async #offer() {
    this.#makingOffer = true;
    try {
      await this.#connection.setLocalDescription();
      this.#sendDescription();
    } finally {
      this.#makingOffer = false;
    }
  }

  #sendDescription() {
    const description = this.#connection.localDescription;
    if (description) this.#send(description.type, description.toJSON());
  }

  /** @param {RTCSessionDescriptionInit} description */
  async #onDescription(description) {
    const isOffer = description.type === 'offer';
    const isBusy = this.#makingOffer || this.#connection.signalingState !== 'stable';
    this.#ignoringOffer = isOffer && isBusy && !this.#polite;
    if (this.#ignoringOffer) return;
    await this.#connection.setRemoteDescription(description);  // takes an own offer back if need be
    for (const candidate of this.#heldCandidates.splice(0)) await this.#onCandidate(candidate);
    if (!isOffer) return;
    await this.#connection.setLocalDescription();
    this.#sendDescription();
  }

  /** @param {RTCIceCandidateInit} candidate */
  async #onCandidate(candidate) {
    if (!this.#connection.remoteDescription) {
      if (!this.#ignoringOffer) this.#heldCandidates.push(candidate);
      return;
    }
    try {
      await this.#connection.addIceCandidate(candidate);
    } catch (error) {
      if (!this.#ignoringOffer) throw error;  // else it may belong to the offer that was ignored
    }
  }

  #onState() {
    if (this.connectionState === 'failed') this.#connection.restartIce();
    this.dispatchEvent(new Event('state'));
  }
}
