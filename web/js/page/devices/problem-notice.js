// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {make} from '../ui/make.js';
import {codeOf, mediaProblem} from './media-problem.js';
import {translate} from '../language/translate.js';

/** @typedef {import('./media-problem.js').Subject} Subject */
/** @typedef {{subject: Subject, error: unknown, isBusy?: boolean, retry: () => void}} Failure */

/**
 * Joins the failures of camera and microphone into one if they have the same reason.
 * @param {Failure[]} failures
 * @returns {Failure[]}
 */
export function joinFailures(failures) {
  const [first, second] = failures;
  if (failures.length !== 2 || codeOf(first.error) !== codeOf(second.error)) return failures;
  const retry = () => failures.forEach((failure) => failure.retry());
  const isBusy = failures.some((failure) => failure.isBusy);
  return [{subject: 'both', error: first.error, isBusy, retry}];
}

/**
 * The part of a page that says what is wrong with the devices and what to do about it, with buttons to try again.
 * A notice that still applies keeps its element, so that it keeps the focus and a screen reader does not repeat it.
 */
export class ProblemNotice {
  #element;
  #fallback;
  #shown = '';
  /** @type {Failure[]} */
  #failures = [];

  /**
   * @param {HTMLElement} element a live region
   * @param {() => HTMLElement} fallback gets the focus when the focused button disappears
   */
  constructor(element, fallback) {
    this.#element = element;
    this.#fallback = fallback;
  }

  /** @param {Failure[]} failures */
  show(failures) {
    this.#failures = joinFailures(failures);
    const problems = this.#failures.map(({error, subject}) => mediaProblem(error, subject));
    const titles = problems.map(({title}) => title).join('\n');
    if (titles !== this.#shown) this.#replace(problems.map((problem, index) => this.#makeNotice(problem, index)));
    this.#shown = titles;
    const buttons = this.#element.querySelectorAll('button');
    for (const button of buttons) {
      const isBusy = this.#failures[Number(button.dataset.index)].isBusy === true;
      button.textContent = isBusy ? translate('Trying…') : translate('Try again');
      button.setAttribute('aria-disabled', String(isBusy));
    }
  }

  /** @param {HTMLElement[]} notices */
  #replace(notices) {
    const hadFocus = this.#element.contains(document.activeElement);
    this.#element.replaceChildren(...notices);
    if (hadFocus) this.#fallback().focus();
  }

  /**
   * @param {import('./media-problem.js').MediaProblem} problem
   * @param {number} index
   */
  #makeNotice({title, advice, consequence, mayRetry}, index) {
    const notice = make('div', {class: 'notice problem'},
      make('p', {}, make('strong', {}, title)),
      make('p', {class: 'small'}, advice),
      make('p', {class: 'small'}, consequence));
    if (!mayRetry) return notice;
    const button = make('button', {type: 'button', 'data-index': index});
    button.addEventListener('click', () => {
      if (!this.#failures[index].isBusy) this.#failures[index].retry();
    });
    notice.append(button);
    return notice;
  }
}
