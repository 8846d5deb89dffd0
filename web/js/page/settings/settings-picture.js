// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {make} from '../ui/make.js';
import {FRAME_RATES, HEIGHTS, loadSettings} from './settings.js';
import {translate} from '../language/translate.js';

/** @typedef {import('./settings-dialog.js').Section} Section */

/** @typedef {{value: number, name: string, words: string}} Choice */

/** @type {Record<number, () => string>} */
const HEIGHT_WORDS = {
  360: () => translate('For slow connections and old computers'),
  720: () => translate('Good for most calls'),
  1080: () => translate('The sharpest picture, for fast connections'),
};

/** @type {Record<number, () => string>} */
const FRAME_RATE_WORDS = {
  15: () => translate('Easier on the connection and the battery'),
  30: () => translate('Smooth movement'),
};

const advice = () => translate('Your camera never sends more than this. With more people in the room, or on a weak ' +
  'connection, it sends less.');

/**
 * The size and frame rate of the picture that this side sends.
 * @param {Section} section
 */
export function makePictureSection({change}) {
  const {height, frameRate} = loadSettings();
  return make('section', {class: 'stack'},
    make('p', {class: 'hint'}, advice()),
    makeChoices(translate('Resolution'), 'height', height, (value) => change({height: value}), HEIGHTS.map(
      (value) => ({value, name: `${value}p`, words: HEIGHT_WORDS[value]()}))),
    makeChoices(translate('Frame rate'), 'frame-rate', frameRate, (value) => change({frameRate: value}),
      FRAME_RATES.map((value) => ({
        value, name: translate('{number} pictures a second', {number: value}), words: FRAME_RATE_WORDS[value](),
      }))));
}

/**
 * @param {string} legend
 * @param {string} group
 * @param {number} chosen
 * @param {(value: number) => void} onChoose
 * @param {Choice[]} choices
 */
function makeChoices(legend, group, chosen, onChoose, choices) {
  const labels = choices.map(({value, name, words}) => {
    const input = make('input', {type: 'radio', name: `settings-${group}`, value});
    input.checked = value === chosen;
    input.addEventListener('change', () => onChoose(value));
    const text = make('span', {class: 'choice-words'}, name, make('span', {class: 'hint'}, words));
    return make('label', {class: 'choice'}, input, text);
  });
  return make('fieldset', {}, make('legend', {}, legend), ...labels);
}
