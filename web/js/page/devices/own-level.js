// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * How loud one's own microphone is, on the scale on which browsers tell it of others. The CallView owns
 * it; it reads a track and never stops one.
 */
export class OwnLevel {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {AnalyserNode | null} */
  #analyser = null;
  /** @type {MediaStreamTrack | null} */
  #track = null;
  #samples = new Float32Array(1024);

  /** @param {MediaStreamTrack | null} track null: silence */
  listen(track) {
    if (track === this.#track) return;
    this.close();
    if (!track || !globalThis.AudioContext) return;
    try {
      this.#context = new AudioContext();
      this.#analyser = new AnalyserNode(this.#context, {fftSize: this.#samples.length});
      this.#context.createMediaStreamSource(new MediaStream([track])).connect(this.#analyser);
    } catch {
      this.close();  // Firefox refuses a microphone of another sample rate than the speaker's: it is not measured
    }
    this.#track = track;
  }

  get level() {
    if (!this.#analyser || !this.#track?.enabled) return 0;
    // Held back until the page was touched; a page that was joined by a click has been.
    if (this.#context?.state === 'suspended') this.#context.resume().catch(() => {});
    this.#analyser.getFloatTimeDomainData(this.#samples);
    let sum = 0;
    for (const sample of this.#samples) sum += sample * sample;
    return Math.sqrt(sum / this.#samples.length);
  }

  close() {
    this.#context?.close().catch(() => {});
    this.#context = null;
    this.#analyser = null;
    this.#track = null;
  }
}
