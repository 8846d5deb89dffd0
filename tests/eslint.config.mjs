// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// Checks of the browser client, the page and their tests that find faults; `tsc` has the types.
import js from '@eslint/js';
import globals from 'globals';

const rules = {
  'array-callback-return': 'error',
  'consistent-return': 'off',  // tsc: noImplicitReturns
  'default-case-last': 'error',
  eqeqeq: 'error',
  'no-constructor-return': 'error',
  'no-control-regex': 'off',  // names are searched for them on purpose
  'no-else-return': 'error',
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-self-compare': 'error',
  'no-unreachable-loop': 'error',
  'no-unused-vars': ['error', {args: 'after-used', argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none'}],
  'no-useless-return': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
  'prefer-promise-reject-errors': 'error',
  'require-atomic-updates': 'off',  // takes every assignment behind an await for a race
};

export default [
  {ignores: ['**/node_modules/**', '**/build/**']},
  js.configs.recommended,
  {rules, linterOptions: {reportUnusedDisableDirectives: 'error'}},
  {
    files: ['**/web/js/**/*.js'],
    languageOptions: {ecmaVersion: 2022, globals: globals.browser},
    rules: {
      // Texts of strangers are set as text, never parsed as HTML.
      'no-restricted-properties': ['error', ...['innerHTML', 'outerHTML', 'insertAdjacentHTML']
        .map((property) => ({property, message: 'Set textContent, or make elements.'}))],
      'no-restricted-globals': ['error', {name: 'event', message: 'Use the handler’s parameter.'}],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {ecmaVersion: 2022, globals: {...globals.node, ...globals.browser}},
  },
];
