// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {fakeEnvironment} from './fake-environment.mjs';
import {FakeMediaStream} from './fake-media-stream.mjs';
import {FakePeerConnection} from './fake-peer-connection.mjs';

/**
 * What fake connections meet in: two that have described themselves to each other, and have each
 * taken a candidate of the other, are connected. Its tasks are timers of its clock: `clock.advance(0)`
 * runs them until nothing is left to do.
 */
export class FakeNetwork {
  /** Every connection that was made, in order. */
  connections = [];
  /** Whether two connections can reach each other now; see `heal`. */
  isUp = () => true;
  #clock;
  /** @type {[FakePeerConnection, string][]} what waits for the way to be open again */
  #waiting = [];

  constructor(clock) {
    this.#clock = clock;
  }

  /** An environment on this network and its clock. */
  environment(overrides = {}) {
    const clock = this.#clock;
    const {setTimeout, clearTimeout, now} = clock;
    return fakeEnvironment({
      clock, setTimeout, clearTimeout, now, date: now,
      RTCPeerConnection: this.connectionClass(), MediaStream: FakeMediaStream, ...overrides,
    });
  }

  connectionClass() {
    const network = this;
    return class extends FakePeerConnection {
      constructor(configuration) {
        super(configuration, network);
      }
    };
  }

  later(task) {
    this.#clock.setTimeout(task, 0);
  }

  /** @returns {string} the session id */
  add(connection) {
    this.connections.push(connection);
    return String(this.connections.length);
  }

  /** Closed: the other side is told at once, by its channel. */
  remove(connection) {
    const other = this.partner(connection);
    if (other && this.isUp(connection, other)) other.channel?.end();
    if (other) this.later(() => other.setConnectionState('disconnected'));
  }

  /** The one that both have agreed on, or undefined. */
  partner(connection) {
    const other = this.connections[Number(connection.currentRemote?.sessionId ?? 0) - 1];
    return other?.currentRemote?.sessionId === connection.sessionId ? other : undefined;
  }

  tryToConnect(connection) {
    const other = this.partner(connection);
    const isReady = (one, {currentLocal}) => one.candidates.some((candidate) => {
      return candidate.usernameFragment === currentLocal?.content.ufrag;
    });
    if (!other || other.isClosed || !isReady(connection, other) || !isReady(other, connection)) return;
    if (this.isUp(connection, other)) this.later(() => this.#connect(connection, other));
  }

  /** The way between two is cut; `isUp` says so from now on. */
  interrupt(connection) {
    const other = this.partner(connection);
    const isUp = this.isUp;
    this.isUp = (one, its) => ![one, its].includes(connection) && isUp(one, its);
    for (const one of [connection, other]) one.setConnectionState('disconnected');
  }

  /** Every way is open again. */
  heal() {
    this.isUp = () => true;
    for (const connection of this.connections) this.tryToConnect(connection);
  }

  carry(connection, text) {
    const other = this.partner(connection);
    if (other && this.isUp(connection, other)) other.channel.deliver(text);
    else this.#waiting.push([connection, text]);
  }

  #connect(...pair) {
    if (pair.some(({isClosed}) => isClosed)) return;
    for (const connection of pair) connection.setConnectionState('connected');
    for (const {channel} of pair) channel?.open();
    const waiting = this.#waiting.splice(0);
    for (const [connection, text] of waiting) this.carry(connection, text);
  }
}
