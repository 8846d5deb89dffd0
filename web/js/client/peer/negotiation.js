// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** Maximum number of candidates held for a description that has not arrived yet. No browser sends more. */
export const MAX_HELD_CANDIDATES = 256;

/** Longest wait for the first candidate of an own offer before its rollback (ms). */
export const FIRST_CANDIDATE_MS = 500;

/** Maximum number of own signals held while the server is out of reach. Beyond it the negotiation later restarts. */
export const MAX_HELD_SIGNALS = 64;

/**
 * A signal to the other side, through the server; `data` as in docs/protocol.md.
 * @typedef {{type: string, data: any}} Signal
 */

/**
 * Offer, answer and candidates of one RTCPeerConnection, by the rules of "perfect negotiation" (WebRTC 1.0, section
 * 10.7): both sides may begin at any time, and when two offers cross, the polite side rolls its own back. The VideoPeer
 * owns it and passes it the signals of the other side in order. An invalid signal goes to `onProblem` and does not stop
 * the signals after it.
 */
export class Negotiation {
  #environment;
  #connection;
  #polite;
  #send;
  #onProblem;
  #makingOffer = false;
  #ignoreOffer = false;
  #isSettingRemoteAnswerPending = false;
  #isPaused = false;
  #hasMissed = false;
  /** @type {Signal[] | null} own signals that wait for `release`; null: signals are sent at once */
  #unsent = null;
  /** @type {Promise<void> | null} pending while an own offer waits for its first candidate before its rollback */
  #gathering = null;
  #hasGathered = false;
  #endWait = () => {};
  /** @type {RTCIceCandidateInit[]} candidates that arrived before their description */
  #held = [];

  /**
   * @param {object} options
   * @param {import('../environment.js').Environment} options.environment
   * @param {RTCPeerConnection} options.connection
   * @param {boolean} options.polite
   * @param {(signal: Signal) => void} options.send
   * @param {(error: unknown) => void} options.onProblem
   */
  constructor({environment, connection, polite, send, onProblem}) {
    this.#environment = environment;
    this.#connection = connection;
    this.#polite = polite;
    this.#send = send;
    this.#onProblem = onProblem;
    connection.onnegotiationneeded = () => this.#run(() => this.#offer());
    connection.onicecandidate = ({candidate}) => {
      this.#hasGathered = true;
      this.#endWait();
      // The end of the candidates is not sent. Older browsers mark it with an empty string.
      if (candidate?.candidate) this.#emit({type: 'icecandidate', data: candidate.toJSON()});
    };
  }

  /** @param {Signal} signal an offer, an answer or a candidate of the other side */
  receive({type, data}) {
    return this.#run(() => (type === 'icecandidate' ? this.#onCandidate(data) : this.#onDescription(data)));
  }

