// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {browserEnvironment} from '../environment.js';
import {Emitter} from '../events.js';
import {Negotiation} from './negotiation.js';
import {PeerChannel} from './peer-channel.js';
import {peerState} from './peer-state.js';
import {Reach} from './reach.js';
import {RemoteMedia} from './remote-media.js';
import {StatsMeter} from './stats-meter.js';
import {TrackSenders} from './track-senders.js';

/** @typedef {import('../media/media-error.js').Slot} Slot */
/** @typedef {import('./negotiation.js').Signal} Signal */
/** @typedef {import('./peer-channel.js').Identity} Identity */
/** @typedef {import('./peer-channel.js').PeerState} PeerState */
/** @typedef {import('./peer-channel.js').StreamIds} StreamIds */
/** @typedef {import('./peer-state.js').VideoPeerState} VideoPeerState */
/** @typedef {import('./track-senders.js').VideoLimit} VideoLimit */
/** @typedef {import('./video-peer-types.js').VideoPeerEvents} VideoPeerEvents */
/** @typedef {import('./video-peer-types.js').VideoPeerOptions} VideoPeerOptions */

/** The assumed state of a client that reports none. */
const UNKNOWN_STATE = {microphone: true, camera: true, hand: false};

/**
 * Another client in the room: one RTCPeerConnection with the media of both sides, and a data channel for their state.
 * The Manager makes, renames and closes it. It knows no socket, only `send`. It repairs itself: ICE restarts when the
 * connection fails or stays interrupted.
 *
 * @extends {Emitter<VideoPeerEvents>}
 */
export class VideoPeer extends Emitter {
  #connection;
  #negotiation;
  #senders;
  #media;
  #channel;
  #reach;
  #meter;
  #id;
  #username;
  /** @type {PeerState} */
  #remote = UNKNOWN_STATE;
  #isAway = false;

  /** @param {VideoPeerOptions} options */
  constructor({id, username = '', polite, calls, send, tracks = [], iceServers = [], iceTransportPolicy = 'all',
    environment = browserEnvironment()}) {
    super(['state', 'media', 'remote', 'identity', 'stats', 'announced', 'left', 'problem']);
    this.#id = id;
    this.#username = username;
    this.#connection = new environment.RTCPeerConnection({iceServers, iceTransportPolicy});
    const connection = this.#connection;
    const onProblem = (/** @type {unknown} */ error) => this.emit('problem', error);
    this.#negotiation = new Negotiation({environment, connection, polite, send, onProblem});
    this.#senders = new TrackSenders(connection, onProblem);
    this.#media = new RemoteMedia(connection, environment.MediaStream, () => this.emit('media'));
    this.#channel = new PeerChannel(connection, this.#channelEvents());
    this.#reach = new Reach(environment, connection, this.#negotiation);
    this.#meter = new StatsMeter(connection, environment, (stats) => this.emit('stats', stats));
    connection.onconnectionstatechange = () => this.#onConnectionState();
    connection.onsignalingstatechange = () => {
      if (connection.signalingState === 'stable') this.#senders.applyParameters();
    };
    for (const {slot, track, stream} of tracks) this.setTrack(slot, track, stream);
    if (calls) this.#senders.addReceivers();
  }

  get id() {
    return this.#id;
  }

  get username() {
    return this.#username;
  }

