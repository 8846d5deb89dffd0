// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What a Signaler takes and tells, for those who use one.

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
 * @property {{attempt: number, resumed: boolean, welcome: Omit<Welcome, 'resume'> | null}} open the server has let us
 *   in, and what was queued has just been sent; resumed: the session goes on, and no message has been lost in between,
 *   but who is in the room may have to be asked for
 * @property {{code: number, reason: string, delayMs: number}} reconnecting the connection or the attempt
 *   has ended, and after the delay, or earlier if the page or the network wakes up, comes the next
 * @property {{code: number, reason: string}} closed for good; the last event
 * @property {Message} message everything that is neither an answer to ask() nor a sign of life
 * @property {{messages: Partial<OutgoingMessage>[]}} undelivered what cannot be confirmed any more, just before
 *   the `open` of another session, or is longer than the server turns out to take; and what was still queued, too,
 *   just before `closed`
 */

/**
 * @typedef {object} SignalerOptions
 * @property {() => string | URL} url of the room's WebSocket; asked for at each attempt
 * @property {Protocol} [protocol] what to speak; there is no way back from the one to the other
 * @property {Environment} [environment]
 * @property {Heartbeat} [heartbeat] used where the server does not say
 * @property {QueueLimit} [queueLimit]
 */

export {};
