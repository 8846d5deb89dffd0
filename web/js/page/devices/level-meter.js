// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {translate} from '../language/translate.js';

/** The levels at which the bar is empty and full, in decibels relative to full scale. */
const SILENCE_DB = -60;
const FULL_DB = -6;

/** Time between two updates of the words for screen readers; the bar moves with every frame. */
const WORDS_MS = 250;

/**
 * @param {Float32Array} samples from -1 to 1
 * @returns {number} perceived loudness: 0 silent, 1 full
 */
export function levelOf(samples) {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / Math.max(samples.length, 1));
  return Math.min(1, Math.max(0, (decibels - SILENCE_DB) / (FULL_DB - SILENCE_DB)));
}

/** @param {number} level */
export function levelWord(level) {
  if (level < 0.05) return translate('silent');
  if (level < 0.35) return translate('quiet');
  return level < 0.9 ? translate('good|level') : translate('loud');
}

/**
 * A bar that follows the sound of a microphone, and says in a word how loud it is. Its owner closes it. It never
 * stops the track.
 */
export class LevelMeter {
  #element;
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {AnalyserNode | null} */
  #analyser = null;
  /** @type {MediaStreamTrack | null} */
  #track = null;
  #samples = new Float32Array(1024);
  #frame = 0;
  #saidAt = 0;

  /** @param {HTMLElement} element with a bar in it, class "level" */
  constructor(element) {
    this.#element = element;
    element.setAttribute('role', 'meter');
    element.setAttribute('aria-valuemin', '0');
    element.setAttribute('aria-valuemax', '100');
    this.#say(0);
  }

  /** @param {MediaStreamTrack | null} track */
  show(track) {
    if (track === this.#track) return;
    this.close();
    if (!track || !globalThis.AudioContext) return;
    try {
      this.#context = new AudioContext();
      this.#analyser = new AnalyserNode(this.#context, {fftSize: this.#samples.length});
      new MediaStreamAudioSourceNode(this.#context, {mediaStream: new MediaStream([track])}).connect(this.#analyser);
    } catch {
      this.close();  // Firefox refuses a microphone whose sample rate differs from the speaker's: no level then
      this.#track = track;
      return;
    }
    this.#track = track;
    for (const type of ['pointerdown', 'keydown']) document.addEventListener(type, this.#wake);
    this.#wake();
    this.#draw(0);
  }

  /** Releases the track and the audio context; `show` may be called again. */
  close() {
    cancelAnimationFrame(this.#frame);
    for (const type of ['pointerdown', 'keydown']) document.removeEventListener(type, this.#wake);
    this.#context?.close().catch(() => {});
    this.#context = null;
    this.#analyser = null;
    this.#track = null;
    this.#paint(0);
    this.#say(0);
  }

  /** A browser may block sound processing until the user has touched the page. */
  #wake = () => {
    if (this.#context?.state === 'suspended') this.#context.resume().catch(() => {});
  };

  #draw = (/** @type {number} */ now) => {
    this.#analyser?.getFloatTimeDomainData(this.#samples);
    const level = levelOf(this.#samples);
    this.#paint(level);
    if (now - this.#saidAt >= WORDS_MS) {
      this.#saidAt = now;
      this.#say(level);
    }
    this.#frame = requestAnimationFrame(this.#draw);
  };

  /** @param {number} level */
  #paint(level) {
    this.#element.style.setProperty('--level', level.toFixed(3));
  }

  /** @param {number} level */
  #say(level) {
    this.#element.setAttribute('aria-valuenow', String(Math.round(level * 100)));
    this.#element.setAttribute('aria-valuetext', levelWord(level));
  }
}
