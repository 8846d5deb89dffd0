// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {DEFAULT_USERNAME} from '../../client/signaling/protocol.js';
import {QualityView} from './quality-view.js';
import {TileMenu} from './tile-menu.js';
import {translate} from '../language/translate.js';

/** @typedef {import('../../client/peer/video-peer.js').VideoPeer} VideoPeer */
/** @typedef {import('./speaking.js').SpeakingWatch} SpeakingWatch */
/** @typedef {import('./tile-stage.js').TileStage} TileStage */
/** @typedef {import('./tile.js').Tile} Tile */

/** @type {() => Record<VideoPeer['state'], string>} words over the picture */
const stateWords = () => ({
  connecting: translate('Connecting…'),
  connected: '',
  interrupted: translate('Connection interrupted…'),
  failed: translate('Connection lost. Trying again…'),
  away: translate('Lost their connection, may come back…'),
  closed: '',
});

/**
 * The tiles of one other person: the camera, and the screen while one is shared. It draws the state of the
 * VideoPeer. Its only request to the VideoPeer is to stop receiving a picture that the user does not want.
 */
export class PeerTiles {
  #peer;
  #stage;
  #speaking;
  /** @type {Tile} */
  #camera;
  #menu;
  #quality;
  /** @type {Tile | null} */
  #screen = null;
  /** @type {TileMenu | null} */
  #screenMenu = null;
  #isWanted = true;
  /** @type {(() => void)[]} */
  #endings;

  /**
   * @param {VideoPeer} peer
   * @param {TileStage} stage
   * @param {SpeakingWatch} speaking
   */
  constructor(peer, stage, speaking) {
    this.#peer = peer;
    this.#stage = stage;
    this.#speaking = speaking;
    this.#camera = stage.add({isOwn: false});
    this.#menu = new TileMenu(this.#camera, {
      hasSound: true, onVideoWanted: (isWanted) => this.#want(isWanted),
    });
    this.#quality = new QualityView(this.#camera);
    this.#endings = [
      peer.on('identity', () => this.#draw()),
      peer.on('state', () => this.#draw()),
      peer.on('remote', () => this.#draw()),
      peer.on('media', () => this.#draw()),
      peer.on('stats', (stats) => this.#drawQuality(stats)),
    ];
    speaking.add(this, () => (peer.remote.microphone ? peer.audioLevel : 0), (isSpeaking) => {
      this.#camera.isSpeaking = isSpeaking;
    });
    this.#draw();
  }

  close() {
    for (const end of this.#endings) end();
    this.#speaking.remove(this);
    this.#stage.remove(this.#camera);
    if (this.#screen) this.#stage.remove(this.#screen);
  }

  /** @param {boolean} isWanted */
  #want(isWanted) {
    this.#isWanted = isWanted;
    this.#peer.setVideoWanted(isWanted);
    this.#draw();
  }

  #draw() {
    const {username, remote, state, camera, screen} = this.#peer;
    const name = username || DEFAULT_USERNAME;
    this.#camera.name = name;
    this.#camera.avatar = name;
    this.#menu.name = name;
    this.#quality.name = name;
    this.#camera.show(camera);
    const hidden = this.#isWanted ? '' : translate('You have hidden this video');
    this.#camera.mark({
      microphone: remote.microphone,
      camera: remote.camera && this.#isWanted,
      hand: remote.hand,
      state: stateWords()[state] || hidden,
    });
    this.#camera.element.dataset.state = state;
    this.#drawScreen(screen, translate('{name}’s screen', {name}));
  }

  /** @param {import('../../client/peer/peer-stats.js').PeerStats} stats without received media there is no loss */
  #drawQuality(stats) {
    this.#quality.update(this.#peer.state === 'connected' ? stats : {...stats, quality: 'unknown'});
  }

  /**
   * @param {MediaStream | null} stream
   * @param {string} name
   */
  #drawScreen(stream, name) {
    if (stream && !this.#screen) {
      this.#screen = this.#stage.add({isOwn: false, isScreen: true});
      this.#screenMenu = new TileMenu(this.#screen, {hasSound: true});
    } else if (!stream && this.#screen) {
      this.#stage.remove(this.#screen);
      this.#screen = null;
    }
    if (!this.#screen || !this.#screenMenu) return;
    this.#screen.show(stream);
    this.#screen.name = name;
    this.#screenMenu.name = name;
  }
}
