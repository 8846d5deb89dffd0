// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

import {temporaryFolder} from './temporary-folder.mjs';

const CURVE = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function openssl(...options) {
  execFileSync('openssl', options, {stdio: 'pipe'});
}

/** A certificate authority of this test, and what it has certified: that somebody is localhost. */
export class Certificates {
  #folder = temporaryFolder();
  certificate = join(this.#folder, 'server.pem');
  key = join(this.#folder, 'server.key');
  authority = join(this.#folder, 'authority.pem');

  constructor() {
    const authorityKey = join(this.#folder, 'authority.key');
    const request = join(this.#folder, 'server.csr');
    const names = join(this.#folder, 'names');
    openssl('req', '-x509', ...CURVE, '-days', '1', '-subj', '/CN=Parley test authority',
      '-keyout', authorityKey, '-out', this.authority);
    openssl('req', ...CURVE, '-subj', '/CN=localhost', '-keyout', this.key, '-out', request);
    writeFileSync(names, 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n');
    openssl('x509', '-req', '-days', '1', '-in', request, '-CA', this.authority, '-CAkey', authorityKey,
      '-CAcreateserial', '-extfile', names, '-out', this.certificate);
  }

  /** The authority's own certificate, for clients that are told whom to trust. */
  get ca() {
    return readFileSync(this.authority);
  }

  /**
   * A home folder whose browser trusts the authority: Chromium on Linux looks into the NSS database
   * there. So nothing is waved through: the chain, the name and the dates are checked as for everybody.
   */
  trustingHome() {
    const home = join(this.#folder, 'home');
    const database = join(home, '.pki', 'nssdb');
    mkdirSync(database, {recursive: true});
    execFileSync('certutil', ['-N', '-d', `sql:${database}`, '--empty-password'], {stdio: 'pipe'});
    execFileSync('certutil', ['-A', '-d', `sql:${database}`, '-n', 'authority', '-t', 'C,,', '-i', this.authority],
      {stdio: 'pipe'});
    return home;
  }
}
