// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * The level of the own microphone, on the scale that browsers use for the audio level of received tracks. The
 * CallView owns it. It reads a track and never stops one.
 */
export class OwnLevel {
  /** @type {AudioContext | null} */
  #context = null;
  /** @type {AnalyserNode | null} */
  #analyser = null;
  /** @type {MediaStreamTrack | null} */
  #track = null;
  #samples = new Float32Array(1024);

  /** @param {MediaStreamTrack | null} track null means silence */
  listen(track) {
    if (track === this.#track) return;
    this.close();
    if (!track || !globalThis.AudioContext) return;
    try {
      this.#context = new AudioContext();
      this.#analyser = new AnalyserNode(this.#context, {fftSize: this.#samples.length});
      this.#context.createMediaStreamSource(new MediaStream([track])).connect(this.#analyser);
    } catch {
      this.close();  // Firefox refuses a microphone whose sample rate differs from the speaker's: no level then
    }
    this.#track = track;
  }

  get level() {
    if (!this.#analyser || !this.#track?.enabled) return 0;
    // Browsers suspend the context until the user has touched the page; joining by a click counts.
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
