// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {make} from '../ui/make.js';
import {makePopup} from '../ui/popup.js';

/** @typedef {import('../../client/peer/peer-stats.js').PeerStats} PeerStats */

/** @type {Record<PeerStats['quality'], string>} */
const QUALITIES = {good: 'good', fair: 'fair', poor: 'poor', unknown: 'not known'};

/** @type {Record<PeerStats['path'], string>} */
const PATHS = {direct: 'direct', stun: 'direct, through a NAT', relay: 'relayed', unknown: 'not known yet'};

/** @type {Record<PeerStats['path'], string>} */
const SHORT_PATHS = {direct: 'direct', stun: 'direct', relay: 'relayed', unknown: ''};

const NOTHING = '–';

/**
 * The figures of a connection as rows of a table.
 * @param {PeerStats | null} stats
 * @returns {[string, string][]}
 */
export function qualityRows(stats) {
  if (!stats) return [['Quality', QUALITIES.unknown]];
  return [
    ['Quality', QUALITIES[stats.quality]],
    ['Path', stats.protocol ? `${PATHS[stats.path]} (${stats.protocol.toUpperCase()})` : PATHS[stats.path]],
    ['Round trip', stats.roundTripMs === null ? NOTHING : `${Math.round(stats.roundTripMs)} ms`],
    ['Received', `${bitrate(stats.bitrateIn)}, ${loss(stats.lossIn)}`],
    ['Sent', `${bitrate(stats.bitrateOut)}, ${loss(stats.lossOut)}`],
    ['Video received', size(stats.videoIn)],
    ['Video sent', size(stats.videoOut)],
    ['Codecs', stats.codecs || NOTHING],
  ];
}

/**
 * @param {PeerStats | null} stats
 * @returns {string} the meaning of the bars in words
 */
export function qualityWords(stats) {
  if (!stats || stats.quality === 'unknown') return `Connection ${QUALITIES.unknown}`;
  const path = stats.path === 'unknown' ? '' : `, ${PATHS[stats.path]}`;
  return `Connection ${QUALITIES[stats.quality]}${path}`;
}

/** @param {number} bitsPerSecond */
function bitrate(bitsPerSecond) {
  const kilobits = Math.round(bitsPerSecond / 1000);
  return kilobits < 1000 ? `${kilobits} kbit/s` : `${(bitsPerSecond / 1e6).toFixed(1)} Mbit/s`;
}

/** @param {number | null} share */
function loss(share) {
  if (share === null) return 'loss unknown';
  const percent = share * 100;
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : Math.round(percent)} % lost`;
}

/** @param {PeerStats['videoIn']} video */
function size(video) {
  return video ? `${video.width} × ${video.height}, ${video.framesPerSecond} fps` : NOTHING;
}

/**
 * The bars that show how good a connection is; a click shows the figures. Belongs to one tile.
 */
export class QualityView {
  #button;
  #list = make('dl');
  #path = make('span', {class: 'path'});
  /** @type {PeerStats | null} */
  #stats = null;
  #name = '';

  /** @param {import('./tile.js').Tile} tile */
  constructor(tile) {
    const bars = make('span', {class: 'bars', 'aria-hidden': 'true'}, make('i'), make('i'), make('i'));
    this.#button = make('button', {type: 'button', class: 'tile-tool quality'}, bars, this.#path);
    const panel = make('div', {class: 'numbers'}, make('h2', {}, 'Connection'), this.#list);
    makePopup(this.#button, panel, 'Numbers of this connection', () => this.#drawNumbers());
    tile.tools.append(this.#button, panel);
    this.update(null);
  }

  /** @param {string} name of the other person */
  set name(name) {
    this.#name = name;
    this.#drawBars();
  }

  /** @param {PeerStats | null} stats */
  update(stats) {
    this.#stats = stats;
    this.#drawBars();
    if (this.#button.getAttribute('aria-expanded') === 'true') this.#drawNumbers();
  }

  #drawBars() {
    const words = qualityWords(this.#stats);
    this.#button.dataset.quality = this.#stats?.quality ?? 'unknown';
    this.#button.dataset.path = this.#stats?.path ?? 'unknown';
    this.#button.title = words;
    this.#button.setAttribute('aria-label', this.#name ? `${words}: ${this.#name}` : words);
    this.#path.textContent = SHORT_PATHS[this.#stats?.path ?? 'unknown'];
  }

  #drawNumbers() {
    const rows = qualityRows(this.#stats).map(
      ([term, value]) => make('div', {}, make('dt', {}, term), make('dd', {}, value)));
    this.#list.replaceChildren(...rows);
  }
}
