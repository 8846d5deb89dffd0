// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** How many candidates are held for a description that has not come yet; more is no browser's doing. */
export const MAX_HELD_CANDIDATES = 256;

/** How long an own offer may take to find its first candidate before it is taken back all the same (ms). */
export const FIRST_CANDIDATE_MS = 500;

/** How many own signals are held while the server cannot be reached; beyond that it is begun anew afterwards. */
export const MAX_HELD_SIGNALS = 64;

/**
 * What goes to the other side by way of the server; `data` as in docs/protocol.md.
 * @typedef {{type: string, data: any}} Signal
 */

/**
 * Offer, answer and candidates of one RTCPeerConnection, by the rules of "perfect negotiation"
 * (WebRTC 1.0, section 10.7): both sides may begin at any time, and when two offers cross the polite
 * side takes its own back. The VideoPeer owns it and hands it the other's signals in their order.
 * A signal that makes no sense is told to `onProblem` and stops nothing that follows.
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
  /** @type {Signal[] | null} those that wait for `release`; null: they are sent */
  #unsent = null;
  /** @type {Promise<void> | null} while an own offer that is to be taken back looks for its first candidate */
  #gathering = null;
  #hasGathered = false;
  #endWait = () => {};
  /** @type {RTCIceCandidateInit[]} those that came before the description they belong to */
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
      // The end of the candidates is not sent: the empty string of older browsers is one, too.
      if (candidate?.candidate) this.#emit({type: 'icecandidate', data: candidate.toJSON()});
    };
  }

  /** @param {Signal} signal an offer, an answer or a candidate of the other */
  receive({type, data}) {
    return this.#run(() => (type === 'icecandidate' ? this.#onCandidate(data) : this.#onDescription(data)));
  }

  /** Whether an offer or answer comes from another RTCPeerConnection than the one spoken with so far. */
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

  /** Signals wait until `release`: nothing is lost, and nothing gets through. */
  hold() {
    if (!this.#isPaused) this.#unsent ??= [];
  }

  release() {
    const signals = this.#unsent;
    this.#unsent = null;
    for (const signal of signals ?? []) this.#emit(signal);
    if (!this.#isPaused && this.#hasMissed) this.#startAnew();
  }

  /** No signal gets through until `resume`, and none is sent. */
  pause() {
    this.#hasMissed ||= Boolean(this.#unsent?.length);
    this.#unsent = null;
    this.#isPaused = true;
  }

  /** Has new paths looked for as soon as what is being negotiated is done. */
  renewPaths() {
    this.#run(async () => this.#connection.restartIce());
  }

  /** Makes good what was lost meanwhile. */
  resume() {
    this.#isPaused = false;
    if (this.#hasMissed || this.#connection.connectionState !== 'connected' || this.isHalfWay) this.#startAnew();
  }

  #startAnew() {
    this.#hasMissed = false;
    this.restart();
  }

  /**
   * Begins anew after signals were lost: takes back whatever half of an exchange there is, and has
   * new paths looked for. What is connected stays so meanwhile.
   */
  async restart() {
    // An answer that is just being taken makes the rollback fail, and needless.
    await this.#run(() => this.#takeBack());
    await this.#run(async () => this.#connection.restartIce());
  }

  async #takeBack() {
    const {signalingState} = this.#connection;
    if (signalingState === 'have-local-offer') await this.#connection.setLocalDescription({type: 'rollback'});
    if (signalingState === 'have-remote-offer') await this.#connection.setRemoteDescription({type: 'rollback'});
  }

  /** Nothing is sent any more; the connection is the VideoPeer's to close. */
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

  /** @param {() => Promise<void>} step every one of them fails once the connection is closed */
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
      await this.#connection.setRemoteDescription(description);  // takes an own offer back if need be
    } finally {
      this.#isSettingRemoteAnswerPending = false;
    }
    // One that makes no sense must not keep the answer back.
    await Promise.all(this.#held.splice(0).map((candidate) => this.#run(() => this.#onCandidate(candidate))));
    if (!isOffer) return;
    await this.#connection.setLocalDescription();
    this.#sendDescription();
  }

  /**
   * Chromium (seen in 156) sometimes finds no candidates any more, not even after an ICE restart, if
   * its first offer is taken back in the instant in which it begins to look for them.
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
    const mayBeOfIgnored = this.#ignoreOffer;  // the next description may come while the browser looks at it
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
