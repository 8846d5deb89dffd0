// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('./peer-channel.js').StreamIds} StreamIds */

/**
 * The received media of one RTCPeerConnection, sorted into camera (with microphone) and screen (with its sound). The
 * other side says on the data channel which stream is which. Until then every stream counts as the camera.
 * `onChange` is called after each change of either.
 */
export class RemoteMedia {
  #connection;
  #MediaStream;
  #onChange;
  /** @type {Map<string, MediaStream>} by id, in order of arrival */
  #streams = new Map();
  /** @type {StreamIds} */
  #ids = {camera: '', screen: ''};

  /**
   * @param {RTCPeerConnection} connection
   * @param {typeof MediaStream} MediaStreamClass
   * @param {() => void} onChange
   */
  constructor(connection, MediaStreamClass, onChange) {
    this.#connection = connection;
    this.#MediaStream = MediaStreamClass;
    this.#onChange = onChange;
    connection.ontrack = ({track, streams}) => this.#onTrack(track, streams[0]);
  }

  get camera() {
    const unnamed = [...this.#streams.values()].find(({id}) => id !== this.#ids.screen);
    return this.#streams.get(this.#ids.camera) ?? (this.#ids.camera ? null : unnamed ?? null);
  }

  get screen() {
    return this.#streams.get(this.#ids.screen) ?? null;
  }

  /** @param {StreamIds} ids */
  set ids(ids) {
    const isSame = ids.camera === this.#ids.camera && ids.screen === this.#ids.screen;
    this.#ids = ids;
    if (!isSame) this.#onChange();
  }

  /** The current level of the loudest received track, 0 to 1. */
  get audioLevel() {
    const receivers = this.#connection.getReceivers?.() ?? [];
    const levels = receivers
      .filter(({track}) => track?.kind === 'audio')
      .map((receiver) => receiver.getSynchronizationSources?.()[0]?.audioLevel ?? 0);
    return Math.max(0, ...levels);
  }

  close() {
    this.#connection.ontrack = null;
    for (const stream of this.#streams.values()) stream.onremovetrack = null;
    this.#streams.clear();
  }

  /**
   * @param {MediaStreamTrack} track
   * @param {MediaStream | undefined} given some clients name no stream
   */
  #onTrack(track, given) {
    const stream = given ?? this.#streams.get('') ?? new this.#MediaStream();
    if (!given) stream.addTrack(track);
    this.#streams.set(given ? stream.id : '', stream);
    stream.onremovetrack = () => this.#onRemoved(stream);
    this.#onChange();
  }

  /** @param {MediaStream} stream */
  #onRemoved(stream) {
    if (stream.getTracks().length === 0) this.#streams.delete(stream.id);
    this.#onChange();
  }
}
