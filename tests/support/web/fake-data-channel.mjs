// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** An RTCDataChannel with a number that both sides know; its connection opens it and carries what it sends. */
export class FakeDataChannel {
  readyState = 'connecting';
  onopen = null;
  onclose = null;
  onmessage = null;
  /** What was sent, parsed, in order. */
  sent = [];
  #connection;
  #network;

  constructor({label, options, connection, network}) {
    this.label = label;
    this.options = options;
    this.#connection = connection;
    this.#network = network;
  }

  send(text) {
    if (this.readyState !== 'open') throw new DOMException('send() while it is not open', 'InvalidStateError');
    this.sent.push(JSON.parse(text));
    this.#network.carry(this.#connection, text);
  }

  close() {
    this.readyState = 'closed';
  }

  get hasHandlers() {
    return [this.onopen, this.onclose, this.onmessage].some((handler) => handler !== null);
  }

  // What the other side and the network do.

  open() {
    if (this.readyState !== 'connecting') return;
    this.readyState = 'open';
    this.onopen?.({type: 'open'});
  }

  deliver(data) {
    this.#network.later(() => {
      if (this.readyState === 'open') this.onmessage?.({type: 'message', data});
    });
  }

  /** The other end has closed it. */
  end() {
    this.#network.later(() => {
      if (this.readyState === 'closed') return;
      this.readyState = 'closed';
      this.onclose?.({type: 'close'});
    });
  }
}
