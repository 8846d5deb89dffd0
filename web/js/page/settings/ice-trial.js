// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {checkIceServers} from '../../client/peer/ice-check.js';
import {make} from '../ui/make.js';
import {addressOf, isTurnUrl} from './ice-server-fields.js';
import {translate} from '../language/translate.js';

/**
 * @typedef {object} IceCheck the result of gathering candidates from one server
 * @property {{host: number, srflx: number, relay: number}} types number of candidates of each type
 * @property {{url: string, errorCode: number, errorText: string}[]} errors
 */
/** @typedef {{works: boolean, lines: string[]}} IceVerdict `lines` are sentences; the first one is the verdict */

/** @typedef {{server: string, detail: string}} Failure */

/** @type {Record<number, (values: Failure) => string>} by the error codes of STUN and TURN (RFC 8489, RFC 8656),
 *  and ICE's own 701 */
const CAUSES = {
  300: (values) => translate('{server} sends us to another server ({detail}).', values),
  400: (values) => translate('{server} did not understand the request ({detail}).', values),
  401: (values) => translate('{server} refuses the user name or password ({detail}).', values),
  403: (values) => translate('{server} forbids relaying for us ({detail}).', values),
  437: (values) => translate('{server} says that the allocation does not match ({detail}).', values),
  438: (values) => translate('{server} says that the nonce is out of date ({detail}).', values),
  441: (values) => translate('{server} refuses the user name or password ({detail}).', values),
  442: (values) => translate('{server} does not relay over this transport ({detail}).', values),
  486: (values) => translate('{server} has given this user all the relays it may have ({detail}).', values),
  500: (values) => translate('{server} reports a failure of its own ({detail}).', values),
  508: (values) => translate('{server} has no relay address left ({detail}).', values),
  701: (values) => translate('{server} cannot be reached, or does not answer ({detail}).', values),
};

/**
 * Makes a button that tries a STUN or TURN server, and an element that shows the result.
 * @param {object} options
 * @param {string} options.label what the button does, in full
 * @param {() => RTCIceServer | null} options.server null: there is no server to try, and the form says why
 * @param {AbortSignal} options.signal after it is aborted, no result appears
 */
export function makeTrial({label, server, signal}) {
  const button = make('button', {type: 'button', 'aria-label': label}, translate('Try'));
  const result = make('div', {class: 'ice-result', role: 'status'});
  button.addEventListener('click', async () => {
    const chosen = button.getAttribute('aria-disabled') === 'true' ? null : server();
    if (!chosen) return;
    button.setAttribute('aria-disabled', 'true');  // a disabled button would lose the focus
    result.replaceChildren(make('p', {class: 'hint'}, translate('Trying; this can take ten seconds…')));
    const verdict = iceVerdict(chosen, await checkIceServers([chosen]));
    button.removeAttribute('aria-disabled');
    if (!signal.aborted) result.replaceChildren(makeVerdict(verdict));
  });
  return {button, result};
}

/** @param {IceVerdict} verdict */
function makeVerdict({works, lines: [first, ...rest]}) {
  return make('div', {class: works ? 'notice good' : 'notice bad'}, make('p', {}, make('strong', {}, first)),
    ...rest.map((line) => make('p', {class: 'small'}, line)));
}

/**
 * Describes the result of trying one server: which types of candidates came, and what went wrong.
 * @param {RTCIceServer} server
 * @param {IceCheck} check
 * @returns {IceVerdict}
 */
export function iceVerdict(server, {types, errors}) {
  const isTurn = isTurnUrl(addressOf(server));
  const works = isTurn ? types.relay > 0 : types.srflx > 0;
  return {works, lines: [verdict(isTurn, works), found(types), ...new Set(errors.map(errorSentence))]};
}

/**
 * @param {boolean} isTurn
 * @param {boolean} works
 */
function verdict(isTurn, works) {
  if (isTurn) return works ? translate('It works: the server relays.') :
    translate('It does not work: the server gave no relay address.');
  if (works) return translate('It works: the server has told this browser its address on the internet.');
  return translate(
    'The server gave no address. It does not respond, or it sees the same address as this computer itself.');
}

/** @param {IceCheck['types']} types */
function found({host, srflx, relay}) {
  return translate(
    'Candidates: {host} of this computer (host), {srflx} from STUN (srflx), {relay} from TURN (relay).',
    {host, srflx, relay});
}

/** @param {IceCheck['errors'][number]} error */
function errorSentence({url, errorCode, errorText}) {
  const server = url || translate('The server');
  const detail = errorText ? `${errorCode}: ${errorText}` : String(errorCode);
  return CAUSES[errorCode]?.({server, detail}) ??
    translate('{server} reports an error ({detail}).', {server, detail});
}
