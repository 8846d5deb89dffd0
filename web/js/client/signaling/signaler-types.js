// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The options and events of a Signaler.

/** @typedef {import('../environment.js').Environment} Environment */
/** @typedef {import('./liveness.js').Heartbeat} Heartbeat */
/** @typedef {import('./protocol.js').Message} Message */
/** @typedef {import('./protocol.js').OutgoingMessage} OutgoingMessage */
/** @typedef {import('./protocol.js').Protocol} Protocol */
/** @typedef {import('./protocol.js').Welcome} Welcome */
/** @typedef {import('./send-queue.js').QueueLimit} QueueLimit */

/** @typedef {'idle' | 'connecting' | 'open' | 'reconnecting' | 'closed'} SignalerState */
/** @typedef {'sent' | 'queued' | 'refused'} SendResult */

/**
 * `attempt` counts from 1, after connect() and again after each connection that was open.
 *
 * @typedef {object} SignalerEvents
 * @property {{attempt: number}} connecting an attempt has begun
 * @property {{attempt: number, resumed: boolean, welcome: Omit<Welcome, 'resume'> | null}} open the server has accepted
 *   the client, and the queued messages have just been sent. resumed: the session continues and no message is lost, but
 *   the user of the Signaler may have to request the member list
 * @property {{code: number, reason: string, delayMs: number}} reconnecting the connection or the attempt has ended. The
 *   next attempt follows after the delay, or earlier if the page or the network comes back
 * @property {import('./unreachable.js').Unreachable} unreachable the first attempt has failed, and why, as far as a page
 *   can know; attempts continue
 * @property {{code: number, reason: string}} closed for good; the last event
 * @property {Message} message any message except responses to ask() and heartbeats
 * @property {{messages: Partial<OutgoingMessage>[]}} undelivered messages that will never be confirmed, just before the
 *   `open` of another session; messages that are longer than the server accepts; and, just before `closed`, also the
 *   queued messages
 */

/**
 * @typedef {object} SignalerOptions
 * @property {() => string | URL} url of the room's WebSocket; called at each attempt
 * @property {Protocol} [protocol] there is no fallback from one to the other
 * @property {import('./credentials.js').Credentials} [credentials] sent with each attempt; only in `parley.v1`
 * @property {Environment} [environment]
 * @property {Heartbeat} [heartbeat] used unless the server names another
 * @property {QueueLimit} [queueLimit]
 */

export {};
