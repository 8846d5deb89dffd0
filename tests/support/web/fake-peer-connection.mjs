// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {FakeDataChannel} from './fake-data-channel.mjs';
import {FakeDescription, fakeCandidate} from './fake-description.mjs';
import {FakeOperations} from './fake-operations.mjs';
import {FakeTransceivers} from './fake-transceivers.mjs';

const HANDLERS = [
  'onnegotiationneeded', 'onicecandidate', 'ontrack', 'onconnectionstatechange', 'onsignalingstatechange',
];
const invalidState = (what) => new DOMException(what, 'InvalidStateError');

/**
 * An RTCPeerConnection with the signaling states, the chain of operations and the rules for
 * negotiationneeded of WebRTC 1.0, sections 4.4 to 4.7, for what the library uses of them. Everything
 * happens in later tasks of its network, which also connects it with the connection that it has
 * exchanged descriptions with. It gathers one candidate for each description with new credentials.
 */
export class FakePeerConnection {
  signalingState = 'stable';
  connectionState = 'new';
  currentLocal = null;
  currentRemote = null;
  pendingLocal = null;
  pendingRemote = null;
  channel = null;
  /** What getStats() finds. */
  stats = new Map();
  /** What was called of the methods that negotiate, in order. */
  calls = [];
  /** The candidates that were taken, as they came. */
  candidates = [];
  #network;
  #transceivers = new FakeTransceivers(() => this.#operations.update());
  #operations = new FakeOperations(this, (task) => this.#network.later(task), () => this.#isNegotiationNeeded);
  #wantsRestart = false;
  #generation = 0;
  #version = 0;
  #beforeOffer = null;

  constructor(configuration, network) {
    for (const name of HANDLERS) this[name] = null;
    this.configuration = configuration;
    this.#network = network;
    this.sessionId = network.add(this);
  }

  get localDescription() {
    return this.pendingLocal ?? this.currentLocal;
  }

  get remoteDescription() {
    return this.pendingRemote ?? this.currentRemote;
  }

  get isClosed() {
    return this.signalingState === 'closed';
  }

  get hasHandlers() {
    return HANDLERS.some((name) => this[name] !== null) || Boolean(this.channel?.hasHandlers);
  }

  getConfiguration() {
    return this.configuration;
  }

  setConfiguration(configuration) {
    this.#mustBeOpen();
    this.configuration = configuration;
  }

  getTransceivers() {
    return this.#transceivers.all;
  }

  getReceivers() {
    return this.#transceivers.all.map(({receiver}) => receiver);
  }

  async getStats() {
    return this.stats;
  }

  addTransceiver(kind, {direction}) {
    this.#mustBeOpen();
    return this.#transceivers.add({kind, direction, isByTrack: false});
  }

  addTrack(track, ...streams) {
    this.#mustBeOpen();
    return this.#transceivers.addTrack(track, streams);
  }

  removeTrack(sender) {
    this.#mustBeOpen();
    this.#transceivers.removeTrack(sender);
  }

  createDataChannel(label, options) {
    this.#mustBeOpen();
    this.channel = new FakeDataChannel({label, options, network: this.#network, connection: this});
    this.#operations.update();
    return this.channel;
  }

  restartIce() {
    this.calls.push('restartIce');
    this.#wantsRestart = true;
    this.#operations.update();
  }

  setLocalDescription(description) {
    this.calls.push(`setLocalDescription(${description?.type ?? ''})`);
    return this.#run(() => this.#setLocal(description));
  }

  async setRemoteDescription(description) {
    const parsed = FakeDescription.parse(description);
    this.calls.push(`setRemoteDescription(${parsed.type})`);
    return this.#run(() => this.#setRemote(parsed));
  }

  async addIceCandidate(candidate) {
    if (typeof candidate?.sdpMid !== 'string' && typeof candidate?.sdpMLineIndex !== 'number') {
      throw new TypeError('neither sdpMid nor sdpMLineIndex');
    }
    return this.#run(() => this.#addCandidate(candidate));
  }

  close() {
    if (this.isClosed) return;
    this.signalingState = 'closed';
    this.connectionState = 'closed';
    this.channel?.close();
    this.#network.remove(this);
  }

  /** What the network brings about. */
  setConnectionState(state) {
    if (this.isClosed || state === this.connectionState) return;
    this.connectionState = state;
    this.onconnectionstatechange?.({type: 'connectionstatechange'});
  }

  async #run(operation) {
    this.#mustBeOpen();
    return this.#operations.run(operation);
  }

  #mustBeOpen() {
    if (this.isClosed) throw invalidState('the connection is closed');
  }

