// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {isRoomName, makeRoomName, tidyRoomName} from './room-name.js';

const form = /** @type {HTMLFormElement} */ (document.querySelector('#enter'));
const input = /** @type {HTMLInputElement} */ (document.querySelector('#room'));
const fresh = /** @type {HTMLButtonElement} */ (document.querySelector('#fresh'));

function suggest() {
  input.value = makeRoomName();
  input.setCustomValidity('');
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const name = tidyRoomName(input.value);
  if (isRoomName(name)) {
    location.assign(`/room/${name}`);
    return;
  }
  input.setCustomValidity('A room’s name has 1 to 64 of these: A–Z a–z 0–9 . _ ~ -');
  input.reportValidity();
});
input.addEventListener('input', () => input.setCustomValidity(''));
fresh.addEventListener('click', suggest);
if (!input.value) suggest();
