// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {FakeTrack} from './fake-media-stream.mjs';

export const sends = (direction) => direction === 'sendrecv' || direction === 'sendonly';
export const receives = (direction) => direction === 'sendrecv' || direction === 'recvonly';
const made = (send, receive) => (send ? (receive ? 'sendrecv' : 'sendonly') : (receive ? 'recvonly' : 'inactive'));

/** The direction as the other side sees it. */
export const reverse = (direction) => made(receives(direction), sends(direction));

/** What is left of a direction when the other side wants no more than its own. */
export const intersect = (one, other) => made(sends(one) && sends(other), receives(one) && receives(other));

/** An RTCRtpSender; `sets` has every list of parameters that were set. */
class FakeSender {
  sets = [];
  streams = [];
  #transceiver;
  #encodings = [{active: true}];
  #transaction = 0;

  constructor(transceiver, track) {
    this.#transceiver = transceiver;
    this.track = track;
  }

  /** What is sent with at present. */
  get encodings() {
    return this.#encodings;
  }

  /** Before anything was negotiated some browsers have none. */
  set encodings(encodings) {
    this.#encodings = encodings;
  }

  async replaceTrack(track) {
    if (track && track.kind !== this.#transceiver.kind) throw new TypeError(`no ${this.#transceiver.kind} track`);
    if (this.#transceiver.direction === 'stopped') throw new DOMException('stopped', 'InvalidStateError');
    this.track = track;
  }

  setStreams(...streams) {
    this.streams = streams;
    this.#transceiver.onChange();
  }

  getParameters() {
    this.#transaction += 1;
    return {transactionId: String(this.#transaction), encodings: this.#encodings.map((encoding) => ({...encoding}))};
  }

  async setParameters({transactionId, encodings}) {
    if (transactionId !== String(this.#transaction)) throw new DOMException('old', 'InvalidModificationError');
    if (encodings.length !== this.#encodings.length) throw new DOMException('encodings', 'InvalidModificationError');
    this.#encodings = encodings;
    this.sets.push(encodings);
  }
}

/** An RTCRtpTransceiver; `onChange` is called when there may be something to negotiate. */
export class FakeTransceiver {
  mid = null;
  currentDirection = null;
  /** Whether its sender has ever been negotiated to send. */
  hasSent = false;
  isReceiving = false;
  /** The streams that its incoming track is in. */
  remoteStreams = [];
  #direction;

  constructor({kind, direction, track = null, isByTrack, onChange}) {
    this.kind = kind;
    this.onChange = onChange;
    this.isByTrack = isByTrack;
    this.#direction = direction;
    this.sender = new FakeSender(this, track);
    this.receiver = {track: new FakeTrack(kind), sources: [], getSynchronizationSources() { return this.sources; }};
  }

  get direction() {
    return this.#direction;
  }

  set direction(direction) {
    this.#direction = direction;
    this.onChange();
  }
}
