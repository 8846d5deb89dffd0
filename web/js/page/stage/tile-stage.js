// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {find} from '../ui/make.js';
import {stageLayout} from './stage-layout.js';
import {Tile} from './tile.js';

/**
 * The stage with everybody's tiles: makes and removes them, and places them again whenever its size changes. A tile
 * keeps its element for life, so a change of the layout never interrupts a video.
 */
export class TileStage {
  #element = find(document, '#tiles', HTMLElement);
  /** @type {Set<Tile>} the user's own first, then in the order of arrival */
  #people = new Set();
  /** @type {Set<Tile>} */
  #screens = new Set();
  #observer = new ResizeObserver(() => this.arrange());
  #onBlocked;
  #speakerId = '';

  /** @param {() => void} onBlocked the browser has blocked the sound */
  constructor(onBlocked) {
    this.#onBlocked = onBlocked;
    this.#observer.observe(this.#element);
  }

  /** @param {{isOwn: boolean, isScreen?: boolean}} kind */
  add(kind) {
    const tile = new Tile({...kind, onBlocked: this.#onBlocked});
    const tiles = kind.isScreen ? this.#screens : this.#people;
    tiles.add(tile);
    if (this.#speakerId && !kind.isOwn) tile.setSpeaker(this.#speakerId);
    this.#element.append(tile.element);
    this.arrange();
    return tile;
  }

  /** @param {Tile} tile */
  remove(tile) {
    this.#people.delete(tile);
    this.#screens.delete(tile);
    tile.remove();
    this.arrange();
  }

  /** @param {string} deviceId the speaker for all tiles from now on; empty: the system's default */
  set speaker(deviceId) {
    if (deviceId === this.#speakerId) return;
    this.#speakerId = deviceId;
    for (const tile of this.#all) tile.setSpeaker(deviceId);
  }

  /** Plays all sound that the browser has blocked. Call it from the handler of a tap or click. */
  playAll() {
    for (const tile of this.#all) tile.play();
  }

  /** Resumes videos that the system has paused, as phones do during a phone call. */
  resume() {
    for (const tile of this.#all) if (tile.video.paused && tile.video.srcObject) tile.play();
  }

  arrange() {
    const {clientWidth: width, clientHeight: height} = this.#element;
    if (width === 0 || height === 0) return;
    const layout = stageLayout({people: this.#people.size, screens: this.#screens.size, width, height});
    [...this.#people].forEach((tile, index) => tile.place(layout.people[index]));
    [...this.#screens].forEach((tile, index) => tile.place(layout.screens[index]));
    this.#element.classList.toggle('floating', layout.isFloating);
    this.#element.classList.toggle('scrolls', layout.height > height);
  }

  close() {
    this.#observer.disconnect();
    for (const tile of this.#all) tile.remove();
    this.#people.clear();
    this.#screens.clear();
  }

  get #all() {
    return [...this.#people, ...this.#screens];
  }
}
