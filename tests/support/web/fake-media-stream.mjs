// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

let lastId = 0;

/** A MediaStreamTrack without a device: it remembers what is done to it. */
export class FakeTrack extends EventTarget {
  enabled = true;
  contentHint = '';
  readyState = 'live';
  /** What applyConstraints() was called with, in order. */
  applied = [];
  /** An error for applyConstraints() to reject with. */
  refusal = null;
  #settings;
  #listeners = 0;

  /** @param {'audio' | 'video'} kind */
  constructor(kind, {label = '', settings = {}} = {}) {
    super();
    this.kind = kind;
    this.id = `${kind}-${++lastId}`;
    this.label = label;
    this.#settings = settings;
  }

  get listeners() {
    return this.#listeners;
  }

  addEventListener(...args) {
    this.#listeners += 1;
    super.addEventListener(...args);
  }

  removeEventListener(...args) {
    this.#listeners -= 1;
    super.removeEventListener(...args);
  }

  getSettings() {
    return {...this.#settings};
  }

  async applyConstraints(constraints) {
    if (this.refusal) throw this.refusal;
    this.applied.push(constraints);
  }

  /** As in browsers, whoever stops a track is not told that it has ended. */
  stop() {
    this.readyState = 'ended';
  }

  /** The device is gone, or the browser has ended the capture. */
  end() {
    if (this.readyState === 'ended') return;
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

/** A MediaStream: an ordered set of tracks. */
export class FakeMediaStream extends EventTarget {
  #tracks;

  constructor(tracks = []) {
    super();
    this.#tracks = new Set(tracks);
    this.id = `stream-${++lastId}`;
  }

  getTracks() {
    return [...this.#tracks];
  }

  getAudioTracks() {
    return this.getTracks().filter(({kind}) => kind === 'audio');
  }

  getVideoTracks() {
    return this.getTracks().filter(({kind}) => kind === 'video');
  }

  getTrackById(id) {
    return this.getTracks().find((track) => track.id === id) ?? null;
  }

  addTrack(track) {
    this.#tracks.add(track);
  }

  removeTrack(track) {
    this.#tracks.delete(track);
  }
}
