// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {Negotiation} from '../../../web/js/client/peer/negotiation.js';
import {FakeClock} from './fake-clock.mjs';
import {fakeEnvironment} from './fake-environment.mjs';
import {FakeNetwork} from './fake-network.mjs';

/** A fake connection with its Negotiation: `sent` has its signals, `problems` the names of the errors. */
export function makeNegotiation({polite = false, clock = new FakeClock(), network = new FakeNetwork(clock)} = {}) {
  const connection = new (network.connectionClass())({});
  const side = {network, connection, sent: [], problems: []};
  side.negotiation = new Negotiation({
    environment: fakeEnvironment({
      setTimeout: (callback, ms) => clock.setTimeout(callback, ms), clearTimeout: (timer) => clock.clearTimeout(timer),
    }),
    connection,
    polite,
    send: (signal) => side.sent.push(signal),
    onProblem: (error) => side.problems.push(error.name),
  });
  side.types = () => side.sent.map(({type}) => type);
  return side;
}

/** Two of them, and a clock: `first` is polite and `second` is not; signals travel when `exchange` is called. */
export function makeTwo() {
  const clock = new FakeClock();
  const network = new FakeNetwork(clock);
  const first = makeNegotiation({polite: true, clock, network});
  const second = makeNegotiation({polite: false, clock, network});
  const carried = new Map([[first, 0], [second, 0]]);
  const carry = (from, to) => {
    const fresh = from.sent.slice(carried.get(from));
    carried.set(from, from.sent.length);
    for (const signal of fresh) to.negotiation.receive(signal);
    return fresh.length;
  };
  const exchange = async () => {
    await clock.advance(0);
    for (let moved = 1; moved > 0; await clock.advance(0)) moved = carry(first, second) + carry(second, first);
  };
  return {clock, network, first, second, exchange};
}