  #setLocal(description) {
    const state = this.signalingState;
    if (description?.type === 'rollback') {
      if (state !== 'have-local-offer') throw invalidState(`rollback in ${state}`);
      return this.#rollBack();
    }
    const isAnswer = state === 'have-remote-offer';
    if (state === 'stable') this.#beforeOffer = this.#transceivers.snapshot();
    this.#describe(isAnswer);
    if (isAnswer) this.#agree(true);
    else this.#enter('have-local-offer');
  }

  #setRemote(description) {
    const {type, content} = description;
    const state = this.signalingState;
    if (type === 'rollback') {
      if (state !== 'have-remote-offer') throw invalidState(`rollback in ${state}`);
      return this.#rollBack();
    }
    if (type === 'answer' && state !== 'have-local-offer') throw invalidState(`an answer in ${state}`);
    if (type === 'offer' && state === 'have-local-offer') this.#rollBack();
    if (type === 'offer' && state !== 'have-remote-offer') this.#beforeOffer = this.#transceivers.snapshot();
    this.pendingRemote = description;
    const events = this.#transceivers.receive(content.media);
    if (type === 'offer') this.#enter('have-remote-offer');
    else this.#agree(false);
    for (const event of events) this.ontrack?.(event);
  }

  #describe(isAnswer) {
    const before = this.currentLocal?.content.ufrag;
    const remote = this.pendingRemote?.content;
    const isRestart = isAnswer ? remote.ufrag !== this.currentRemote?.content.ufrag : this.#wantsRestart;
    if (!before || isRestart) this.#generation += 1;
    this.#version += 1;
    this.pendingLocal = FakeDescription.make(isAnswer ? 'answer' : 'offer', {
      sessionId: this.sessionId,
      version: this.#version,
      ufrag: `${this.sessionId}/${this.#generation}`,
      hasChannel: this.channel !== null,
      media: isAnswer ? this.#transceivers.answer(remote.media) : this.#transceivers.offer(),
    });
    const {ufrag} = this.pendingLocal.content;
    if (ufrag !== before) this.#network.later(() => this.#gather(ufrag));
  }

  #agree(isAnswer) {
    this.currentLocal = this.localDescription;
    this.currentRemote = this.remoteDescription;
    this.pendingLocal = this.pendingRemote = this.#beforeOffer = null;
    this.#wantsRestart &&= isAnswer && this.currentLocal.content.ufrag === this.currentRemote.content.ufrag;
    this.#transceivers.agree(this.currentLocal.content.media, isAnswer, this.currentRemote.content.media);
    this.#enter('stable');
    this.#network.later(() => {
      if (['new', 'failed'].includes(this.connectionState)) this.setConnectionState('connecting');
    });
    this.#network.tryToConnect(this);
  }

  /** Of an offer, one's own or the other's. */
  #rollBack() {
    this.pendingLocal = this.pendingRemote = null;
    this.#transceivers.restore(this.#beforeOffer);
    this.#beforeOffer = null;
    this.#enter('stable');
  }

  #enter(state) {
    if (state === this.signalingState) return;
    this.signalingState = state;
    this.onsignalingstatechange?.({type: 'signalingstatechange'});
    if (state === 'stable') this.#operations.restart();
  }

  #addCandidate(candidate) {
    if (!this.remoteDescription) throw invalidState('addIceCandidate() without a remote description');
    const known = [this.currentRemote, this.pendingRemote].map((description) => description?.content.ufrag);
    if (!known.includes(candidate.usernameFragment)) throw new DOMException('unknown ufrag', 'OperationError');
    this.candidates.push(candidate);
    this.#network.tryToConnect(this);
  }

  /** Browsers end the candidates in two ways: with empty text, and with none. */
  #gather(ufrag) {
    for (const candidate of [fakeCandidate(ufrag), fakeCandidate(ufrag, 0), null]) {
      if (this.localDescription?.content.ufrag === ufrag) this.onicecandidate?.({type: 'icecandidate', candidate});
    }
  }

  get #isNegotiationNeeded() {
    return this.#wantsRestart || (this.channel && !this.currentLocal?.content.hasChannel) ||
      this.#transceivers.isNegotiationNeeded(this.currentLocal, this.currentRemote);
  }
}
