// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @type {Record<string, string>} what stands on a tile in the states in which no video comes */
const STATES = {
  new: 'calling…',
  connecting: 'connecting…',
  disconnected: 'the connection is interrupted…',
  failed: 'cannot be reached; trying again…',
};

/** One participant on the page: the video, the name, and what there is to know about the connection. */
export class VideoTile {
  element = document.createElement('figure');
  #video = document.createElement('video');
  #name = document.createElement('span');
  #state = document.createElement('span');

  /** @param {{isOwn: boolean}} options one's own picture is mirrored and silent */
  constructor({isOwn}) {
    this.element.className = isOwn ? 'tile own' : 'tile';
    this.#name.className = 'name';
    this.#state.className = 'state';
    const caption = document.createElement('figcaption');
    caption.append(this.#name, this.#state);
    this.#video.autoplay = true;
    this.#video.playsInline = true;
    this.#video.muted = isOwn;
    this.element.append(this.#video, caption);
  }

  /**
   * Shows what is in the stream. One without tracks is not to be shown: a video that waits for its
   * first picture keeps the whole page from being "loaded".
   * @param {MediaStream} stream
   */
  show(stream) {
    if (stream.getTracks().length === 0 || this.#video.srcObject === stream) return;
    this.#video.srcObject = stream;
    this.#play();
  }

  /** @param {string} name */
  set name(name) {
    this.#name.textContent = name;
  }

  /** @param {RTCPeerConnectionState} state */
  set state(state) {
    this.#state.textContent = STATES[state] ?? '';
  }

  remove() {
    this.#video.srcObject = null;
    this.element.remove();
  }

  // A browser plays no sound on a page that nobody has touched yet. The picture at least is shown,
  // and the first click brings the sound.
  async #play() {
    try {
      await this.#video.play();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
      this.#video.muted = true;
      this.#state.textContent = 'click the page for sound';
      document.addEventListener('click', () => {
        this.#video.muted = false;
        this.#state.textContent = '';
      }, {once: true});
    }
  }
}
