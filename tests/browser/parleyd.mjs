// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PARLEYD = process.env.PARLEYD ?? `${ROOT}build/release/parleyd`;
const WEB_ROOT = process.env.PARLEY_WEB_ROOT ?? `${ROOT}web`;

/** How long parleyd may take to say where it listens, and to leave when it is told to. */
const START_MS = 20_000;
const STOP_MS = 20_000;

/** A parleyd of our own on a free port of loopback, with the pages of this tree. */
export class Parleyd {
  #child;
  #exit;
  #log = [];
  url = '';

  static async start() {
    const parleyd = new Parleyd();
    try {
      parleyd.url = await parleyd.#listening();
    } catch (error) {
      await parleyd.kill();
      throw error;
    }
    return parleyd;
  }

  constructor() {
    const options = ['--listen', '127.0.0.1:0', '--web-root', WEB_ROOT];
    this.#child = spawn(PARLEYD, options, {stdio: ['ignore', 'ignore', 'pipe']});
    this.#exit = once(this.#child, 'exit');
    this.#exit.catch(() => {});  // that it could not be started is told by whoever waits for it
    process.once('exit', () => this.#child.kill('SIGKILL'));  // a test that was cut off cleans up too
  }

  async #listening() {
    const lines = createInterface({input: this.#child.stderr});
    let timer;
    const listening = new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(this.#failure('does not say where it listens')), START_MS);
      this.#child.on('error', reject);
      this.#child.on('exit', () => reject(this.#failure('ended')));
      lines.on('line', (line) => {
        this.#log.push(line);
        const address = /event=listening .*?address=(\S+)/.exec(line)?.[1];
        if (address) resolve(`http://${address}`);
      });
    });
    return listening.finally(() => clearTimeout(timer));
  }

  #failure(what) {
    return new Error(`${PARLEYD} ${what}:\n${this.#log.join('\n')}`);
  }

  /** Asks it to leave and returns its exit code. */
  async stop() {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    this.#child.kill('SIGTERM');
    const [code] = await this.#exit;
    clearTimeout(timer);
    return code;
  }

  async kill() {
    this.#child.kill('SIGKILL');
    await this.#exit.catch(() => {});
  }
}
