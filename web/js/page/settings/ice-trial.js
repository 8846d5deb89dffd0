// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {checkIceServers} from '../../client/peer/ice-check.js';
import {iceVerdict} from './ice-check-sentences.js';
import {make} from '../ui/make.js';

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

/** @param {import('./ice-check-sentences.js').IceVerdict} verdict */
function makeVerdict({works, lines: [first, ...rest]}) {
  return make('div', {class: works ? 'notice good' : 'notice bad'}, make('p', {}, make('strong', {}, first)),
    ...rest.map((line) => make('p', {class: 'small'}, line)));
}
