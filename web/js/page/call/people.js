// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {DEFAULT_USERNAME} from '../../client/signaling/protocol.js';
import {find} from '../ui/make.js';
import {PeerTiles} from '../stage/peer-tiles.js';
import {translate, translateCount} from '../language/translate.js';

/** @typedef {import('../../client/room/manager.js').Manager} Manager */
/** @typedef {import('../../client/peer/video-peer.js').VideoPeer} VideoPeer */

/** Every member sends to every other. With more members than this, connections and computers may be overloaded. */
const COMFORTABLE = 6;

/**
 * The other members of the call: makes a PeerTiles for each, shows their number, and announces arrivals and departures.
 */
export class People {
  #stage;
  #speaking;
  #notices;
  /** @type {Map<VideoPeer, PeerTiles>} */
  #tiles = new Map();
  /** @type {Set<VideoPeer>} peers to announce once their name is known */
  #unnamed = new Set();
  #hasJoined = false;
  #crowdWasSeen = false;

  /**
   * @param {object} options
   * @param {Manager} options.manager
   * @param {import('../stage/tile-stage.js').TileStage} options.stage
   * @param {import('../stage/speaking.js').SpeakingWatch} options.speaking
   * @param {import('../ui/notices.js').Notices} options.notices
   */
  constructor({manager, stage, speaking, notices}) {
    this.#stage = stage;
    this.#speaking = speaking;
    this.#notices = notices;
    manager.on('peer-added', (peer) => this.#onAdded(peer));
    manager.on('peer-removed', (peer) => this.#onRemoved(peer));
    manager.on('clients', () => this.#onClients());
    this.#draw();
  }

  close() {
    for (const tiles of this.#tiles.values()) tiles.close();
    this.#tiles.clear();
  }

  /** @param {VideoPeer} peer */
  #onAdded(peer) {
    this.#tiles.set(peer, new PeerTiles(peer, this.#stage, this.#speaking));
    if (this.#hasJoined) this.#welcome(peer);
    this.#draw();
  }

  /** @param {VideoPeer} peer */
  #welcome(peer) {
    this.#unnamed.add(peer);
    const tell = () => {
      if (!peer.username || !this.#unnamed.delete(peer)) return;
      this.#notices.announce(translate('{name} has joined.', {name: peer.username}));
    };
    peer.on('identity', tell);
    tell();
  }

  /** @param {VideoPeer} peer */
  #onRemoved(peer) {
    this.#tiles.get(peer)?.close();
    this.#tiles.delete(peer);
    this.#unnamed.delete(peer);
    this.#notices.announce(translate('{name} has left.', {name: peer.username || DEFAULT_USERNAME}));
    this.#draw();
  }

  #onClients() {
    const isFirst = !this.#hasJoined;
    this.#hasJoined = true;
    this.#draw();
    if (isFirst) this.#notices.announce(`${translate('You are in the room.')} ${this.#words()}`);
  }

  #words() {
    const count = this.#tiles.size + 1;
    return count === 1 ? translate('Nobody else is here.') : translateCount(count, {other: '{count} people are here.'});
  }

  #draw() {
    const count = this.#tiles.size + 1;
    find(document, '#people', HTMLElement).textContent =
      count === 1 ? '' : translateCount(count, {other: '{count} people'});
    const isAlone = this.#hasJoined && count === 1;
    find(document, '#alone', HTMLElement).hidden = !isAlone;
    if (count <= COMFORTABLE) this.#notices.hide('crowd');
    else if (!this.#crowdWasSeen) this.#warnOfCrowd();
  }

  #warnOfCrowd() {
    this.#crowdWasSeen = true;
    this.#notices.show('crowd', translate('More than {count} people are here. Everybody sends to everybody, ' +
      'so the call may stutter. Switch cameras off or hide videos to help.', {count: COMFORTABLE}));
  }
}
