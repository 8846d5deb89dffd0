// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('../peer/track-senders.js').VideoLimit} VideoLimit */
/** @typedef {{maxHeight: number, maxFrameRate: number}} Sending what to send at most, in pixels and frames/s */

/** @type {Sending} */
export const DEFAULT_SENDING = {maxHeight: 720, maxFrameRate: 30};

/** What a picture of a height is worth (bit/s): more does not show. */
const BITRATES = [[180, 250_000], [360, 700_000], [720, 1_700_000], [1080, 3_000_000]];

/** What all peers together may take of an uplink (bit/s): an ordinary one has it. */
const UPLINK = 4_000_000;

/** Below this a picture is not worth sending (bit/s). */
const LEAST = 120_000;

/**
 * In a mesh everything is sent once for each peer, so each one's share shrinks as the room grows.
 * @param {Sending} sending
 * @param {number} peers how many there are
 * @returns {VideoLimit} for each of them
 */
export function videoLimit({maxHeight, maxFrameRate}, peers) {
  const [, worth] = BITRATES.find(([height]) => height >= maxHeight) ?? BITRATES[BITRATES.length - 1];
  const share = Math.max(LEAST, Math.floor(UPLINK / Math.max(1, peers)));
  return {maxBitrate: Math.min(worth, share), maxFramerate: maxFrameRate};
}
