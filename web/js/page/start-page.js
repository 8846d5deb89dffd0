// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {find} from './ui/make.js';
import {makeRoomName, roomOf} from './preview/room-name.js';
import {loadLanguage} from './language/language.js';
import {translate} from './language/translate.js';
import {loadSettings} from './settings/settings.js';

const offeredHint = () =>
  translate('This random name cannot be guessed. It is the room’s only secret: anybody who knows it can enter.');
const chosenHint = () => translate('You chose this name yourself. Anybody who knows or guesses it can enter.');

await loadLanguage(loadSettings().language);

const room = find(document, '#room', HTMLInputElement);
const hint = find(document, '#room-hint', HTMLElement);
let offered = '';

function offer() {
  offered = makeRoomName();
  room.value = offered;
  clearProblem(room);
  showHint();
}

function showHint() {
  hint.textContent = room.value === offered ? offeredHint() : chosenHint();
}

/**
 * Makes a form with one field open the room that the field names.
 * @param {string} selector
 * @param {HTMLInputElement} input
 */
function leadIn(selector, input) {
  find(document, selector, HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    const choice = roomOf(input.value, location.host);
    if (choice.problem) showProblem(input, choice.problem);
    else location.assign(new URL(`room/${encodeURIComponent(choice.room)}`, location.href));
  });
  input.addEventListener('input', () => clearProblem(input));
}

/**
 * @param {HTMLInputElement} input
 * @param {string} problem
 */
function showProblem(input, problem) {
  const place = problemOf(input);
  place.textContent = problem;
  place.hidden = false;
  input.setAttribute('aria-invalid', 'true');
  input.focus();
}

/** @param {HTMLInputElement} input */
function clearProblem(input) {
  problemOf(input).hidden = true;
  input.removeAttribute('aria-invalid');
}

/** @param {HTMLInputElement} input */
const problemOf = (input) => find(document, `#${input.id}-problem`, HTMLElement);

leadIn('#make', room);
leadIn('#enter', find(document, '#link', HTMLInputElement));
room.addEventListener('input', showHint);
find(document, '#fresh', HTMLButtonElement).addEventListener('click', offer);
// A browser that returns to this page restores the text of the field.
if (room.value) showHint();
else offer();
