// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {Chat} from './chat.js';
import {JoinHandshake} from './join-handshake.js';
import {browserEnvironment} from '../environment.js';
import {Emitter} from '../events.js';
import {IceServers} from './ice-servers.js';
import {OwnMedia} from './own-media.js';
import {Roster} from './roster.js';
import {SERVER} from '../signaling/protocol.js';
import {MemberList} from './member-list.js';
import {ServerMessages} from './server-messages.js';
import {Signaler} from '../signaling/signaler.js';
import {VideoPeer} from '../peer/video-peer.js';
import {addressFor, checkOptions} from './manager-options.js';
import {cleanUsername} from './username.js';

/** @typedef {import('./manager-types.js').ChatLine} ChatLine */
/** @typedef {import('./manager-types.js').ManagerEvents} ManagerEvents */
/** @typedef {import('./manager-types.js').ManagerOptions} ManagerOptions */
/** @typedef {import('../signaling/protocol.js').Message} Message */
/** @typedef {import('../signaling/signaler.js').SendResult} SendResult */
/** @typedef {import('../signaling/signaler.js').SignalerEvents} SignalerEvents */
/** @typedef {import('./own-media.js').Sending} Sending */
/** @typedef {import('../peer/video-peer-types.js').VideoPeerOptions} VideoPeerOptions */

/** @type {(keyof ManagerEvents)[]} */
const EVENTS = ['joined', 'clients', 'peer-added', 'peer-removed', 'text', 'refused', 'undelivered', 'connecting', 'open',
  'reconnecting', 'unreachable', 'closed'];

const SIGNALS = new Set(['offer', 'answer', 'icecandidate']);

/**
 * One stay in a room: the Signaler, a VideoPeer for each other member, calls, names and chat.
 * When the connection to the server is lost, the peers and their media stay. In `parley.v1` the next connection resumes
 * the session. Otherwise the Manager joins again and keeps the peers under the new ids (see Roster).
 *
 * @extends {Emitter<ManagerEvents>}
 */
export class Manager extends Emitter {
  #signaler;
  #handshake;
  #roster;
  #ownMedia;
  #username;
  #id = '';
  #list;
  #iceServers;
  #chat;
  #serverMessages;

