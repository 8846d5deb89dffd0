// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {hintContent, openScreen} from './capture.js';

/** @typedef {'screen' | 'screenSound'} ScreenSlot */
/**
 * @typedef {object} ScreenCaptureOptions
 * @property {import('../environment.js').Environment} environment
 * @property {MediaStream} stream where the tracks are shown
 * @property {(slot: ScreenSlot) => void} onChange
 * @property {(slot: ScreenSlot) => void} onLost called when the user has ended the capture in the browser, or has closed the
 *   shared window
 */

/**
 * The screen of LocalMedia and its sound. Both are shared and ended together, because the sound is useless without
 * the screen. Sharing another screen replaces the current one once the user has chosen it.
 */
export class ScreenCapture {
  /** @type {Record<ScreenSlot, MediaStreamTrack | null>} */
  tracks = {screen: null, screenSound: null};

  #given;
  #turn = 0;

  /** @param {ScreenCaptureOptions} given */
  constructor(given) {
    this.#given = given;
  }

  /**
   * @param {boolean} sound
   * @throws {import('./media-error.js').MediaError}
   */
  async share(sound) {
    const turn = ++this.#turn;
    const stream = await openScreen(this.#given.environment.mediaDevices, sound).catch((error) => {
      if (turn === this.#turn) throw error;
      return null;  // a later call has overtaken this one, so a closed picker does not matter
    });
    if (!stream) return;
    if (turn === this.#turn) this.#take(stream, turn);
    else for (const track of stream.getTracks()) track.stop();
  }

  stop() {
    this.#turn += 1;
    this.#set('screen', null);
    this.#set('screenSound', null);
  }

  /**
   * @param {MediaStream} stream
   * @param {number} turn
   */
  #take(stream, turn) {
    const [picture] = stream.getVideoTracks();
    const sound = stream.getAudioTracks()[0] ?? null;
    hintContent(picture, 'detail');
    this.#set('screen', picture);
    if (turn === this.#turn) this.#set('screenSound', sound);
    else sound?.stop();  // a listener has already ended the picture
  }

  /**
   * @param {ScreenSlot} slot
   * @param {MediaStreamTrack | null} track
   */
  #set(slot, track) {
    const old = this.tracks[slot];
    if (old === track) return;
    this.tracks[slot] = track;
    old?.removeEventListener('ended', this.#onEnded);
    old?.stop();
    if (old) this.#given.stream.removeTrack(old);
    track?.addEventListener('ended', this.#onEnded);
    if (track) this.#given.stream.addTrack(track);
    this.#given.onChange(slot);
  }

  /** @param {Event} event */
  #onEnded = ({target}) => {
    const slot = target === this.tracks.screen ? 'screen' : 'screenSound';
    this.#set(slot, null);
    if (slot === 'screen') this.#set('screenSound', null);
    this.#given.onLost(slot);
  };
}
