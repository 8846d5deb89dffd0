// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';

/** How long a program may take to say that it is ready, and to leave when it is told to. */
const START_MS = 60_000;
const STOP_MS = 20_000;

/** A test that is told to end cleans up as one that ends by itself. */
const SIGNALS = {SIGINT: 130, SIGTERM: 143};
for (const [signal, code] of Object.entries(SIGNALS)) process.once(signal, () => process.exit(code));

/**
 * A program that a test runs, with a folder of its own for whatever it writes. Both are gone when it was
 * stopped, and at the latest with the test's process, also when that is cut off.
 */
export class Program {
  #path;
  #child;
  #exit;
  #folder;
  #log = [];
  /** @type {Set<(line: string) => void>} */
  #readers = new Set();
  #cleanUp = () => {
    this.#child?.kill('SIGKILL');
    rmSync(this.#folder, {recursive: true, force: true, maxRetries: 10});
  };

  /**
   * @param {string} path
   * @param {(folder: string) => string[]} makeOptions called with its folder, which may be filled there
   */
  constructor(path, makeOptions) {
    this.#path = path;
    this.#folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
    process.once('exit', this.#cleanUp);
    this.#child = spawn(path, makeOptions(this.#folder), {cwd: this.#folder, stdio: ['ignore', 'pipe', 'pipe']});
    this.#exit = once(this.#child, 'exit');
    this.#exit.catch(() => {});  // that it could not be started is told by whoever waits for it
    for (const input of [this.#child.stdout, this.#child.stderr]) {
      createInterface({input}).on('line', (line) => {
        this.#log.push(line);
        for (const read of this.#readers) read(line);
      });
    }
  }

  /** Waits for a line that matches, and returns the match. */
  async says(pattern) {
    let timer;
    let read;
    const said = new Promise((resolve, reject) => {
      const fail = (what) => reject(new Error(`${this.#path} ${what}:\n${this.#log.join('\n')}`));
      timer = setTimeout(() => fail(`does not say ${pattern}`), START_MS);
      this.#exit.then(() => fail(`ended without saying ${pattern}`), reject);
      read = (line) => {
        const match = pattern.exec(line);
        if (match) resolve(match);
      };
      this.#log.forEach(read);
      this.#readers.add(read);
    });
    return said.finally(() => {
      clearTimeout(timer);
      this.#readers.delete(read);
    });
  }

  /** The lines so far that match. */
  logged(pattern) {
    return this.#log.filter((line) => pattern.test(line));
  }

  /** Has it do nothing any more, while its connections stay: only `stop('SIGKILL')` ends it then. */
  freeze() {
    this.#child.kill('SIGSTOP');
  }

  /** Asks it to leave, or does not ask, and returns its exit code: null if a signal ended it. */
  async stop(signal = 'SIGTERM') {
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    this.#child.kill(signal);
    const [code] = await this.#exit.catch(() => [null]);
    clearTimeout(timer);
    process.off('exit', this.#cleanUp);
    this.#cleanUp();
    return code;
  }
}
