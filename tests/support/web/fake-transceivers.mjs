// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {FakeMediaStream} from './fake-media-stream.mjs';
import {FakeTransceiver, intersect, receives, reverse, sends} from './fake-transceiver.mjs';

const isSame = (one, other) => one.join() === other.join();

/** The transceivers of one fake connection, and how they appear in descriptions (RFC 8829, sections 5.2 to 5.10). */
export class FakeTransceivers {
  #all = [];
  /** The streams of what comes in, by id. */
  #streams = new Map();
  #onChange;

  constructor(onChange) {
    this.#onChange = onChange;
  }

  get all() {
    return [...this.#all];
  }

  add(options) {
    const transceiver = new FakeTransceiver({...options, onChange: this.#onChange});
    this.#all.push(transceiver);
    this.#onChange();
    return transceiver;
  }

  addTrack(track, streams) {
    if (this.#all.some(({sender}) => sender.track === track)) {
      throw new DOMException('the track is sent already', 'InvalidAccessError');
    }
    const unused = this.#all.find(({kind, sender, hasSent}) => kind === track.kind && !sender.track && !hasSent);
    const {sender} = unused ?? this.add({kind: track.kind, direction: 'sendrecv', isByTrack: true});
    sender.track = track;
    sender.streams = streams;
    if (unused) unused.direction = receives(unused.direction) ? 'sendrecv' : 'sendonly';
    return sender;
  }

  removeTrack(sender) {
    const transceiver = this.#all.find((one) => one.sender === sender);
    if (!sender.track) return;
    sender.track = null;
    transceiver.direction = receives(transceiver.direction) ? 'recvonly' : 'inactive';
  }

  /** What an offer says; gives each transceiver that is new in it its mid. */
  offer() {
    let lastMid = Math.max(-1, ...this.#all.map(({mid}) => Number(mid ?? -1)));
    for (const transceiver of this.#all) {
      transceiver.mid ??= String(lastMid += 1);
    }
    const ordered = this.all.sort((a, b) => Number(a.mid) - Number(b.mid));
    return ordered.map((transceiver) => this.#describe(transceiver, transceiver.direction));
  }

  /** What the answer to these says. */
  answer(offered) {
    return offered.map(({mid, direction}) => {
      const transceiver = this.#find(mid);
      return this.#describe(transceiver, intersect(transceiver.direction, reverse(direction)));
    });
  }

  /** Takes in a remote description; returns the track events that it brings. */
  receive(media) {
    return media.flatMap(({mid, kind, direction, streams}) => {
      const transceiver = this.#find(mid) ?? this.#associate(mid, kind);
      return this.#receiveTrack(transceiver, sends(direction) ? streams : null);
    });
  }

  /** Both sides agree, and this side so: offered or answered. */
  agree(media, isAnswer, remoteMedia) {
    for (const [i, {mid, direction}] of media.entries()) {
      const transceiver = this.#find(mid);
      transceiver.currentDirection = isAnswer ? direction : reverse(remoteMedia[i].direction);
      transceiver.hasSent ||= sends(transceiver.currentDirection);
    }
  }

  /** To go back to, should the offer be taken back. */
  snapshot() {
    return new Map(this.#all.map((transceiver) => [transceiver, transceiver.mid]));
  }

  /** Forgets what an offer has brought, unless a track was put into it meanwhile. */
  restore(snapshot) {
    for (const transceiver of this.all) {
      const wasThere = snapshot.has(transceiver);
      transceiver.mid = snapshot.get(transceiver) ?? null;
      if (wasThere) continue;
      this.#receiveTrack(transceiver, null);
      if (!transceiver.sender.track && !transceiver.isByTrack) this.#all.splice(this.#all.indexOf(transceiver), 1);
    }
  }

  /** The check of section 4.7.3 of WebRTC 1.0, for the transceivers. */
  isNegotiationNeeded(local, remote) {
    return this.#all.some((transceiver) => {
      const mine = local?.content.media.find(({mid}) => mid === transceiver.mid);
      const other = remote?.content.media.find(({mid}) => mid === transceiver.mid);
      if (!mine || !other) return true;
      const {direction} = transceiver;
      if (sends(direction) && !isSame(mine.streams, transceiver.sender.streams.map(({id}) => id))) return true;
      if (local.type === 'answer') return mine.direction !== intersect(direction, reverse(other.direction));
      return direction !== mine.direction && direction !== reverse(other.direction);
    });
  }

  #find(mid) {
    return this.#all.find((transceiver) => transceiver.mid === mid);
  }

  #associate(mid, kind) {
    const free = this.#all.find((one) => one.isByTrack && one.mid === null && one.kind === kind);
    const transceiver = free ?? this.add({kind, direction: 'recvonly', isByTrack: false});
    transceiver.mid = mid;
    return transceiver;
  }

  #describe({mid, kind, direction: wanted, sender}, direction) {
    return {mid, kind, direction, streams: sends(wanted) ? sender.streams.map(({id}) => id) : []};
  }

  #receiveTrack(transceiver, ids) {
    const {track} = transceiver.receiver;
    const wasReceiving = transceiver.isReceiving;
    transceiver.isReceiving = ids !== null;
    const streams = (ids ?? []).map((id) => this.#stream(id));
    const left = transceiver.remoteStreams.filter((stream) => !streams.includes(stream));
    transceiver.remoteStreams = streams;
    for (const stream of streams) stream.addTrack(track);
    for (const stream of left) {
      stream.removeTrack(track);
      stream.onremovetrack?.({type: 'removetrack', track});
    }
    return ids !== null && !wasReceiving ? [{type: 'track', track, streams, transceiver}] : [];
  }

  #stream(id) {
    if (!this.#streams.has(id)) this.#streams.set(id, Object.assign(new FakeMediaStream(), {id, onremovetrack: null}));
    return this.#streams.get(id);
  }
}
