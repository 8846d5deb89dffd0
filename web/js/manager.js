// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {SERVER, Signaler} from './signaler.js';
import {VideoPeer} from './video-peer.js';

/** @typedef {import('./signaler.js').Message} Message */
/** @typedef {{id: string, username: string}} Client */

const SIGNALS = new Set(['offer', 'answer', 'icecandidate']);

/**
 * One stay in a room: owns the Signaler and a VideoPeer for each other client, and decides who calls
 * whom. The page listens to it and draws; it touches no element itself.
 *
 * Events, with their `detail`: `joined` `{id}`; `clients` Client[], oneself included; `peer-added` and
 * `peer-removed` VideoPeer; `text` `{name, text, isOwn}`; `refused` `{code, message}`; `ended`
 * `{code}`, the last one.
 */
export class Manager extends EventTarget {
  #signaler;
  #stream;
  #id = '';
  /** @type {RTCIceServer[]} */
  #iceServers = [];
  /** @type {Map<string, string>} client id → username */
  #names = new Map();
  /** @type {Map<string, VideoPeer>} by client id */
  #peers = new Map();
  /** Those that said `bye` to us: a list that is older than their leaving must not call them back. */
  #departed = new Set();
  /** @type {Message[] | null} what came before our first list; null since then */
  #early = [];

  /**
   * @param {URL | string} url of the room's WebSocket
   * @param {MediaStream} stream what the others are to see and hear
   * @param {string} username empty: the server's default
   */
  constructor(url, stream, username) {
    super();
    this.#stream = stream;
    this.#signaler = new Signaler(url);
    this.#signaler.addEventListener('message', (event) => {
      this.#onMessage(/** @type {CustomEvent<Message>} */ (event).detail);
    });
    this.#signaler.addEventListener('close', (event) => {
      this.#end(/** @type {CustomEvent<{code: number}>} */ (event).detail.code);
    });
    this.#join(username).catch(() => {});  // it only fails with the connection, and #end tells
  }

  /** @param {string} text shown when it comes back from the server, like everybody else's */
  say(text) {
    this.#signaler.send('text', 'room', {from: this.#names.get(this.#id), time: Date.now(), text});
  }

  /** @param {string} username */
  rename(username) {
    this.#signaler.send('profile', SERVER, {username});
  }

  leave() {
    for (const id of this.#peers.keys()) this.#signaler.send('bye', id);
    this.#signaler.leave();
  }

  /** @param {string} username */
  async #join(username) {
    // The questions go out together and are answered in order.
    const [pong, iceServers, roomInfo] = await Promise.all([
      this.#signaler.ask('ping'),
      this.#signaler.ask('get-ice-servers').catch(() => ({data: []})),
      this.#signaler.ask('get-room-info'),
    ]);
    this.#id = pong.receiver;
    this.#iceServers = iceServers.data;
    this.#emit('joined', {id: this.#id});
    // Lists among what came before are older than this one. Who has called us already is not
    // called again.
    const early = this.#early ?? [];
    this.#early = null;
    for (const message of early) if (message.type !== 'room-info') this.#onMessage(message);
    this.#onClients(roomInfo.data.clients);
    if (username) this.rename(username);
  }

  /** @param {Message} message */
  #onMessage(message) {
    const {sender, type} = message;
    if (this.#early) this.#early.push(message);
    else if (sender === SERVER) this.#onServerMessage(message);
    else if (type === 'text') this.#onText(message);
    else if (type === 'bye') this.#onBye(sender);
    else if (SIGNALS.has(type)) this.#onSignal(message);
  }

  /** @param {Message} message */
  #onServerMessage({type, data}) {
    if (type === 'room-info') this.#onClients(data.clients);
    // A signal to somebody who has just left is nothing to trouble anybody with.
    if (type === 'error' && data.code !== 'no-such-client') this.#emit('refused', data);
  }

  /** @param {Client[]} clients */
  #onClients(clients) {
    this.#names = new Map(clients.map(({id, username}) => [id, username]));
    for (const id of this.#peers.keys()) if (!this.#names.has(id)) this.#removePeer(id);
    for (const id of this.#names.keys()) {
      if (id !== this.#id && !this.#peers.has(id) && !this.#departed.has(id)) this.#addPeer(id);
    }
    this.#emit('clients', clients);
  }

  /** @param {Message} message */
  #onSignal({sender, type, data}) {
    let peer = this.#peers.get(sender);
    if (!peer && type === 'offer') {
      this.#departed.delete(sender);
      peer = this.#addPeer(sender);
      if (!this.#names.has(sender)) this.#refresh();  // nobody is told when somebody arrives
    }
    peer?.onSignal(type, data);
  }

  /** @param {Message} message */
  async #onText({sender, data}) {
    if (typeof data?.text !== 'string') return;
    if (!this.#names.has(sender)) await this.#refresh();
    const name = this.#names.get(sender) ?? 'Somebody';
    this.#emit('text', {name, text: data.text, isOwn: sender === this.#id});
  }

  /** @param {string} id */
  #onBye(id) {
    this.#departed.add(id);
    this.#removePeer(id);
  }

  async #refresh() {
    const reply = await this.#signaler.ask('get-room-info').catch(() => null);
    if (reply) this.#onClients(reply.data.clients);
  }

  /**
   * The connection wants to be negotiated as soon as it has media: that is what sends the offer to
   * somebody on a list. Who is added because of an offer answers it instead.
   * @param {string} id
   */
  #addPeer(id) {
    const peer = new VideoPeer({
      id,
      polite: this.#id < id,
      iceServers: this.#iceServers,
      localStream: this.#stream,
      send: (type, data) => this.#signaler.send(type, id, data),
    });
    this.#peers.set(id, peer);
    this.#emit('peer-added', peer);
    return peer;
  }

  /** @param {string} id */
  #removePeer(id) {
    const peer = this.#peers.get(id);
    if (!peer) return;
    this.#peers.delete(id);
    peer.close();
    this.#emit('peer-removed', peer);
  }

  /** @param {number} code */
  #end(code) {
    for (const id of this.#peers.keys()) this.#removePeer(id);
    this.#emit('ended', {code});
  }

  /**
   * @param {string} type
   * @param {any} detail
   */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, {detail}));
  }
}
