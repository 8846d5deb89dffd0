// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {hue, initials} from '../ui/avatar.js';
import {make, makeIcon} from '../ui/make.js';
import {translate} from '../language/translate.js';

/** @typedef {import('./stage-layout.js').Box} Box */
/**
 * @typedef {object} Marks
 * @property {boolean} microphone whether the microphone is on
 * @property {boolean} camera whether the camera is on
 * @property {boolean} hand whether the hand is raised
 * @property {boolean} isMirrored whether the picture is mirrored, as people expect of their own face
 * @property {string} state a few words over the picture; empty if all is well
 */

/**
 * A picture fills its tile if at least this share of its width (or height, below) stays visible. Otherwise the tile
 * shows the whole picture, with bars. The sides mostly show a wall, but the upper and lower parts show heads and hands.
 */
const LEAST_WIDTH_SHOWN = 0.36;
const LEAST_HEIGHT_SHOWN = 0.6;

/**
 * One picture on the stage: a person's camera or a screen, with its name and state. The TileStage makes, places and
 * removes it. A tile knows neither peers nor connections.
 */
export class Tile {
  element = make('figure', {class: 'tile'});
  video = make('video');
  /** The place for buttons, at the edges of the tile. */
  tools = make('div', {class: 'tile-tools'});

  #avatar = make('div', {class: 'avatar', 'aria-hidden': 'true'});
  #state = make('p', {class: 'state'});
  #name = make('span', {class: 'name', dir: 'auto'});
  #muted = makeBadge('microphone-off', 'muted');
  #hand = makeBadge('hand', 'raised-hand');
  #isScreen;
  #isSilent;
  #onBlocked;
  /** @type {Marks} */
  #marks = {microphone: true, camera: true, hand: false, isMirrored: false, state: ''};
  /** @type {Box} */
  #box = {x: 0, y: 0, width: 0, height: 0};

  /**
   * @param {object} options
   * @param {boolean} options.isOwn whether it is the user's own tile, which is always muted
   * @param {boolean} [options.isScreen] whether it shows a screen, which is never cropped
   * @param {() => void} [options.onBlocked] the browser plays no sound until the user has touched the page
   */
  constructor({isOwn, isScreen = false, onBlocked = () => {}}) {
    this.#isScreen = isScreen;
    this.#isSilent = isOwn;
    this.#onBlocked = onBlocked;
    this.element.classList.toggle('own', isOwn);
    this.element.classList.toggle('screen', isScreen);
    this.video.autoplay = true;
    this.video.playsInline = true;
    this.video.muted = isOwn;
    this.video.addEventListener('resize', () => this.#draw());
    const caption = make('figcaption', {}, this.#muted, this.#name);
    const shade = make('div', {class: 'shade'}, this.#avatar, this.#state);
    this.element.append(this.video, shade, this.#hand, caption, this.tools);
    this.#draw();
  }

  /** @param {string} name */
  set name(name) {
    this.#name.textContent = name;
  }

  /** @param {string} username whose initials the tile shows while there is no picture */
  set avatar(username) {
    this.#avatar.textContent = initials(username);
    this.#avatar.style.setProperty('--hue', String(hue(username)));
  }

  /**
   * Shows a stream. The <video> never gets a stream without tracks: it would wait for its first frame and delay the
   * load event of the page.
   * @param {MediaStream | null} stream
   */
  show(stream) {
    const shown = stream && stream.getTracks().length > 0 ? stream : null;
    if (this.video.srcObject !== shown) {
      this.video.srcObject = shown;
      if (shown) this.play();
    }
    this.#draw();
  }

  /** @param {Partial<Marks>} marks the changed marks */
  mark(marks) {
    this.#marks = {...this.#marks, ...marks};
    this.#draw();
  }

  /** @param {boolean} isSpeaking */
  set isSpeaking(isSpeaking) {
    this.element.classList.toggle('speaking', isSpeaking);
  }

  /** @param {Box} box in pixels of the stage */
  place(box) {
    this.#box = box;
    for (const [key, value] of Object.entries(box)) this.element.style.setProperty(`--${key}`, `${value}px`);
    this.element.classList.toggle('small', box.width < 200);
    this.element.classList.toggle('tiny', box.width < 130 || box.height < 90);
    this.#fit();
  }

  /** Plays with sound. If the browser blocks the sound, it plays at least the picture. */
  async play() {
    this.video.muted = this.#isSilent;
    try {
      await this.video.play();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError' || this.#isSilent) return;
      this.video.muted = true;
      this.video.play().catch(() => {});  // if even that fails, the tap that starts the sound starts the picture, too
      this.#onBlocked();
    }
  }

  /** @param {string} deviceId empty: the system's default */
  setSpeaker(deviceId) {
    // Some browsers let no page choose the speaker. If the speaker is missing, the current one stays in use.
    this.video.setSinkId?.(deviceId).catch(() => {});
  }

  remove() {
    this.video.srcObject = null;
    this.element.remove();
  }

  #draw() {
    const {microphone, camera, hand, isMirrored, state} = this.#marks;
    const stream = /** @type {MediaStream | null} */ (this.video.srcObject);
    const hasPicture = camera && this.video.videoWidth > 0 && (stream?.getVideoTracks().length ?? 0) > 0;
    this.element.classList.toggle('no-picture', !hasPicture);
    this.element.classList.toggle('mirrored', isMirrored);
    this.element.classList.toggle('hand', hand);
    this.#avatar.hidden = hasPicture || this.#isScreen;
    this.#muted.hidden = microphone || this.#isScreen;
    this.#hand.hidden = !hand;
    this.#state.textContent = state;
    this.#state.hidden = !state;
    this.#fit();
  }

  #fit() {
    const {videoWidth, videoHeight} = this.video;
    if (!videoWidth || !this.#box.height) return;
    const ratio = (videoWidth / videoHeight) / (this.#box.width / this.#box.height);
    const losesTooMuch = ratio > 1 ? 1 / ratio < LEAST_WIDTH_SHOWN : ratio < LEAST_HEIGHT_SHOWN;
    const isWhole = this.#isScreen || losesTooMuch;
    this.element.classList.toggle('whole', isWhole);
  }
}

/**
 * @param {string} sign
 * @param {'muted' | 'raised-hand'} meaning
 */
function makeBadge(sign, meaning) {
  const words = meaning === 'muted' ? translate('microphone off') : translate('hand raised');
  const label = make('span', {class: 'unseen'}, words);
  const badge = make('span', {class: meaning, title: words}, makeIcon(sign), label);
  badge.hidden = true;
  return badge;
}
