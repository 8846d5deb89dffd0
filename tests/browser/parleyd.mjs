// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

import {Program} from '../support/web/program.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PARLEYD = process.env.PARLEYD ?? `${ROOT}build/release/parleyd`;
const WEB_ROOT = process.env.PARLEY_WEB_ROOT ?? `${ROOT}web`;

/** A parleyd of our own on loopback, with the pages of this tree. */
export class Parleyd {
  #program;
  url = '';

  /**
   * @param {object} [options]
   * @param {string | number} [options.port] where it is to listen; otherwise on any port that is free
   * @param {string} [options.config] text of its parley.yaml
   */
  static async start({port = 0, config = ''} = {}) {
    const parleyd = new Parleyd(port, config);
    try {
      const [, address] = await parleyd.#program.says(/event=listening .*?address=(\S+)/);
      parleyd.url = `http://${address}`;
    } catch (error) {
      await parleyd.kill();
      throw error;
    }
    return parleyd;
  }

  constructor(port, config) {
    this.#program = new Program(PARLEYD, (folder) => {
      const file = join(folder, 'parley.yaml');
      writeFileSync(file, config);
      return ['--listen', `127.0.0.1:${port}`, '--web-root', WEB_ROOT, '--config', file];
    });
  }

  /** Where another one has to listen to be found in this one's place. */
  get port() {
    return new URL(this.url).port;
  }

  /** Asks it to leave and returns its exit code. */
  stop() {
    return this.#program.stop();
  }

  /** From now on it takes what is sent to it and does nothing with it, until it is killed. */
  freeze() {
    this.#program.freeze();
  }

  /** Ends it as a crash would: nobody is told. */
  kill() {
    return this.#program.stop('SIGKILL');
  }
}
