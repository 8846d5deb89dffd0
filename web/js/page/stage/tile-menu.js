// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {make, makeIcon} from '../ui/make.js';
import {makePopup} from '../ui/popup.js';
import {translate} from '../language/translate.js';

/**
 * @typedef {object} TileMenuOptions the menu offers only the actions whose options are given
 * @property {boolean} [hasSound]
 * @property {(isWanted: boolean) => void} [onVideoWanted] shows or hides this person's picture
 * @property {(name: string) => boolean} [onRename] returns whether the name is acceptable
 * @property {() => string} [username] the first text in the field for the new name
 * @property {() => void} [onStop] ends screen sharing
 */

/** iPhones have full screen only for videos, under a name of their own. */
/** @typedef {HTMLVideoElement & {webkitEnterFullscreen?: () => void}} AppleVideo */

/**
 * The menu of one tile: full screen, picture in picture, and the other actions for this tile. It is an element of
 * the tile, so that it also works in full screen.
 */
export class TileMenu {
  #tile;
  #panel = make('div');
  #button = makeMenuButton();

  /**
   * @param {import('./tile.js').Tile} tile
   * @param {TileMenuOptions} options
   */
  constructor(tile, options) {
    this.#tile = tile;
    if (options.onRename) this.#panel.append(this.#makeRename(options.onRename, options.username ?? (() => '')));
    if (options.hasSound) this.#panel.append(this.#makeVolume());
    if (options.onVideoWanted) this.#panel.append(this.#makeHide(options.onVideoWanted));
    this.#panel.append(...this.#makeFullScreen(), ...this.#makePictureInPicture());
    if (options.onStop) this.#panel.append(this.#makeItem('screen-stop', translate('Stop sharing'), options.onStop));
    if (this.#panel.childElementCount === 0) return;
    makePopup(this.#button, this.#panel, translate('Options'), () => this.#panel.dispatchEvent(new Event('opening')));
    tile.tools.append(this.#button, this.#panel);
  }

  /** @param {string} name of the tile */
  set name(name) {
    const label = translate('Options for {name}', {name});
    this.#button.setAttribute('aria-label', label);
    this.#panel.setAttribute('aria-label', label);
  }

  async toggleFullScreen() {
    const {element} = this.#tile;
    const video = /** @type {AppleVideo} */ (this.#tile.video);
    try {
      if (document.fullscreenElement === element) await document.exitFullscreen();
      else if (element.requestFullscreen) await element.requestFullscreen();
      else video.webkitEnterFullscreen?.();
    } catch {
      // The browser refuses, and the tile stays as it is.
    }
  }

  #makeFullScreen() {
    const video = /** @type {AppleVideo} */ (this.#tile.video);
    const isPossible = document.fullscreenEnabled || video.webkitEnterFullscreen;
    if (!isPossible) return [];
    this.#tile.element.addEventListener('dblclick', (event) => {
      const isOnTool = event.target instanceof Element && event.target.closest('.tile-tools');
      if (!isOnTool) this.toggleFullScreen();
    });
    return [this.#makeItem('full-screen', translate('Full screen'), () => this.toggleFullScreen())];
  }

  #makePictureInPicture() {
    const {video} = this.#tile;
    if (!document.pictureInPictureEnabled || !video.requestPictureInPicture) return [];
    return [this.#makeItem('picture', translate('Picture in picture'), async () => {
      try {
        if (document.pictureInPictureElement === video) await document.exitPictureInPicture();
        else await video.requestPictureInPicture();
      } catch {
        // A video without a picture cannot be shown elsewhere.
      }
    })];
  }

  #makeVolume() {
    const {video} = this.#tile;
    const slider = make('input', {type: 'range', min: 0, max: 100, value: 100, 'aria-label': translate('Volume')});
    slider.addEventListener('input', () => { video.volume = slider.valueAsNumber / 100; });
    return make('div', {class: 'popup-line'}, makeIcon('speaker'), slider);
  }

  /** @param {(isWanted: boolean) => void} onVideoWanted */
  #makeHide(onVideoWanted) {
    const item = this.#makeItem('eye-off', translate('Hide this video'), () => {
      const isHidden = item.getAttribute('aria-pressed') !== 'true';
      item.setAttribute('aria-pressed', String(isHidden));
      onVideoWanted(!isHidden);
    });
    item.setAttribute('aria-pressed', 'false');
    return item;
  }

  /**
   * @param {(name: string) => boolean} onRename
   * @param {() => string} username
   */
  #makeRename(onRename, username) {
    const input = make('input', {id: 'own-name', dir: 'auto', maxlength: 64, required: true, autocomplete: 'nickname'});
    const form = make('form', {class: 'popup-form'},
      make('label', {for: 'own-name'}, translate('Your name')), input,
      make('button', {class: 'primary'}, translate('Save')));
    input.addEventListener('input', () => input.setCustomValidity(''));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (onRename(input.value)) this.#panel.hidePopover();
      else input.setCustomValidity(translate('A name has 1 to 64 characters and no line breaks.'));
      input.reportValidity();
    });
    this.#panel.addEventListener('opening', () => {
      input.value = username();
      input.setCustomValidity('');
    });
    return form;
  }

  /**
   * @param {string} sign
   * @param {string} label
   * @param {() => void} act
   */
  #makeItem(sign, label, act) {
    const item = make('button', {type: 'button', class: 'quiet'}, makeIcon(sign), label);
    item.addEventListener('click', () => {
      this.#panel.hidePopover();
      act();
    });
    return item;
  }
}

function makeMenuButton() {
  const attributes = {type: 'button', class: 'tile-tool menu', 'aria-label': translate('Options')};
  return make('button', attributes, makeIcon('more'));
}
