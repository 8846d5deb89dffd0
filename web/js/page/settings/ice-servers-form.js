// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {readIceServer} from './ice-server-fields.js';
import {makeTrial} from './ice-trial.js';
import {make, makeField, makeIcon} from '../ui/make.js';
import {translate} from '../language/translate.js';

/** @typedef {import('./ice-server-fields.js').IceServerField} IceServerField */

/** The form for one STUN or TURN server. It shows the fields for name and password only for TURN. */
export class IceServerForm {
  element;

  #url = makeInput('url', {placeholder: 'turn:turn.example.org:3478', inputmode: 'url'});
  #username = makeInput('username', {});
  #credential = makeInput('credential', {type: 'password'});
  #login = make('div', {class: 'login'}, withProblem(translate('User name'), this.#username),
    withProblem(translate('Password'), this.#credential));
  #fields = make('fieldset', {class: 'stack'});
  #onServer;

  /** @param {{signal: AbortSignal, onServer: (server: RTCIceServer) => void}} options */
  constructor({signal, onServer}) {
    this.#onServer = onServer;
    const trial = makeTrial({label: translate('Try it first'), server: () => this.#read(), signal});
    trial.button.textContent = translate('Try it first');
    const add = make('button', {type: 'submit'}, makeIcon('plus'), translate('Add'));
    this.#fields.append(make('legend', {}, translate('Add a server')), withProblem(translate('Address'), this.#url),
      this.#login, make('div', {class: 'row end'}, trial.button, add), trial.result);
    this.element = make('form', {class: 'ice-form', novalidate: true}, this.#fields);
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.element.addEventListener('input', () => this.#clear());
    this.#clear();
  }

  focus() {
    this.#url.focus();
  }

  #submit() {
    const server = this.#read();
    if (!server) return;
    this.element.reset();
    this.#clear();
    this.#onServer(server);
  }

  /** @returns {RTCIceServer | null} null: the form now says what is wrong */
  #read() {
    const inputs = this.#inputs;
    const read = readIceServer({
      url: inputs.url.value, username: inputs.username.value, credential: inputs.credential.value,
    });
    if ('server' in read) return read.server;
    this.#complain(inputs[read.field], read.problem);
    return null;
  }

  get #inputs() {
    return {url: this.#url, username: this.#username, credential: this.#credential};
  }

  /**
   * @param {HTMLInputElement} input
   * @param {string} problem
   */
  #complain(input, problem) {
    input.setAttribute('aria-invalid', 'true');
    const place = input.parentElement?.querySelector('[role=alert]');
    if (place) place.textContent = problem;
    input.focus();
  }

  #clear() {
    for (const input of Object.values(this.#inputs)) input.removeAttribute('aria-invalid');
    for (const place of this.element.querySelectorAll('[role=alert]')) place.textContent = '';
    this.#login.hidden = !/^\s*turns?:/i.test(this.#url.value);
  }
}

/**
 * @param {IceServerField} name
 * @param {Record<string, string>} attributes
 */
function makeInput(name, attributes) {
  return make('input', {
    id: `ice-${name}`, dir: 'ltr', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false',
    'aria-describedby': `ice-${name}-problem`, ...attributes,
  });
}

/**
 * @param {string} label
 * @param {HTMLInputElement} input
 */
function withProblem(label, input) {
  return makeField(label, input, make('p', {class: 'hint bad', role: 'alert', id: `${input.id}-problem`}));
}
