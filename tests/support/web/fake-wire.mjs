// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {FakeWebSocket} from './fake-websocket.mjs';

const ABNORMAL = 1006;

/**
 * What lies between the sockets of a FakeServer and the server: every message takes `latency()` ms on the fake
 * clock, and nothing overtakes what was sent before it in the same direction. The server is told by `onOpen`,
 * `onMessage` and `onClose`, each with the socket first.
 */
export class FakeWire {
  #clock;
  #latency;
  #server;

  constructor({clock, latency, ...server}) {
    this.#clock = clock;
    this.#latency = latency;
    this.#server = server;
  }

  /**
   * A WebSocket class whose other end the server is; `sockets` gets each one that is made, and none of them is
   * opened while it `isUnplugged`.
   */
  socketClass(sockets) {
    const wire = this;
    return class extends FakeWebSocket {
      constructor(...address) {
        super(...address);
        sockets.push(this);
        this.inOrder = {there: 0, back: 0};
        this.isCut = false;
        wire.#travel(this, 'there', () => {
          if (sockets.isUnplugged) wire.cut(this);
          else if (this.readyState === FakeWebSocket.CONNECTING) wire.#server.onOpen(this);
        });
      }

      send(text) {
        const isOpen = this.readyState === FakeWebSocket.OPEN;
        super.send(text);
        if (isOpen) wire.#travel(this, 'there', () => this.isCut || wire.#server.onMessage(this, JSON.parse(text)));
      }

      close(code, reason) {
        super.close(code, reason);
        wire.#travel(this, 'there', () => this.isCut || wire.#server.onClose(this, code));
      }
    };
  }

  deliver(socket, message) {
    const frame = JSON.stringify(message);
    this.#travel(socket, 'back', () => {
      if (socket.readyState === FakeWebSocket.OPEN) socket.deliver(frame);
    });
  }

  /** The server closes; what it has sent before arrives before. */
  close(socket, code) {
    this.#travel(socket, 'back', () => this.#end(socket, code));
  }

  /** Nothing gets through any more to the client's side, and to the server's only if it is on its way already. */
  cut(socket, isLostOnTheWay = true) {
    socket.isCut = isLostOnTheWay;
    this.#clock.setTimeout(() => this.#end(socket, ABNORMAL), 0);
  }

  #end(socket, code) {
    if (socket.readyState !== FakeWebSocket.CLOSED) socket.serverClose(code);
  }

  #travel(socket, way, task) {
    const at = Math.max(socket.inOrder[way], this.#clock.now() + this.#latency());
    socket.inOrder[way] = at;
    this.#clock.setTimeout(task, at - this.#clock.now());
  }
}