  /** Whether an offer or answer comes from another RTCPeerConnection than the signals before it. */
  isForeign(/** @type {Signal} */ {type, data}) {
    return type !== 'icecandidate' && isFromAnotherConnection(this.#connection, data);
  }

  get isPaused() {
    return this.#isPaused;
  }

  /** Whether an offer of either side waits for its answer. */
  get isHalfWay() {
    return this.#connection.signalingState !== 'stable';
  }

  /** Keeps signals until `release`; none is lost. */
  hold() {
    if (!this.#isPaused) this.#unsent ??= [];
  }

  release() {
    const signals = this.#unsent;
    this.#unsent = null;
    for (const signal of signals ?? []) this.#emit(signal);
    if (!this.#isPaused && this.#hasMissed) this.#startAnew();
  }

  /** Sends no signals until `resume`, because none would arrive at the other side. */
  pause() {
    this.#hasMissed ||= Boolean(this.#unsent?.length);
    this.#unsent = null;
    this.#isPaused = true;
  }

  /** Restarts ICE after the current negotiation, to find new paths. */
  renewPaths() {
    this.#run(async () => this.#connection.restartIce());
  }

  /** Sends signals again. Restarts the negotiation if signals were lost. */
  resume() {
    this.#isPaused = false;
    if (this.#hasMissed || this.#connection.connectionState !== 'connected' || this.isHalfWay) this.#startAnew();
  }

  #startAnew() {
    this.#hasMissed = false;
    this.restart();
  }

  /**
   * Restarts the negotiation after a loss of signals: rolls back an unfinished exchange and restarts ICE. An existing
   * connection stays meanwhile.
   */
  async restart() {
    // If the browser is just applying an answer, the rollback fails, but it is then unnecessary.
    await this.#run(() => this.#takeBack());
    await this.#run(async () => this.#connection.restartIce());
  }

  async #takeBack() {
    const {signalingState} = this.#connection;
    if (signalingState === 'have-local-offer') await this.#connection.setLocalDescription({type: 'rollback'});
    if (signalingState === 'have-remote-offer') await this.#connection.setRemoteDescription({type: 'rollback'});
  }

  /** After this nothing is sent. The VideoPeer closes the connection. */
  close() {
    this.#connection.onnegotiationneeded = null;
    this.#connection.onicecandidate = null;
    this.#held = [];
    this.#endWait();
  }

  /** @param {Signal} signal */
  #emit(signal) {
    if (this.#unsent && this.#unsent.length < MAX_HELD_SIGNALS) this.#unsent.push(signal);
    else if (this.#isPaused || this.#unsent) this.#hasMissed = true;
    else this.#send(signal);
  }

  get #isClosed() {
    return this.#connection.signalingState === 'closed';
  }

  /** @param {() => Promise<void>} step fails once the connection is closed */
  async #run(step) {
    if (this.#isClosed) return;
    try {
      await step();
    } catch (error) {
      if (!this.#isClosed) this.#onProblem(error);
    }
  }

  async #offer() {
    try {
      this.#makingOffer = true;
      await this.#connection.setLocalDescription();
      this.#sendDescription();
    } finally {
      this.#makingOffer = false;
    }
  }

  #sendDescription() {
    const description = this.#connection.localDescription;
    if (description && !this.#isClosed) this.#emit({type: description.type, data: description.toJSON()});
  }

  /** @param {RTCSessionDescriptionInit} description */
  async #onDescription(description) {
    const isOffer = description.type === 'offer';
    const {signalingState} = this.#connection;
    const isReadyForOffer =
      !this.#makingOffer && (signalingState === 'stable' || this.#isSettingRemoteAnswerPending);
    this.#ignoreOffer = isOffer && !isReadyForOffer && !this.#polite;
    if (this.#ignoreOffer) return;
    if (isOffer && !isReadyForOffer && !this.#hasGathered) await this.#firstCandidate();
    this.#isSettingRemoteAnswerPending = !isOffer;
    try {
      await this.#connection.setRemoteDescription(description);  // rolls an own offer back if necessary
    } finally {
      this.#isSettingRemoteAnswerPending = false;
    }
    // An invalid candidate must not hold back the answer.
    await Promise.all(this.#held.splice(0).map((candidate) => this.#run(() => this.#onCandidate(candidate))));
    if (!isOffer) return;
    await this.#connection.setLocalDescription();
    this.#sendDescription();
  }

  /**
   * If Chromium rolls its first offer back just when gathering begins, it sometimes never gathers candidates again, even
   * after an ICE restart (seen in version 156).
   */
  #firstCandidate() {
    this.#gathering ??= new Promise((resolve) => {
      const timer = this.#environment.setTimeout(resolve, FIRST_CANDIDATE_MS);
      this.#endWait = () => {
        this.#environment.clearTimeout(timer);
        resolve();
      };
    });
    return this.#gathering;
  }

  /** @param {RTCIceCandidateInit} candidate */
  async #onCandidate(candidate) {
    const mayBeOfIgnored = this.#ignoreOffer;  // the next description may arrive while the browser adds it
    if (!this.#connection.remoteDescription) {
      if (!mayBeOfIgnored && this.#held.length < MAX_HELD_CANDIDATES) this.#held.push(candidate);
      return;
    }
    try {
      await this.#connection.addIceCandidate(candidate);
    } catch (error) {
      if (!mayBeOfIgnored) throw error;
    }
  }
}

/**
 * The session id in the `o=` line of a connection's descriptions stays the same for life (RFC 8829,
 * section 5.2.2).
 * @param {RTCPeerConnection} connection
 * @param {any} description of the other side
 */
function isFromAnotherConnection(connection, description) {
  const known = sessionId(connection.remoteDescription?.sdp);
  const now = sessionId(description?.sdp);
  return known !== '' && now !== '' && known !== now;
}

/** @param {unknown} sdp */
function sessionId(sdp) {
  return typeof sdp === 'string' ? (/^o=\S+ (\S+)/m.exec(sdp)?.[1] ?? '') : '';
}
