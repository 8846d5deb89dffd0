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
 * @property {string} [deviceId] empty or absent: the default one, or the one that `facingMode` tells
 * @property {'user' | 'environment'} [facingMode] the phone's camera at the front or at the back
 * @property {number} [height] pixels
 * @property {number} [frameRate] frames per second
 */
/** @typedef {MicrophoneOptions & CameraOptions} DeviceOptions */
/** @typedef {import('./media-error.js').Slot} Slot */
/** @typedef {'microphone' | 'camera'} DeviceKind */

const WIDTH_PER_HEIGHT = 16 / 9;

/** A screen is read, not watched: sharp pictures before many. */
const SCREEN_FRAME_RATE = {ideal: 15, max: 30};

/**
 * Only the device is asked for by name; everything else is a wish, so that a camera that cannot is
 * still a camera.
 * @param {DeviceOptions} options
 * @returns {MediaTrackConstraints}
 */
export function sizeConstraints({height, frameRate}) {
  return {
    // Browsers that are told the height alone pick a width from the old 4:3.
    ...(height && {height: {ideal: height}, width: {ideal: Math.round(height * WIDTH_PER_HEIGHT)}}),
    ...(frameRate && {frameRate: {ideal: frameRate}}),
  };
}

/**
 * Opens one device. A device that is gone gives way to the default one; a camera that refuses the
 * size opens with its own.
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
 * @returns {(MediaTrackConstraints | true)[]} what to ask for, from all that is wanted down to anything
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
 * Whether less could be had: some browsers say of a device that is gone that nothing was found.
 * @param {any} error
 * @param {MediaTrackConstraints | true} constraints
 */
function asksTooMuch(error, constraints) {
  if (['OverconstrainedError', 'ConstraintNotSatisfiedError'].includes(error?.name)) return true;
  return error?.name === 'NotFoundError' && constraints !== true && 'deviceId' in constraints;
}

/**
 * Has the browser ask which screen to show. It must be called from a click, before anything is waited for.
 * @param {MediaDevices | undefined} mediaDevices
 * @param {boolean} sound whether to take the sound along, in browsers that can
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
 * Tells the encoder what matters in a picture, where the browser lets it be told.
 * @param {MediaStreamTrack} track
 * @param {'detail' | 'motion'} hint
 */
export function hintContent(track, hint) {
  if ('contentHint' in track) track.contentHint = hint;
}
