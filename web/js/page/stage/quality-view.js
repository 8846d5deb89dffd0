// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {make} from '../ui/make.js';
import {makePopup} from '../ui/popup.js';
import {formatNumber, translate} from '../language/translate.js';

/** @typedef {import('../../client/peer/peer-stats.js').PeerStats} PeerStats */

/** @type {() => Record<PeerStats['quality'], string>} */
const qualities = () => ({
  good: translate('good'), fair: translate('fair'), poor: translate('poor'), unknown: translate('not known'),
});

/** @type {() => Record<PeerStats['path'], string>} */
const paths = () => ({
  direct: translate('direct'), stun: translate('direct, through a NAT'), relay: translate('relayed'),
  unknown: translate('not known yet'),
});

/** @type {() => Record<PeerStats['path'], string>} */
const shortPaths = () => ({
  direct: translate('direct'), stun: translate('direct'), relay: translate('relayed'), unknown: '',
});

const NOTHING = '–';

/**
 * The figures of a connection as rows of a table.
 * @param {PeerStats | null} stats
 * @returns {[string, string][]}
 */
export function qualityRows(stats) {
  if (!stats) return [[translate('Quality'), qualities().unknown]];
  const path = paths()[stats.path];
  const roundTrip = stats.roundTripMs === null ? NOTHING :
    translate('{number} ms', {number: formatNumber(stats.roundTripMs)});
  return [
    [translate('Quality'), qualities()[stats.quality]],
    [translate('Path'), stats.protocol ? `${path} (${stats.protocol.toUpperCase()})` : path],
    [translate('Round trip'), roundTrip],
    [translate('Received'), flow(stats.bitrateIn, stats.lossIn)],
    [translate('Sent'), flow(stats.bitrateOut, stats.lossOut)],
    [translate('Video received'), size(stats.videoIn)],
    [translate('Video sent'), size(stats.videoOut)],
    [translate('Codecs'), stats.codecs || NOTHING],
  ];
}

/**
 * @param {PeerStats | null} stats
 * @returns {string} the meaning of the bars in words
 */
export function qualityWords(stats) {
  if (!stats || stats.quality === 'unknown') return translate('Connection not known');
  const quality = qualities()[stats.quality];
  if (stats.path === 'unknown') return translate('Connection {quality}', {quality});
  return translate('Connection {quality}, {path}', {quality, path: paths()[stats.path]});
}

/**
 * @param {number} bitsPerSecond
 * @param {number | null} lost share of the packets
 */
function flow(bitsPerSecond, lost) {
  const rate = bitrate(bitsPerSecond);
  if (lost === null) return translate('{rate}, loss unknown', {rate});
  const percent = lost * 100;
  const digits = percent > 0 && percent < 10 ? 1 : 0;
  return translate('{rate}, {percent} % lost', {rate, percent: formatNumber(percent, digits)});
}

/** @param {number} bitsPerSecond */
function bitrate(bitsPerSecond) {
  const kilobits = Math.round(bitsPerSecond / 1000);
  if (kilobits < 1000) return translate('{number} kbit/s', {number: formatNumber(kilobits)});
  return translate('{number} Mbit/s', {number: formatNumber(bitsPerSecond / 1e6, 1)});
}

/** @param {PeerStats['videoIn']} video */
function size(video) {
  if (!video) return NOTHING;
  const {width, height, framesPerSecond} = video;
  return translate('{width} × {height}, {rate} fps', {width, height, rate: framesPerSecond});
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
    const panel = make('div', {class: 'numbers'}, make('h2', {}, translate('Connection')), this.#list);
    makePopup(this.#button, panel, translate('Numbers of this connection'), () => this.#drawNumbers());
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
    this.#path.textContent = shortPaths()[this.#stats?.path ?? 'unknown'];
  }

  #drawNumbers() {
    const rows = qualityRows(this.#stats).map(
      ([term, value]) => make('div', {}, make('dt', {}, term), make('dd', {}, value)));
    this.#list.replaceChildren(...rows);
  }
}
