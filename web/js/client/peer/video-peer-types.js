// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What a VideoPeer takes and tells, for those who make one and those who show one.

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
 * @property {boolean} polite whether this side gives way when two offers cross: own id < id
 * @property {boolean} calls whether this side makes the first offer
 * @property {(signal: Signal) => void} send brings a signal to the other, in order
 * @property {LocalTrack[]} [tracks] what the other is to see and hear from the beginning
 * @property {RTCIceServer[]} [iceServers]
 * @property {RTCIceTransportPolicy} [iceTransportPolicy]
 * @property {Environment} [environment]
 */

/**
 * @typedef {object} VideoPeerEvents
 * @property {void} state `state` has changed
 * @property {void} media `camera` or `screen`, or what is in them, has changed
 * @property {void} remote `remote` has changed
 * @property {void} identity `id` or `username` has changed
 * @property {PeerStats} stats once a second while connected
 * @property {Identity} announced who the other says it is; for the Manager
 * @property {void} left the other has closed its end; for the Manager
 * @property {unknown} problem a signal or a track was refused by the browser; the call goes on
 */

export {};
