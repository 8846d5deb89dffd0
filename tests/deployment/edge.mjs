// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {join} from 'node:path';

import {Certificates} from './certificates.mjs';
import {Member} from './member.mjs';
import {Nginx} from './nginx.mjs';
import {Service} from './service.mjs';
import {temporaryFolder} from './temporary-folder.mjs';

/** A test starts two programs and waits for some answers, each of which has a deadline of its own. */
export const timeout = 120_000;

/** What the committed file says, and what a test puts in its place. */
export const UNIX_SOCKET = 'unix:/run/parley/parley.sock';

let shared;

/** One authority serves all tests of a file. */
export function certificates() {
  return shared ??= new Certificates();
}

export function newUnixSocket(name = 'parley') {
  return `unix:${join(temporaryFolder(), `${name}.sock`)}`;
}

/** A parleyd, and nginx with config/nginx/parley.conf before it. They end with the test. */
export class Edge {
  /**
   * @param {import('node:test').TestContext} t
   * @param {object} [options]
   * @param {'unix' | 'tcp'} [options.by] the way from nginx to parleyd
   * @param {string} [options.config] of parleyd
   * @param {Record<string, string>} [options.replace] in nginx's file
   * @param {string} [options.extra] around nginx's file
   */
  static async start(t, {by = 'unix', config, replace = {}, extra} = {}) {
    const edge = new Edge();
    edge.service = await Service.start({listen: by === 'unix' ? newUnixSocket() : '127.0.0.1:0', config});
    t.after(() => edge.service.stop());
    edge.nginx = await Nginx.start(certificates(), {
      replace: {[UNIX_SOCKET]: edge.service.upstream, ...replace}, extra,
    });
    t.after(() => edge.nginx.stop());
    return edge;
  }

  /** The URL of a room's WebSocket, by address: a name may have several. */
  roomUrl(room = 'tea', folder = 'room') {
    return `wss://127.0.0.1:${this.nginx.port}/${folder}/${room}/ws`;
  }

  /** How clients of a test connect, from this address. */
  from(address = '127.0.0.1', options = {}) {
    return {ca: certificates().ca, localAddress: address, ...options};
  }

  async join(t, room, options = this.from()) {
    const member = await Member.join(this.roomUrl(room), options);
    t.after(() => member.leave());
    return member;
  }
}
