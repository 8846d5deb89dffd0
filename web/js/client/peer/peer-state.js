// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * @typedef {'connecting' | 'connected' | 'interrupted' | 'failed' | 'away' | 'closed'} VideoPeerState
 *   away: the other side is no longer in the room, and its media may still arrive; or it is suspended, and its media
 *   has stopped
 */

/** @type {Record<RTCPeerConnectionState, VideoPeerState>} */
const STATES = {
  new: 'connecting', connecting: 'connecting', connected: 'connected',
  disconnected: 'interrupted', failed: 'failed', closed: 'closed',
};

/**
 * The state to show for a peer.
 * @param {RTCPeerConnectionState} connectionState
 * @param {boolean} isAway whether the other side is no longer in the room
 * @param {boolean} isSuspended whether the server keeps its seat
 * @returns {VideoPeerState}
 */
export function peerState(connectionState, isAway, isSuspended) {
  const state = STATES[connectionState];
  if (state === 'closed') return state;
  return isAway || (isSuspended && state !== 'connected') ? 'away' : state;
}
