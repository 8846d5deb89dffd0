// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {createSocket} from 'node:dgram';
import {once} from 'node:events';
import {connect} from 'node:tls';

import {METHOD, parse, request, transactionOf} from './stun-message.mjs';

const STALE_NONCE = 438;

const DEADLINE_MS = 20_000;
/** A datagram may be lost, also on loopback if the machine is busy. */
const RETRY_MS = 1000;

/** Asks a TURN server things that no decent client would ask. */
export class TurnClient {
  #socket = createSocket('udp4');
  #server;
  #login;

  /** @param {{address: string, port: number}} server */
  constructor(server) {
    this.#server = server;
  }

  /** Asks for a relay, and returns the error code, or 0 if it was given. */
  async allocate({username, credential}, family = 4) {
    const {realm, nonce} = await this.#ask(METHOD.allocate, {family});
    this.#login = {username, credential, realm, nonce};
    return this.#askLoggedIn(METHOD.allocate, {family});
  }

  /** Asks to be let through to a peer, in both of the ways that there are: [permission, channel]. */
  async reach(address) {
    const peer = {address, port: 9};
    const permission = await this.#askLoggedIn(METHOD.createPermission, {peer});
    const channel = await this.#askLoggedIn(METHOD.channelBind, {peer, channel: 0x4000});
    return [permission, channel];
  }

  close() {
    this.#socket.close();
  }

  /** A nonce may be out of date at any time, and then a new one comes with the refusal. */
  async #askLoggedIn(method, options) {
    for (;;) {
      const {code, nonce} = await this.#ask(method, {...options, login: this.#login});
      if (code !== STALE_NONCE) return code;
      this.#login = {...this.#login, nonce};
    }
  }

  async #ask(method, options) {
    const message = request(method, options);
    const send = () => this.#socket.send(message, this.#server.port, this.#server.address);
    const retry = setInterval(send, RETRY_MS);
    const signal = AbortSignal.timeout(DEADLINE_MS);
    try {
      send();
      for (;;) {
        const [answer] = await once(this.#socket, 'message', {signal});
        if (transactionOf(answer) === transactionOf(message)) return parse(answer);
      }
    } finally {
      clearInterval(retry);
    }
  }
}

/** Whether a STUN server answers through TLS, and with a certificate of this authority. */
export async function answersByTls({address, port}, ca) {
  const socket = connect({host: address, port, ca});
  const signal = AbortSignal.timeout(DEADLINE_MS);
  try {
    await once(socket, 'secureConnect', {signal});
    const message = request(METHOD.binding);
    socket.write(message);
    const [answer] = await once(socket, 'data', {signal});
    return transactionOf(answer) === transactionOf(message) && parse(answer).code === 0;
  } finally {
    socket.destroy();
  }
}
