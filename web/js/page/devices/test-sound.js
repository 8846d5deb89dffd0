// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {translate} from '../language/translate.js';

/** Three rising notes of a major chord, in hertz. */
const NOTES = [523.25, 659.25, 783.99];
const NOTE_SECONDS = 0.35;
const LOUDNESS = 0.25;

/** Whether this browser lets a page choose the speaker. */
export const canChooseSpeaker = () => 'setSinkId' in HTMLMediaElement.prototype;

/**
 * Plays a few notes through an <audio> element, as calls are played through media elements. Only for such elements
 * do all browsers with a choice of speakers let a page choose one.
 * @param {string} speakerId empty: the system's default
 * @returns {Promise<{usedDefault: boolean}>} resolves when the last note has ended; `usedDefault` means that the
 *   chosen speaker could not be used
 */
export async function playTestSound(speakerId) {
  const context = new AudioContext();
  const audio = new Audio();
  try {
    const destination = new MediaStreamAudioDestinationNode(context);
    audio.srcObject = destination.stream;
    const usedDefault = !await useSpeaker(audio, speakerId);
    await Promise.all([context.resume(), audio.play()]);
    await playNotes(context, destination);
    return {usedDefault};
  } finally {
    audio.srcObject = null;
    await context.close();
  }
}

/**
 * @param {HTMLAudioElement} audio
 * @param {string} speakerId
 * @returns {Promise<boolean>} whether the element plays on this speaker
 */
async function useSpeaker(audio, speakerId) {
  if (!speakerId) return true;
  if (!canChooseSpeaker()) return false;
  try {
    await audio.setSinkId(speakerId);
    return true;
  } catch {
    return false;  // the speaker has been unplugged
  }
}

/**
 * @param {AudioContext} context
 * @param {AudioNode} destination
 * @returns {Promise<void>} resolves when the notes have ended
 */
function playNotes(context, destination) {
  const begin = context.currentTime + 0.1;
  const notes = NOTES.map((frequency, index) => {
    const start = begin + index * NOTE_SECONDS;
    return playNote(context, destination, {frequency, start});
  });
  const last = notes[notes.length - 1];
  return new Promise((resolve) => last.addEventListener('ended', () => resolve()));
}

/**
 * @param {AudioContext} context
 * @param {AudioNode} destination
 * @param {{frequency: number, start: number}} note
 */
function playNote(context, destination, {frequency, start}) {
  const end = start + NOTE_SECONDS * 1.5;
  const gain = new GainNode(context, {gain: 0});
  // The note rises and fades, because an abrupt end is heard as a click.
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.001, end);
  const note = new OscillatorNode(context, {frequency, type: 'triangle'});
  note.connect(gain).connect(destination);
  note.start(start);
  note.stop(end);
  return note;
}

/**
 * Makes a button play the test sound, and a line of text say what the user should hear.
 * @param {object} options
 * @param {HTMLButtonElement} options.button
 * @param {HTMLElement} options.status a live region
 * @param {() => string} options.speakerId
 * @param {AbortSignal} options.signal removes the listener
 */
export function wireTestSound({button, status, speakerId, signal}) {
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled') === 'true') return;
    button.setAttribute('aria-disabled', 'true');  // a disabled button would lose the focus
    status.textContent = translate('Three notes are being played…');
    status.textContent = await playAndTell(speakerId());
    button.removeAttribute('aria-disabled');
  }, {signal});
}

/**
 * @param {string} speakerId
 * @returns {Promise<string>} a sentence about what the user should have heard
 */
async function playAndTell(speakerId) {
  try {
    const {usedDefault} = await playTestSound(speakerId);
    return usedDefault
      ? translate('The chosen speaker is not available; the notes were played on the system’s default.')
      : translate('You should have heard three notes. If not, turn up the volume or choose another speaker.');
  } catch {
    return translate('The test sound could not be played.');
  }
}
