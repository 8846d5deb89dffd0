// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {addressOf, MOST_ICE_SERVERS} from './ice-server-fields.js';
import {IceServerForm} from './ice-servers-form.js';
import {makeTrial} from './ice-trial.js';
import {make, makeIcon, makeSwitch} from '../ui/make.js';
import {loadSettings} from './settings.js';
import {translate} from '../language/translate.js';

/** @typedef {import('./settings-dialog.js').Section} Section */

const whatFor = () => translate('For networks that block direct calls. Your servers are used in addition to those of ' +
  'this site. They are stored only in this browser, including their passwords.');
const when = () => translate('Changes take effect when you next join.');
const full = () =>
  translate('No more servers can be stored, because each makes joining slower. Remove one to add another.');
const relayHint = () => translate('Hides your address from the others. Without a TURN server, either yours or this ' +
  'site’s, no call is possible.');

/**
 * The user's own STUN and TURN servers, and the switch that allows only relayed connections.
 * @param {Section} section
 */
export function makeNetworkSection(section) {
  const {change, target} = section;
  const list = new IceServerList(section);
  return make('section', {class: 'stack'},
    make('p', {class: 'hint'}, whatFor()),
    ...(target.manager ? [make('p', {class: 'notice small'}, when())] : []),
    list.element,
    makeRelaySwitch(change));
}

/** @param {Section['change']} change */
function makeRelaySwitch(change) {
  const row = makeSwitch(translate('Only through a TURN server'), loadSettings().relayOnly,
    (relayOnly) => change({relayOnly}));
  const hint = make('p', {class: 'hint', id: 'relay-hint'}, relayHint());
  row.querySelector('input')?.setAttribute('aria-describedby', 'relay-hint');
  return make('div', {}, row, hint);
}

/** The list of saved servers, with buttons to try and remove each, and the form for another one. */
class IceServerList {
  #change;
  #signal;
  #items = make('ul', {class: 'ice-servers', 'aria-label': translate('Your servers')});
  #full = make('p', {class: 'hint'}, full());
  #status = make('p', {class: 'hint', role: 'status'});
  #form;
  element;

  /** @param {Section} section */
  constructor({change, signal}) {
    this.#change = change;
    this.#signal = signal;
    this.#form = new IceServerForm({signal, onServer: (server) => this.#add(server)});
    this.element = make('div', {class: 'stack'}, this.#items, this.#form.element, this.#full, this.#status);
    this.#show();
  }

  /** @param {RTCIceServer} server */
  #add(server) {
    this.#keep([...loadSettings().iceServers, server]);
    this.#status.textContent = translate('{server} is saved.', {server: addressOf(server)});
  }

  /** @param {number} index */
  #remove(index) {
    const {iceServers} = loadSettings();
    this.#keep(iceServers.filter((_, other) => other !== index));
    this.#status.textContent = translate('{server} is removed.', {server: addressOf(iceServers[index])});
    this.#form.focus();  // the pressed button is gone
  }

  /** @param {RTCIceServer[]} iceServers */
  #keep(iceServers) {
    this.#change({iceServers});
    this.#show();
  }

  #show() {
    const {iceServers} = loadSettings();
    this.#items.replaceChildren(...iceServers.map((server, index) => this.#makeItem(server, index)));
    this.#items.hidden = iceServers.length === 0;
    this.#form.element.hidden = iceServers.length >= MOST_ICE_SERVERS;
    this.#full.hidden = !this.#form.element.hidden;
  }

  /**
   * @param {RTCIceServer} server
   * @param {number} index
   */
  #makeItem(server, index) {
    const address = addressOf(server);
    const remove = make('button', {
      type: 'button', class: 'quiet icon-only', title: translate('Remove'),
      'aria-label': translate('Remove {server}', {server: address}),
    }, makeIcon('trash'));
    remove.addEventListener('click', () => this.#remove(index));
    const label = translate('Try {server}', {server: address});
    const trial = makeTrial({label, server: () => server, signal: this.#signal});
    const words = make('div', {class: 'ice-server'}, make('span', {class: 'address', dir: 'ltr'}, address),
      ...(server.username ? [make('span', {class: 'hint'}, translate('as {name}', {name: server.username}))] : []));
    return make('li', {}, make('div', {class: 'ice-server-row'}, words, trial.button, remove), trial.result);
  }
}
