// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {DeviceSelect} from '../devices/device-select.js';
import {LevelMeter} from '../devices/level-meter.js';
import {make, makeField, makeIcon, makeSwitch} from '../ui/make.js';
import {loadSettings} from './settings.js';
import {canChooseSpeaker, wireTestSound} from '../devices/test-sound.js';
import {translate} from '../language/translate.js';

/** @typedef {import('./settings-dialog.js').Section} Section */

/**
 * The choice of microphone, camera and speaker, and the processing of the microphone's sound.
 * @param {Section} section
 */
export function makeDevicesSection(section) {
  return make('section', {class: 'stack'},
    makeMicrophone(section), makeProcessing(section), makeCamera(section), makeSpeaker(section));
}

/** @param {Section} section */
function makeMicrophone(section) {
  const {media} = section.target;
  const bar = make('div', {class: 'level', 'aria-label': translate('Level of the microphone')}, make('span'));
  const meter = new LevelMeter(bar);
  const show = () => meter.show(media.track('microphone'));
  media.addEventListener('change', show, {signal: section.signal});
  section.signal.addEventListener('abort', () => meter.close());
  show();
  return makeField(translate('Microphone'), makeSelect(section, 'microphones', 'microphoneId'), bar);
}

/** @param {Section} section */
function makeCamera(section) {
  return makeField(translate('Camera'), makeSelect(section, 'cameras', 'cameraId'));
}

/** @param {Section} section */
function makeSpeaker(section) {
  const status = make('p', {class: 'hint', role: 'status'});
  const button = make('button', {type: 'button'}, makeIcon('play'), translate('Test sound'));
  const speakerId = () => loadSettings().speakerId;
  wireTestSound({button, status, speakerId, signal: section.signal});
  if (!canChooseSpeaker()) {
    return make('div', {class: 'field'}, make('h3', {}, translate('Speaker')), make('p', {class: 'hint'},
      translate('This browser plays calls on the speaker that the system has chosen.')),
    make('div', {}, button), status);
  }
  const select = makeSelect(section, 'speakers', 'speakerId');
  return make('div', {class: 'field'}, make('label', {for: select.id}, translate('Speaker')),
    make('div', {class: 'with-button'}, select, button), status);
}

/**
 * @param {Section} section
 * @param {'microphones' | 'cameras' | 'speakers'} kind
 * @param {'microphoneId' | 'cameraId' | 'speakerId'} key
 */
function makeSelect({target, signal, change}, kind, key) {
  const select = make('select', {id: `settings-${kind}`});
  const onChoose = (/** @type {string} */ deviceId) => change({[key]: deviceId});
  new DeviceSelect({select, kind, media: target.media, chosen: () => loadSettings()[key], onChoose, signal});
  return select;
}

/** @param {Section} section */
function makeProcessing({change}) {
  const {echoCancellation, noiseSuppression, autoGainControl} = loadSettings();
  return make('fieldset', {class: 'switches'},
    make('legend', {class: 'unseen'}, translate('Sound of the microphone')),
    makeSwitch(translate('Remove echo'), echoCancellation, (isOn) => change({echoCancellation: isOn})),
    makeSwitch(translate('Suppress noise'), noiseSuppression, (isOn) => change({noiseSuppression: isOn})),
    makeSwitch(translate('Adjust the volume by itself'), autoGainControl,
      (isOn) => change({autoGainControl: isOn})));
}
