// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {cleanUsername} from '../../client/room/username.js';
import {OwnLevel} from '../devices/own-level.js';
import {saveSettings} from '../settings/settings.js';
import {TileMenu} from './tile-menu.js';
import {translate} from '../language/translate.js';

/** @typedef {import('../../client/media/local-media.js').LocalMedia} LocalMedia */
/** @typedef {import('../../client/room/manager.js').Manager} Manager */
/** @typedef {import('./tile.js').Tile} Tile */

/**
 * The user's own tiles: the camera, mirrored, and the screen while it is shared. They show what this side sends.
 */
export class OwnTiles {
  #media;
  #manager;
  #stage;
  #speaking;
  #level = new OwnLevel();
  /** @type {Tile} */
  #camera;
  #menu;
  /** @type {Tile | null} */
  #screen = null;

  /**
   * @param {object} options
   * @param {LocalMedia} options.media
   * @param {Manager} options.manager
   * @param {import('./tile-stage.js').TileStage} options.stage
   * @param {import('./speaking.js').SpeakingWatch} options.speaking
   * @param {AbortSignal} options.signal removes the listeners
   */
  constructor({media, manager, stage, speaking, signal}) {
    this.#media = media;
    this.#manager = manager;
    this.#stage = stage;
    this.#speaking = speaking;
    this.#camera = stage.add({isOwn: true});
    this.#menu = new TileMenu(this.#camera, {
      onRename: (name) => this.#rename(name),
      username: () => manager.username,
    });
    media.addEventListener('change', () => this.draw(), {signal});
    speaking.add(this, () => this.#level.level, (isSpeaking) => { this.#camera.isSpeaking = isSpeaking; });
    signal.addEventListener('abort', () => this.#close());
    this.draw();
  }

  draw() {
    const {username, hand} = this.#manager;
    const microphone = this.#media.track('microphone');
    const camera = this.#media.track('camera');
    this.#camera.name = username ? translate('{name} (you)', {name: username}) : translate('You');
    this.#camera.avatar = username || translate('You');
    this.#menu.name = translate('your picture');
    this.#camera.show(this.#media.cameraStream);
    this.#camera.mark({
      microphone: this.#media.microphoneOn && microphone !== null,
      camera: camera !== null,
      hand,
      isMirrored: camera?.getSettings().facingMode !== 'environment',
    });
    this.#level.listen(microphone);
    this.#drawScreen();
  }

  #drawScreen() {
    const isShared = this.#media.track('screen') !== null;
    if (isShared && !this.#screen) {
      this.#screen = this.#stage.add({isOwn: true, isScreen: true});
      this.#screen.name = translate('Your screen');
      new TileMenu(this.#screen, {onStop: () => this.#media.stopScreen()}).name = translate('your screen');
    } else if (!isShared && this.#screen) {
      this.#stage.remove(this.#screen);
      this.#screen = null;
    }
    this.#screen?.show(this.#media.screenStream);
  }

  /** @param {string} text */
  #rename(text) {
    const name = cleanUsername(text);
    if (name === null) return false;
    saveSettings({username: name});
    this.#manager.rename(name);
    return true;
  }

  #close() {
    this.#level.close();
    this.#speaking.remove(this);
    this.#stage.remove(this.#camera);
    if (this.#screen) this.#stage.remove(this.#screen);
  }
}
