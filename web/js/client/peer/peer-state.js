// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * @typedef {'connecting' | 'connected' | 'interrupted' | 'failed' | 'away' | 'closed'} VideoPeerState
 *   away: the other has lost its server; what it sends may still come if it is away for good, and has stopped
 *   if it is only suspended
 */

/** @type {Record<RTCPeerConnectionState, VideoPeerState>} */
const STATES = {
  new: 'connecting', connecting: 'connecting', connected: 'connected',
  disconnected: 'interrupted', failed: 'failed', closed: 'closed',
};

/**
 * What to show of a peer.
 * @param {RTCPeerConnectionState} connectionState
 * @param {boolean} isAway whether the other has gone from the room
 * @param {boolean} isSuspended whether its place there is kept
 * @returns {VideoPeerState}
 */
export function peerState(connectionState, isAway, isSuspended) {
  const state = STATES[connectionState];
  if (state === 'closed') return state;
  return isAway || (isSuspended && state !== 'connected') ? 'away' : state;
}
