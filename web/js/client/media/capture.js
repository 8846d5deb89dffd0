// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {MediaError, mediaErrorOf} from './media-error.js';

/**
 * @typedef {object} MicrophoneOptions
 * @property {string} [deviceId] empty or absent: the default one
 * @property {boolean} [echoCancellation]
 * @property {boolean} [noiseSuppression]
 * @property {boolean} [autoGainControl]
 */
/**
 * @typedef {object} CameraOptions
 * @property {string} [deviceId] empty or absent: the default camera, or the one that `facingMode` names
 * @property {'user' | 'environment'} [facingMode] the phone's camera at the front or at the back
 * @property {number} [height] pixels
 * @property {number} [frameRate] frames per second
 */
/** @typedef {MicrophoneOptions & CameraOptions} DeviceOptions */
/** @typedef {import('./media-error.js').Slot} Slot */
/** @typedef {'microphone' | 'camera'} DeviceKind */

const WIDTH_PER_HEIGHT = 16 / 9;

/** People read a shared screen, so sharp pictures matter more than many. */
const SCREEN_FRAME_RATE = {ideal: 15, max: 30};

/**
 * Constraints for size and frame rate. They are preferences, so a camera that cannot meet them still opens.
 * @param {DeviceOptions} options
 * @returns {MediaTrackConstraints}
 */
export function sizeConstraints({height, frameRate}) {
  return {
    // With the height alone, browsers choose a width for the old ratio 4:3.
    ...(height && {height: {ideal: height}, width: {ideal: Math.round(height * WIDTH_PER_HEIGHT)}}),
    ...(frameRate && {frameRate: {ideal: frameRate}}),
  };
}

/**
 * Opens one device. If the device is missing, it opens the default one. A camera that refuses the size opens with
 * its own size.
 * @param {import('./device-requests.js').DeviceRequests} requests
 * @param {DeviceKind} kind
 * @param {DeviceOptions} options
 * @returns {Promise<MediaStreamTrack>}
 * @throws {MediaError}
 */
export async function openDevice(requests, kind, options) {
  if (!requests.areAllowed) throw new MediaError('insecure', kind);
  const attempts = attemptsOf(kind, options);
  for (const [index, constraints] of attempts.entries()) {
    try {
      return await requests.ask(kind, constraints);
    } catch (error) {
      if (index + 1 === attempts.length || !asksTooMuch(error, constraints)) throw mediaErrorOf(error, kind);
    }
  }
  throw new MediaError('failed', kind);
}

/**
 * @param {DeviceKind} kind
 * @param {DeviceOptions} options
 * @returns {(MediaTrackConstraints | true)[]} constraints to try in order, from all preferences down to none
 */
function attemptsOf(kind, {deviceId, ...options}) {
  const wishes = kind === 'camera' ? cameraWishes(options) : processing(options);
  /** @type {(MediaTrackConstraints | true)[]} */
  const attempts = deviceId ? [{...wishes, deviceId: {exact: deviceId}}] : [];
  if (Object.keys(wishes).length > 0) attempts.push(wishes);
  return [...attempts, true];
}

/**
 * @param {CameraOptions} options
 * @returns {MediaTrackConstraints}
 */
function cameraWishes({facingMode, ...size}) {
  return {...sizeConstraints(size), ...(facingMode && {facingMode: {ideal: facingMode}})};
}

/**
 * @param {MicrophoneOptions} options
 * @returns {MediaTrackConstraints}
 */
function processing({echoCancellation, noiseSuppression, autoGainControl}) {
  const switches = Object.entries({echoCancellation, noiseSuppression, autoGainControl});
  return Object.fromEntries(switches.filter(([, value]) => value !== undefined));
}

/**
 * Whether weaker constraints may succeed. For a missing device, some browsers say that nothing was found.
 * @param {any} error
 * @param {MediaTrackConstraints | true} constraints
 */
function asksTooMuch(error, constraints) {
  if (['OverconstrainedError', 'ConstraintNotSatisfiedError'].includes(error?.name)) return true;
  return error?.name === 'NotFoundError' && constraints !== true && 'deviceId' in constraints;
}

/**
 * Lets the user choose a screen to share. Call it in the handler of a click, before any `await`.
 * @param {MediaDevices | undefined} mediaDevices
 * @param {boolean} sound whether to share the sound, too, in browsers that can
 * @returns {Promise<MediaStream>}
 * @throws {MediaError}
 */
export async function openScreen(mediaDevices, sound) {
  if (!mediaDevices) throw new MediaError('insecure', 'screen');
  if (!mediaDevices.getDisplayMedia) throw new MediaError('unsupported', 'screen');
  try {
    return await mediaDevices.getDisplayMedia({video: {frameRate: SCREEN_FRAME_RATE}, audio: sound});
  } catch (error) {
    throw mediaErrorOf(error, 'screen');
  }
}

/**
 * Tells the encoder what matters in a picture, if the browser supports that.
 * @param {MediaStreamTrack} track
 * @param {'detail' | 'motion'} hint
 */
export function hintContent(track, hint) {
  if ('contentHint' in track) track.contentHint = hint;
}
