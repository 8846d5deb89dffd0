// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {Chat} from './chat.js';
import {Entrance} from './entrance.js';
import {browserEnvironment} from './environment.js';
import {Emitter} from './events.js';
import {IceServers} from './ice-servers.js';
import {OwnMedia} from './own-media.js';
import {PeerMaker} from './peer-maker.js';
import {PeerRoster} from './peer-roster.js';
import {ROOM, SERVER} from './protocol.js';
import {RoomList} from './room-list.js';
import {Signaler} from './signaler.js';
import {cleanUsername} from './username.js';

/** @typedef {import('./environment.js').Environment} Environment */
/** @typedef {import('./local-media.js').LocalMedia} LocalMedia */
/** @typedef {import('./protocol.js').Message} Message */
/** @typedef {import('./protocol.js').Client} Client */
/** @typedef {import('./signaler.js').SendResult} SendResult */
/** @typedef {import('./signaler.js').SignalerEvents} SignalerEvents */
/** @typedef {import('./video-budget.js').Sending} Sending */
/** @typedef {import('./video-peer.js').VideoPeer} VideoPeer */
/** @typedef {import('./chat.js').Line & {isOwn: boolean}} ChatLine */

const SIGNALS = new Set(['offer', 'answer', 'icecandidate']);

/**
 * @typedef {object} ManagerOptions
 * @property {string | URL} url of the room's WebSocket
 * @property {LocalMedia} media what the others see and hear; the Manager's from now on: it closes it
 * @property {string} [username] empty, or one that the server would not take: the server's default
 * @property {RTCIceServer[]} [iceServers] to be used beside those that the server names
 * @property {RTCIceTransportPolicy} [iceTransportPolicy] `relay`: through TURN servers only
 * @property {Sending} [sending]
 * @property {Environment} [environment]
 */

/**
 * @typedef {object} ManagerOwnEvents
 * @property {{id: string, again: boolean}} joined we are in the room; again: after the connection was lost
 * @property {Client[]} clients who is in the room, oneself included, in the order in which they came
 * @property {VideoPeer} peer-added
 * @property {VideoPeer} peer-removed closed already
 * @property {ChatLine} text one's own, too: what is not shown has not come to the others either
 * @property {{code: string, message: string}} refused by the server: an error code of docs/protocol.md
 */

/** @typedef {Omit<SignalerEvents, 'message'> & ManagerOwnEvents} ManagerEvents */

/**
 * One stay in a room: the Signaler and a VideoPeer for everybody else, who calls whom, names and chat.
 * When the connection to the server is lost the peers stay, and the media with them; the Manager joins again and
 * takes them up under the new ids (see PeerRoster).
 *
 * @extends {Emitter<ManagerEvents>}
 */
export class Manager extends Emitter {
  #signaler;
  #entrance;
  #roster;
  #ownMedia;
  #url;
  #username;
  #id = '';
  #list;
  #iceServers;
  #chat;