  /** @type {VideoPeerState} */
  get state() {
    return peerState(this.#connection.connectionState, this.#isAway, this.isSuspended);
  }

  /** Camera and microphone of the other side; null while it sends neither. */
  get camera() {
    return this.#media.camera;
  }

  get screen() {
    return this.#media.screen;
  }

  get remote() {
    return this.#remote;
  }

  /** The current audio level of the other side, 0 to 1. */
  get audioLevel() {
    return this.#media.audioLevel;
  }

  get stats() {
    return this.#meter.latest;
  }

  /** Whether the other side is able to announce a new id over the data channel, because the connection works. */
  get canReturn() {
    return this.#channel.isOpen && ['connected', 'disconnected'].includes(this.#connection.connectionState);
  }

  /** @param {Signal} signal an offer, an answer or a candidate of the other side, in order */
  receive(signal) {
    return this.#negotiation.receive(signal);
  }

  /** Whether a signal comes from another RTCPeerConnection than the one to which this peer is connected. */
  isForeign(/** @type {Signal} */ signal) {
    return this.#negotiation.isForeign(signal);
  }

  /**
   * @param {Slot} slot
   * @param {MediaStreamTrack | null} track
   * @param {MediaStream} stream
   */
  setTrack(slot, track, stream) {
    this.#senders.set(slot, track, stream);
  }

  /** @param {VideoLimit} limit */
  setVideoLimit(limit) {
    this.#senders.limit = limit;
  }

  /** @param {boolean} wanted false: the other side stops sending its camera */
  setVideoWanted(wanted) {
    this.#channel.sendWants(wanted);
  }

  /**
   * Sends the state of this side to the other side.
   * @param {PeerState} state
   * @param {StreamIds} streams
   */
  setOwnState(state, streams) {
    this.#channel.sendState(state, streams);
  }

  /** @param {Identity} identity of this side */
  announce(identity) {
    this.#channel.sendIdentity(identity);
  }

  /**
   * @param {string} id
   * @param {string} username
   */
  identify(id, username) {
    if (id === this.#id && username === this.#username) return;
    this.#id = id;
    this.#username = username;
    this.emit('identity');
  }

  /** @param {boolean} isAway */
  set isAway(isAway) {
    if (isAway === this.#isAway) return;
    this.#isAway = isAway;
    this.emit('state');
  }

  /** Whether the other side is suspended: the server keeps its seat, and the signals for it. */
  get isSuspended() {
    return this.#reach.isSuspended;
  }

  set isSuspended(isSuspended) {
    if (isSuspended === this.isSuspended) return;
    this.#reach.isSuspended = isSuspended;
    this.emit('state');
  }

  /** @param {RTCIceServer[]} iceServers used from the next restart on */
  setIceServers(iceServers) {
    // Firefox before version 119 lacks this method, so the connection keeps its first servers.
    try {
      this.#connection.setConfiguration?.({...this.#connection.getConfiguration(), iceServers});
    } catch (error) {
      this.emit('problem', error);
    }
  }

  /** If media is relayed, restarts ICE to use a new TURN credential before the old one expires. */
  async renewRelay() {
    if (await this.#meter.isRelayed()) this.#negotiation.renewPaths();
  }

  /** The connection to the server is lost: keeps signals until `release`; `pause` drops them. */
  hold() {
    this.#reach.hold();
  }

  release() {
    this.#reach.release();
  }

  /** Sends no signals until `resume`. */
  pause() {
    this.#reach.pause();
  }

  /** Sends signals again, and repairs a loss of signals. */
  resume() {
    this.#reach.resume();
  }

  /** Stops events, signals and timers. The sent tracks belong to LocalMedia and continue. */
  close() {
    this.silence();
    this.#reach.close();
    this.#meter.close();
    this.#negotiation.close();
    this.#channel.close();
    this.#media.close();
    this.#connection.onconnectionstatechange = null;
    this.#connection.onsignalingstatechange = null;
    this.#connection.close();
  }

  /** @returns {import('./peer-channel.js').PeerChannelEvents} */
  #channelEvents() {
    return {
      close: () => this.emit('left'),
      state: (state, streams) => {
        this.#remote = state;
        this.#media.ids = streams;
        this.emit('remote');
      },
      identity: (identity) => this.emit('announced', identity),
      wants: (video) => { this.#senders.isCameraWanted = video; },
    };
  }

  #onConnectionState() {
    this.#reach.onConnectionState();
    if (this.#connection.connectionState === 'connected') this.#meter.start();
    this.emit('state');
  }
}
