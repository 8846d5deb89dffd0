// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

import {SERVER} from './protocol.js';

/** @typedef {import('./environment.js').Environment} Environment */
/** @typedef {import('./protocol.js').Message} Message */

/**
 * @typedef {object} Question
 * @property {(reply: Message) => void} resolve
 * @property {(error: SignalerError) => void} reject
 * @property {boolean} isLasting whether its answer comes even if the connection is another by then
 * @property {boolean} isSent
 * @property {number} timer
 */

/** How long the server may take to answer. Counted from when the question was sent. */
const ANSWER_MS = 10_000;

/** Sets our ids apart from those that a user of the library gives to messages of its own. */
const ID_PREFIX = 'parley:';

/** @type {Record<string, string>} */
const SENTENCES = {
  disconnected: 'the connection was lost before the answer came',
  timeout: 'the server did not answer in time',
  closed: 'the signaler is closed',
  refused: 'the question could not be sent',
};

/**
 * Why a question to the server has no answer. `code` is for programs: the code of the server's error
 * message, or `disconnected`, `timeout`, `closed` or `refused`; `message` is for people.
 */
export class SignalerError extends Error {
  /**
   * @param {string} code
   * @param {string} [message]
   */
  constructor(code, message = SENTENCES[code] ?? code) {
    super(message);
    this.name = 'SignalerError';
    this.code = code;
  }
}

/**
 * The questions that are waiting for the server's answer, by their ids. An id is used once, so that a
 * late answer is never taken for that to another question. The Signaler owns it and sends the
 * questions; every question ends exactly once.
 */
export class Questions {
  #environment;
  #lastId = 0;
  /** @type {Map<string, Question>} */
  #waiting = new Map();

  /** @param {Environment} environment */
  constructor(environment) {
    this.#environment = environment;
  }

  /** @returns {string} an id that no question has had */
  makeId() {
    this.#lastId += 1;
    return `${ID_PREFIX}${this.#lastId}`;
  }

  /**
   * @param {string} id
   * @param {boolean} isLasting whether question and answer outlive the connection, as long as the session does
   * @returns {Promise<Message>} rejects with a SignalerError
   */
  wait(id, isLasting) {
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, {resolve, reject, isLasting, isSent: false, timer: 0});
    });
  }

  /** @param {unknown} id that of any message: for a question, the time for the answer begins */
  onSent(id) {
    const question = this.#find(id);
    if (!question) return;
    question.isSent = true;
    this.#environment.clearTimeout(question.timer);
    question.timer = this.#environment.setTimeout(() => {
      this.#take(id)?.reject(new SignalerError('timeout'));
    }, ANSWER_MS);
  }

  /** @param {unknown} id whether it is that of a question, answered or not, which its promise tells of */
  owns(id) {
    return typeof id === 'string' && id.startsWith(ID_PREFIX);
  }

  /**
   * @param {Message} message
   * @returns {boolean} whether it was an answer, in time or late, and needs nobody else's attention
   */
  onMessage(message) {
    const {sender, id, type, data} = message;
    if (type === 'error' && data?.code === 'rate-limited') return false;  // it will be answered, only later
    if (sender !== SERVER || !this.owns(id)) return false;
    const question = this.#take(id);
    if (type === 'error') question?.reject(new SignalerError(data?.code ?? 'internal', data?.message));
    else question?.resolve(message);
    return true;
  }

  /** The connection is gone, and its session may come back: until then nobody's time runs out. */
  onDisconnected() {
    for (const [id, {isSent, isLasting, timer}] of this.#waiting) {
      if (isLasting) this.#environment.clearTimeout(timer);
      else if (isSent) this.#take(id)?.reject(new SignalerError('disconnected'));
    }
  }

  /** The session has come back, and with it all that is on its way. */
  onResumed() {
    for (const [id, {isSent}] of this.#waiting) if (isSent) this.onSent(id);
  }

  /** The session is gone: no answer comes to what has been sent. */
  rejectSent() {
    for (const [id, {isSent}] of this.#waiting) {
      if (isSent) this.#take(id)?.reject(new SignalerError('disconnected'));
    }
  }

  rejectAll() {
    for (const id of this.#waiting.keys()) this.#take(id)?.reject(new SignalerError('closed'));
  }

  /** @param {unknown} id */
  #find(id) {
    return typeof id === 'string' ? this.#waiting.get(id) : undefined;
  }

  /** @param {unknown} id */
  #take(id) {
    const question = this.#find(id);
    if (typeof id !== 'string' || !question) return undefined;
    this.#waiting.delete(id);
    this.#environment.clearTimeout(question.timer);
    return question;
  }
}
