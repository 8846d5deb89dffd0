// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';

import {Program} from '../support/web/program.mjs';
import {PARLEYD} from './committed-file.mjs';

/** Everybody is told at once to go: a test has no crowd that could come back in one instant. */
const QUICK_DRAIN = 'drain:\n  spread: 0s\n';

/** A parleyd as it stands behind a proxy: it listens where its configuration says, and has no pages. */
export class Service {
  #program;
  /** Where it listens, as nginx writes it. */
  upstream = '';

  /**
   * @param {object} options
   * @param {string} options.listen an address; port 0 is any that is free
   * @param {string} [options.config] the rest of its parley.yaml
   * @param {Record<string, string>} [options.files] what else lies beside its configuration, by name
   */
  static async start({listen, config = '', files = {}}) {
    const service = new Service(`listen: ["${listen}"]\nweb_root: empty\n${QUICK_DRAIN}${config}`, files);
    try {
      [, service.upstream] = await service.#program.says(/event=listening .*?address=(\S+)/);
    } catch (error) {
      await service.stop('SIGKILL');
      throw error;
    }
    return service;
  }

  constructor(config, files) {
    this.#program = new Program(PARLEYD, (folder) => {
      const file = join(folder, 'parley.yaml');
      writeFileSync(file, config);
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, {mode: 0o600});
      return ['--config', file];
    });
  }

  /** Waits for a line of its log. */
  says(pattern) {
    return this.#program.says(pattern);
  }

  logged(pattern) {
    return this.#program.logged(pattern);
  }

  stop(signal) {
    return this.#program.stop(signal);
  }
}
