// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The options and events of a VideoPeer.

/** @typedef {import('../environment.js').Environment} Environment */
/** @typedef {import('../media/media-error.js').Slot} Slot */
/** @typedef {import('./negotiation.js').Signal} Signal */
/** @typedef {import('./peer-channel.js').Identity} Identity */
/** @typedef {import('./peer-stats.js').PeerStats} PeerStats */
/** @typedef {{slot: Slot, track: MediaStreamTrack | null, stream: MediaStream}} LocalTrack */

/**
 * @typedef {object} VideoPeerOptions
 * @property {string} id the other client
 * @property {string} [username]
 * @property {boolean} polite whether this side rolls its offer back when two offers cross: own id < id
 * @property {boolean} calls whether this side makes the first offer
 * @property {(signal: Signal) => void} send sends a signal to the other side, in order
 * @property {LocalTrack[]} [tracks] tracks to send from the beginning
 * @property {RTCIceServer[]} [iceServers]
 * @property {RTCIceTransportPolicy} [iceTransportPolicy]
 * @property {Environment} [environment]
 */

/**
 * @typedef {object} VideoPeerEvents
 * @property {void} state `state` has changed
 * @property {void} media `camera` or `screen`, or a track in them, has changed
 * @property {void} remote `remote` has changed
 * @property {void} identity `id` or `username` has changed
 * @property {PeerStats} stats once a second while connected
 * @property {Identity} announced the other side has announced its id; for the Manager
 * @property {void} left the other side has closed its connection; for the Manager
 * @property {unknown} problem the browser has refused a signal or a track; the call continues
 */

export {};
