// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What a Manager takes and tells, for those who use one.

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
 * @property {Protocol} [protocol] what to speak with the server; the others do not notice
 * @property {LocalMedia} media what the others see and hear; the Manager's from now on: it closes it
 * @property {string} [username] empty, or one that the server would not take: the server's default
 * @property {RTCIceServer[]} [iceServers] to be used beside those that the server names
 * @property {RTCIceTransportPolicy} [iceTransportPolicy] `relay`: through TURN servers only
 * @property {Sending} [sending]
 * @property {Environment} [environment]
 */

/**
 * @typedef {object} ManagerOwnEvents
 * @property {{id: string, again: boolean, resumed: boolean}} joined we are in the room; again: after the connection
 *   was lost; resumed: under the same id, and no message is lost; `clients` may follow
 * @property {Client[]} clients who is in the room, oneself included, in the order in which they came
 * @property {VideoPeer} peer-added
 * @property {VideoPeer} peer-removed closed already
 * @property {ChatLine} text one's own, too: what is not shown has not come to the others either
 * @property {{code: string, message: string}} refused by the server: an error code of docs/protocol.md
 */

/** @typedef {Omit<SignalerEvents, 'message'> & ManagerOwnEvents} ManagerEvents */

export {};
