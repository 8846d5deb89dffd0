// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The options and events of a Manager.

/** @typedef {import('../environment.js').Environment} Environment */
/** @typedef {import('../media/local-media.js').LocalMedia} LocalMedia */
/** @typedef {import('../signaling/protocol.js').Client} Client */
/** @typedef {import('../signaling/protocol.js').Protocol} Protocol */
/** @typedef {import('../signaling/signaler.js').SignalerEvents} SignalerEvents */
/** @typedef {import('./own-media.js').Sending} Sending */
/** @typedef {import('../peer/video-peer.js').VideoPeer} VideoPeer */
/** @typedef {import('./chat.js').Line & {isOwn: boolean}} ChatLine */

/**
 * @typedef {object} ManagerOptions
 * @property {string | URL} url of the room's WebSocket
 * @property {Protocol} [protocol] the protocol between this client and the server; members with another one may be in
 *   the same room
 * @property {LocalMedia} media the media to send; it belongs to the Manager from now on, which closes it
 * @property {string} [username] if empty or not acceptable, the server's default
 * @property {string} [token] of the application, for a room that requires one; only in `parley.v1`
 * @property {string} [password] of the room; only in `parley.v1`
 * @property {RTCIceServer[]} [iceServers] used in addition to those of the server
 * @property {RTCIceTransportPolicy} [iceTransportPolicy] `relay`: only through TURN servers
 * @property {Sending} [sending]
 * @property {Environment} [environment]
 */

/**
 * @typedef {object} ManagerOwnEvents
 * @property {{id: string, again: boolean, resumed: boolean}} joined this client is in the room. again: it has returned
 *   after a lost connection. resumed: it has the same id, and no message is lost; `clients` may follow
 * @property {Client[]} clients the member list, including this client, in join order
 * @property {VideoPeer} peer-added
 * @property {VideoPeer} peer-removed closed already
 * @property {ChatLine} text including lines of this client: a line that does not appear has not reached the others
 * @property {{code: string, message: string}} refused an error of the server, with a code of docs/protocol.md
 */

/** @typedef {Omit<SignalerEvents, 'message'> & ManagerOwnEvents} ManagerEvents */

export {};
