// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * @typedef {object} Commands the commands of the embedding page; each returns false if there was no call
 * @property {() => boolean} leave
 * @property {(on: boolean) => boolean} microphone
 * @property {(on: boolean) => boolean} camera
 */

/**
 * The origins whose pages may show this page in a frame, according to its own Content-Security-Policy. The browser
 * obeys the same header, which a proxy may have set. Only complete origins count, not patterns.
 * @param {string | null} header several policies are separated by commas, and each of them applies
 * @returns {string[]}
 */
export function frameAncestors(header) {
  const lists = (header ?? '').split(',').flatMap((policy) => {
    const directives = policy.split(';').map((directive) => directive.trim().split(/\s+/));
    const named = directives.find(([name]) => name.toLowerCase() === 'frame-ancestors');
    return named ? [named.slice(1).filter(isOrigin)] : [];
  });
  const [first = [], ...rest] = lists;
  return first.filter((origin) => rest.every((list) => list.includes(origin)));
}

/** @param {string} text */
function isOrigin(text) {
  return /^https?:\/\/[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/**
 * The connection to the page that shows this one in a frame. It reports the events of the call and carries out a few
 * commands (docs/embedding.md). It accepts commands only from the direct parent with one of `origins`, and sends
 * events only to these origins. Other messages are dropped without a response.
 */
export class EmbeddingPage {
  #frame;
  #commands;
  /** @type {Promise<string[]>} */
  #origins;

  /**
   * @param {Commands} commands
   * @param {Window} frame
   * @param {() => Promise<string[]>} origins called once, and only if the page is in a frame
   */
  constructor(commands, frame = window, origins = ownFrameAncestors) {
    this.#frame = frame;
    this.#commands = commands;
    this.#origins = this.#isEmbedded ? origins().catch(warn) : Promise.resolve([]);
    if (this.#isEmbedded) frame.addEventListener('message', (event) => this.#onMessage(event));
  }

  get #isEmbedded() {
    return this.#frame.parent !== this.#frame;
  }

  /**
   * @param {'joined' | 'left' | 'people' | 'refused'} event
   * @param {Record<string, unknown>} detail
   */
  async tell(event, detail) {
    if (!this.#isEmbedded) return;
    for (const origin of await this.#targets()) this.#frame.parent.postMessage({parley: event, ...detail}, origin);
  }

  // If the browser reports the parent's origin, the other origins need no message.
  async #targets() {
    const parent = this.#frame.location.ancestorOrigins?.[0];
    const origins = await this.#origins;
    return parent === undefined ? origins : origins.filter((origin) => origin === parent);
  }

  /** @param {MessageEvent} event */
  async #onMessage({source, origin, data}) {
    if (source !== this.#frame.parent || !(await this.#origins).includes(origin)) return;
    const command = typeof data === 'object' && data !== null ? data.parley : undefined;
    if (typeof command !== 'string') return;  // a message for another script of this page
    const reason = this.#run(command, data.on);
    if (reason) this.tell('refused', {command: command.slice(0, 32), reason});
  }

  /**
   * @param {string} command
   * @param {unknown} on
   * @returns {'unknown-command' | 'bad-value' | 'not-in-call' | null} the reason for a refusal; null: done
   */
  #run(command, on) {
    const commands = this.#commands;
    if (command === 'leave') return commands.leave() ? null : 'not-in-call';
    if (command !== 'microphone' && command !== 'camera') return 'unknown-command';
    if (typeof on !== 'boolean') return 'bad-value';
    return commands[command](on) ? null : 'not-in-call';
  }
}

/**
 * @param {unknown} error
 * @returns {string[]}
 */
function warn(error) {
  console.warn('The embedding page is not told about the call: the policy of this page cannot be read.', error);
  return [];
}

async function ownFrameAncestors() {
  const response = await fetch(location.href, {method: 'HEAD'});
  return frameAncestors(response.headers.get('content-security-policy'));
}
