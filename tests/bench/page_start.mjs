// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// How long the room page takes to show its preview over a slow network: requests, bytes on the wire, and
// time, for a first and a second visit. HTTP/1.1 straight from parleyd, through Chromium's emulation of a
// round trip of 100 ms and 10 Mbit/s. Prints a table; only what cannot be run fails.
//
// usage: page_start.mjs [--rounds N] [--language TAG]   PARLEYD and PARLEY_WEB_ROOT name another program or web root
import {parseArgs} from 'node:util';

import {Parleyd} from '../browser/parleyd.mjs';
import {startBrowser} from '../browser/room-page.mjs';
import {visit} from '../support/web/visit.mjs';

const ROUND_TRIP_MS = 100;
const BITS_PER_SECOND = 10_000_000;
/** What the package is meant to stay under (first and second visit). */
const GOALS = {first: '15 requests, 130 KB, 1500 ms', second: '600 ms'};

const {values} = parseArgs({options: {
  rounds: {type: 'string', default: '5'}, language: {type: 'string', default: 'en-US'},
}});
const rounds = Number(values.rounds);

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** The two visits of somebody whose browser knows nothing of the page yet. */
async function twoVisits(browser, url) {
  const context = await browser.newContext({locale: values.language});
  const conditions = {latency: ROUND_TRIP_MS, bitsPerSecond: BITS_PER_SECOND};
  const first = await visit(context, url, conditions);
  const second = await visit(context, url, conditions);
  await context.close();
  return {first, second};
}

function row(name, visits) {
  const middle = (member) => Math.round(median(visits.map((one) => one[member])));
  const times = visits.map(({previewMs}) => Math.round(previewMs));
  return {
    visit: name,
    requests: middle('requests'),
    'before the preview': middle('requestsBeforePreview'),
    KB: Number((middle('bytes') / 1000).toFixed(1)),
    'preview ms': middle('previewMs'),
    spread: `${Math.min(...times)}-${Math.max(...times)}`,
    'goal of the package': GOALS[name],
  };
}

const parleyd = await Parleyd.start();
const browser = await startBrowser({isWhole: true});
try {
  const results = [];
  for (let round = 0; round < rounds; ++round) results.push(await twoVisits(browser, `${parleyd.url}/room/tea`));
  console.log(`${ROUND_TRIP_MS} ms, ${BITS_PER_SECOND / 1e6} Mbit/s, HTTP/1.1, median of ${rounds}`);
  console.table(['first', 'second'].map((name) => row(name, results.map((result) => result[name]))));
} finally {
  await browser.close();
  await parleyd.stop();
}
