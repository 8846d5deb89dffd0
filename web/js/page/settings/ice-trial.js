// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {checkIceServers} from '../../client/peer/ice-check.js';
import {make} from '../ui/make.js';
import {addressOf, isTurnUrl} from './ice-server-fields.js';

/**
 * @typedef {object} IceCheck the result of gathering candidates from one server
 * @property {{host: number, srflx: number, relay: number}} types number of candidates of each type
 * @property {{url: string, errorCode: number, errorText: string}[]} errors
 */
/** @typedef {{works: boolean, lines: string[]}} IceVerdict `lines` are sentences; the first one is the verdict */

/** @type {Record<number, string>} by the error codes of STUN and TURN (RFC 8489, RFC 8656), and ICE's own 701 */
const CAUSES = {
  300: 'sends us to another server',
  400: 'did not understand the request',
  401: 'refuses the user name or password',
  403: 'forbids relaying for us',
  437: 'says that the allocation does not match',
  438: 'says that the nonce is out of date',
  441: 'refuses the user name or password',
  442: 'does not relay over this transport',
  486: 'has given this user all the relays it may have',
  500: 'reports a failure of its own',
  508: 'has no relay address left',
  701: 'cannot be reached, or does not answer',
};

/**
 * Makes a button that tries a STUN or TURN server, and an element that shows the result.
 * @param {object} options
 * @param {string} options.label what the button does, in full
 * @param {() => RTCIceServer | null} options.server null: there is no server to try, and the form says why
 * @param {AbortSignal} options.signal after it is aborted, no result appears
 */
export function makeTrial({label, server, signal}) {
  const button = make('button', {type: 'button', 'aria-label': label}, 'Try');
  const result = make('div', {class: 'ice-result', role: 'status'});
  button.addEventListener('click', async () => {
    const chosen = button.getAttribute('aria-disabled') === 'true' ? null : server();
    if (!chosen) return;
    button.setAttribute('aria-disabled', 'true');  // a disabled button would lose the focus
    result.replaceChildren(make('p', {class: 'hint'}, 'Trying; this can take ten seconds…'));
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
  if (isTurn) return works ? 'It works: the server relays.' : 'It does not work: the server gave no relay address.';
  if (works) return 'It works: the server has told this browser its address on the internet.';
  return 'The server gave no address. It does not respond, or it sees the same address as this computer itself.';
}

/** @param {IceCheck['types']} types */
function found({host, srflx, relay}) {
  return `Candidates: ${host} of this computer (host), ${srflx} from STUN (srflx), ${relay} from TURN (relay).`;
}

/** @param {IceCheck['errors'][number]} error */
function errorSentence({url, errorCode, errorText}) {
  const cause = CAUSES[errorCode] ?? 'reports an error';
  const detail = errorText ? `${errorCode}: ${errorText}` : String(errorCode);
  return `${url || 'The server'} ${cause} (${detail}).`;
}
