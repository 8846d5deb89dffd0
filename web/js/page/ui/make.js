// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

const SVG = 'http://www.w3.org/2000/svg';
/** Relative to this script, because the site may be below a path. */
const ICONS = new URL('../../../icons.svg', import.meta.url).href;

/**
 * Makes an element. A string among the children becomes text, never markup.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean>} attributes true: without a value; false: none
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children);
  return element;
}

/**
 * Makes an icon. It is hidden from screen readers, so use it beside words, or in a button with an aria-label.
 * @param {string} name id of a symbol in icons.svg
 */
export function makeIcon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS(SVG, 'use'));
  setIcon(svg, name);
  return svg;
}

/**
 * @param {Element | null} svg
 * @param {string} name
 */
export function setIcon(svg, name) {
  svg?.querySelector('use')?.setAttribute('href', `${ICONS}#${name}`);
}

/**
 * Makes a control with its label above and an explanation below.
 * @param {string} label
 * @param {HTMLElement} control with an id
 * @param {(Node | string)[]} below
 */
export function makeField(label, control, ...below) {
  return make('div', {class: 'field'}, make('label', {for: control.id}, label), control, ...below);
}

/**
 * @param {string} label
 * @param {boolean} checked
 * @param {(checked: boolean) => void} onChange
 */
export function makeSwitch(label, checked, onChange) {
  const input = make('input', {type: 'checkbox', role: 'switch'});
  input.checked = checked;
  input.addEventListener('change', () => onChange(input.checked));
  return make('label', {class: 'switch'}, input, label);
}

/**
 * Finds an element that must exist.
 * @template {HTMLElement} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
export function find(root, selector, type) {
  const element = root.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`the page has no ${type.name} ${selector}`);
  return element;
}