  /** @param {ManagerOptions} options */
  constructor({url, protocol = 'parley.v1', media, username = '', token, password, iceServers = [], iceTransportPolicy = 'all', sending,
    environment = browserEnvironment()}) {
    super(EVENTS);
    checkOptions(url, media);
    this.#username = cleanUsername(username) ?? '';
    const isV1 = protocol !== 'base';
    this.#signaler = new Signaler({
      url: () => addressFor(url, this.#username), protocol, credentials: {token, password}, environment,
    });
    this.#list = new MemberList(environment, () => this.#askForList(), () => this.#onList());
    const send = (/** @type {Parameters<Signaler['send']>} */ ...[type, receiver, data, id]) => {
      return this.#signaler.send(type, receiver, data, isV1 ? id : undefined);  // recognizes the line when it returns
    };
    this.#chat = new Chat(environment, this.#list, send, (line) => {
      this.emit('text', {...line, isOwn: line.id === this.#id});
    });
    this.#iceServers = new IceServers({
      environment,
      own: iceServers,
      isPushed: isV1,
      ask: async () => (await this.#ask('get-ice-servers'))?.data ?? null,
      peers: () => this.peers,
    });
    this.#ownMedia = new OwnMedia({media, peers: () => this.peers, sending});
    this.#roster = new Roster({
      environment,
      make: (id, calls) => this.#makePeer({id, calls, iceTransportPolicy, environment}),
      onAdded: (peer) => this.#onPeers('peer-added', peer),
      onRemoved: (peer) => this.#onPeers('peer-removed', peer),
      refresh: () => this.#list.refresh(),
    });
    this.#serverMessages = new ServerMessages({
      list: this.#list, roster: this.#roster, iceServers: this.#iceServers, chat: this.#chat,
      onUndelivered: (messages) => this.emit('undelivered', {messages}),
      onRefused: (error) => this.emit('refused', error),
    });
    this.#handshake = new JoinHandshake(this.#signaler, (entry) => this.#onEntered(entry));
    this.#listen();
  }

  /** @param {Pick<VideoPeerOptions, 'id' | 'calls' | 'iceTransportPolicy' | 'environment'>} options */
  #makePeer(options) {
    /** @type {VideoPeer} */
    const peer = new VideoPeer({
      ...options,
      polite: this.#id < options.id,
      send: ({type, data}) => this.#signaler.send(type, peer.id, data),  // not options.id: the id changes when the peer returns
      tracks: this.#ownMedia.tracks,
      iceServers: this.#iceServers.current,
    });
    this.#ownMedia.tell(peer);
    return peer;
  }

  /** Joins the room. Call it once, after adding the listeners. */
  join() {
    this.#signaler.connect();
  }

  /** The id of this client in the room; empty before the first `joined`. */
  get id() {
    return this.#id;
  }

  /** The name of this client in the room; before the first list, the requested one. */
  get username() {
    return this.#username;
  }

  get state() {
    return this.#signaler.state;
  }

  /** Round trip of the last ping to the server, in ms; null while unknown. */
  get roundTripMs() {
    return this.#signaler.roundTripMs;
  }

  get clients() {
    return this.#list.clients;
  }

  /** @returns {VideoPeer[]} */
  get peers() {
    return this.#roster.peers;
  }

  /** Whether this user's hand is raised. */
  get hand() {
    return this.#ownMedia.hand;
  }

  set hand(isRaised) {
    this.#ownMedia.hand = isRaised;
  }

  /** @param {Sending} sending limits of the sent picture; the share of each peer also depends on their number */
  setSending(sending) {
    this.#ownMedia.sending = sending;
  }

  /**
   * @param {string} text for everybody in the room; show it when it returns as `text`
   * @returns {SendResult}
   */
  say(text) {
    return this.#chat.say(text, this.#username);
  }

  /**
   * @param {string} username takes effect with the next `clients`; if the server refuses it, a `refused` with
   *   `bad-profile` follows
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
      if (detail.resumed) this.#onResumed(detail);
      else this.#handshake.enter(detail.welcome);
    });
    signaler.on('reconnecting', (detail) => {
      this.#handshake.reset();
      this.#roster.suspend();
      this.emit('reconnecting', detail);
    });
    signaler.on('unreachable', (detail) => this.emit('unreachable', detail));
    signaler.on('message', (message) => this.#onMessage(message));
    signaler.on('undelivered', ({messages}) => this.#serverMessages.report(messages));
    signaler.on('closed', (detail) => {
      this.#end();
      this.emit('closed', detail);
    });
  }

  /** @param {import('./join-handshake.js').Entry} entry */
  #onEntered({id, iceServers, room, early}) {
    const again = this.#id !== '';
    this.#id = id;
    this.#iceServers.take(iceServers);
    this.#roster.join(id);
    this.emit('joined', {id, again, resumed: false});
    for (const message of early) this.#onMessage(message);  // first, so that a member that has called is not called
    this.#list.reset();
    this.#list.take(room);
  }

  /** @param {SignalerEvents['open']} detail */
  #onResumed({welcome}) {
    this.#handshake.resume();
    this.#roster.resume();
    if (welcome) this.#iceServers.take(welcome.ice_servers, false);
    this.emit('joined', {id: this.#id, again: true, resumed: true});
    if (welcome) this.#list.catchUp(welcome.room.version);
  }

  /** @param {Message} message */
  #onMessage(message) {
    const {sender, type, data} = message;
    if (!this.#handshake.isPassed) this.#handshake.hold(message);
    else if (sender === SERVER) this.#serverMessages.receive(message);
    else if (type === 'text') this.#chat.receive(message, sender === this.#id);
    else if (type === 'bye') this.#roster.farewell(sender);
    else if (SIGNALS.has(type)) this.#roster.receive(sender, {type, data});
  }

  #onList() {
    const {clients, names} = this.#list;
    this.#username = names.get(this.#id) ?? this.#username;
    this.#roster.update(clients);
    this.emit('clients', clients);
  }

  /** @param {string} type @returns {Promise<Message | null>} null: there is no response */
  #ask(type) {
    return this.#signaler.ask(type).catch(() => null);
  }

  async #askForList() {
    const reply = await this.#ask('get-room-info');
    if (!reply || !this.#handshake.isPassed) return false;
    this.#list.take(reply.data);
    return true;
  }

  /** @param {'peer-added' | 'peer-removed'} type */
  #onPeers(type, /** @type {VideoPeer} */ peer) {
    this.#ownMedia.applyLimits();
    this.emit(type, peer);
  }
}