  /** @param {ManagerOptions} options */
  constructor({url, media, username = '', iceServers = [], iceTransportPolicy = 'all', sending,
    environment = browserEnvironment()}) {
    super();
    this.#url = url;
    this.#username = cleanUsername(username) ?? '';
    this.#signaler = new Signaler({url: () => this.#address(), environment});
    this.#list = new RoomList(environment, () => this.#askForClients());
    this.#chat = new Chat(environment, this.#list, (line) => {
      this.emit('text', {...line, isOwn: line.id === this.#id});
    });
    this.#iceServers = new IceServers({
      environment,
      own: iceServers,
      ask: async () => (await this.#ask('get-ice-servers'))?.data ?? null,
      onChange: (servers) => this.peers.forEach((peer) => peer.setIceServers(servers)),
    });
    this.#ownMedia = new OwnMedia({media, peers: () => this.peers, sending});
    const maker = new PeerMaker({
      environment, iceTransportPolicy, iceServers: this.#iceServers, ownMedia: this.#ownMedia,
      send: ({type, data}, to) => this.#signaler.send(type, to, data),
    });
    this.#roster = new PeerRoster({
      environment,
      make: (id, calls) => maker.make(this.#id, id, calls),
      onAdded: (peer) => this.#onPeers('peer-added', peer),
      onRemoved: (peer) => this.#onPeers('peer-removed', peer),
      refresh: () => this.#list.refresh(),
    });
    this.#entrance = new Entrance(this.#signaler, (entry) => this.#onEntered(entry));
    this.#listen();
  }

  /** Enters the room; called once, with the listeners in place. */
  join() {
    this.#signaler.connect();
  }

  /** Our id in the room; empty before the first `joined`. */
  get id() {
    return this.#id;
  }

  /** Our name as the room knows it; before that as it was asked for. */
  get username() {
    return this.#username;
  }

  get state() {
    return this.#signaler.state;
  }

  get clients() {
    return this.#list.clients;
  }

  /** @returns {VideoPeer[]} */
  get peers() {
    return this.#roster.peers;
  }

  /** Whether our hand is raised. */
  get hand() {
    return this.#ownMedia.hand;
  }

  set hand(isRaised) {
    this.#ownMedia.hand = isRaised;
  }

  /** @param {Sending} sending what to send at most; each peer's share follows from their number, too */
  setSending(sending) {
    this.#ownMedia.sending = sending;
  }

  /**
   * @param {string} text for everybody in the room; shown when it comes back as `text`
   * @returns {SendResult}
   */
  say(text) {
    return this.#signaler.send('text', ROOM, this.#chat.compose(text, this.#username));
  }

  /**
   * @param {string} username seen when it comes back in `clients`; otherwise `refused` with `bad-profile`
   * @returns {SendResult}
   */
  rename(username) {
    return this.#signaler.send('profile', SERVER, {username});
  }

  /** Leaves the room. Nothing fires afterwards, and no connection, track, timer or listener is left. */
  close() {
    this.silence();
    for (const id of this.#roster.boundIds) this.#signaler.send('bye', id);
    this.#signaler.close();
    this.#end();
  }

  #end() {
    this.#list.close();
    this.#iceServers.close();
    this.#roster.close();
    this.#ownMedia.close();
  }

  #listen() {
    const signaler = this.#signaler;
    signaler.on('connecting', (detail) => this.emit('connecting', detail));
    signaler.on('open', (detail) => {
      this.emit('open', detail);
      this.#entrance.enter();
    });
    signaler.on('reconnecting', (detail) => {
      this.#entrance.reset();
      this.#roster.suspend();
      this.emit('reconnecting', detail);
    });
    signaler.on('message', (message) => this.#onMessage(message));
    signaler.on('undelivered', (detail) => this.emit('undelivered', detail));
    signaler.on('closed', (detail) => {
      this.#end();
      this.emit('closed', detail);
    });
  }

  /** The name is in the address, so that nobody has to be told of it after we have joined. */
  #address() {
    const url = new URL(this.#url);
    if (this.#username) url.searchParams.set('username', this.#username);
    return url;
  }

  /** @param {import('./entrance.js').Entry} entry */
  #onEntered({id, iceServers, clients, early}) {
    const again = this.#id !== '';
    this.#id = id;
    this.#iceServers.take(iceServers);
    this.#roster.join(id);
    this.emit('joined', {id, again});
    for (const message of early) this.#onMessage(message);  // who has called us already is not called again
    this.#onClients(clients);
  }

  /** @param {Message} message */
  #onMessage(message) {
    const {sender, type, data} = message;
    if (!this.#entrance.isPassed) this.#entrance.hold(message);
    else if (sender === SERVER) this.#onServerMessage(message);
    else if (type === 'text') this.#chat.receive(message);
    else if (type === 'bye') this.#roster.farewell(sender);
    else if (SIGNALS.has(type)) this.#roster.receive(sender, {type, data});
  }

  /** @param {Message} message */
  #onServerMessage({type, data}) {
    if (type === 'room-info') this.#onClients(data.clients);
    // A signal to somebody who has just left is nothing to trouble anybody with.
    if (type === 'error' && data.code !== 'no-such-client') this.emit('refused', data);
  }

  /** @param {Client[]} clients */
  #onClients(clients) {
    this.#list.clients = clients;
    this.#username = this.#list.names.get(this.#id) ?? this.#username;
    this.#roster.update(this.#list.names);
    this.emit('clients', clients);
  }

  /** @param {string} type @returns {Promise<Message | null>} null: there is no answer */
  #ask(type) {
    return this.#signaler.ask(type).catch(() => null);
  }

  async #askForClients() {
    const reply = await this.#ask('get-room-info');
    if (reply && this.#entrance.isPassed) this.#onClients(reply.data.clients);
  }

  /** @param {'peer-added' | 'peer-removed'} type */
  #onPeers(type, /** @type {VideoPeer} */ peer) {
    this.#ownMedia.applyLimits();
    this.emit(type, peer);
  }
}
