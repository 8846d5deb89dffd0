// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {Roster} from '../../../web/js/client/room/roster.js';
import {fakeEnvironment} from './fake-environment.mjs';

/** A VideoPeer without a connection: `log` has what the roster does with it. */
export class FakePeer extends EventTarget {
  state = 'connecting';
  canReturn = false;
  username = '';
  log = [];
  /** Descriptions that come from another connection of the other's. */
  foreign = new Set();
  #isAway = false;

  constructor(id, calls) {
    super();
    this.id = id;
    this.calls = calls;
  }

  on(type, callback) {
    this.addEventListener(type, (event) => callback(event.detail));
  }

  tell(type, detail) {
    this.dispatchEvent(Object.assign(new Event(type), {detail}));
  }

  identify(id, username) {
    this.id = id;
    this.username = username;
  }

  announce({id, you}) {
    this.log.push(`announce ${id} to ${you || 'nobody'}`);
  }

  receive({type, data}) {
    this.log.push(`receive ${type} ${data ?? ''}`.trim());
  }

  isForeign({data}) {
    return this.foreign.has(data);
  }

  hold() {
    this.log.push('hold');
  }

  release() {
    this.log.push('release');
  }

  pause() {
    this.log.push('pause');
  }

  resume() {
    this.log.push('resume');
  }

  close() {
    this.state = 'closed';
    this.log.push('close');
  }

  get isAway() {
    return this.#isAway;
  }

  set isAway(isAway) {
    this.#isAway = isAway;
  }

  // What the network and the other side do.

  connect() {
    this.canReturn = true;
    this.setState('connected');
    return this;
  }

  setState(state) {
    this.state = state;
    this.canReturn = ['connected', 'interrupted'].includes(state);
    this.tell('state');
  }
}

/** A Roster with FakePeers: `made` has all of them, `events` what it told, and `onEvent` is told it, too. */
export function makeRoster() {
  const environment = fakeEnvironment();
  const made = [];
  const events = [];
  const call = {onEvent: () => {}};
  const tell = (event) => {
    events.push(event);
    call.onEvent(event);
  };
  const roster = new Roster({
    environment,
    make: (id, calls) => {
      made.push(new FakePeer(id, calls));
      return made.at(-1);
    },
    onAdded: ({id}) => tell(`added ${id}`),
    onRemoved: ({id}) => tell(`removed ${id}`),
    refresh: () => events.push('refresh'),
  });
  /** The room as the server lists it. */
  const list = (...ids) => roster.update(ids.map((id) => ({id, username: `name of ${id}`})));
  const enter = (id, ...ids) => {
    roster.join(id);
    list(...ids, id);
  };
  const peerOf = (id) => roster.peers.find((peer) => peer.id === id);
  const takeEvents = () => events.splice(0);
  return Object.assign(call, {roster, made, events, takeEvents, list, enter, peerOf, clock: environment.clock});
}

/** In the room as `me`, connected with these. */
export function makeCall(...ids) {
  const call = makeRoster();
  call.enter('me', ...ids);
  for (const peer of call.made) {
    peer.connect();
    peer.tell('announced', {id: peer.id, you: 'me'});
    peer.log.length = 0;
  }
  call.takeEvents();
  return call;
}

export const offer = (data = '') => ({type: 'offer', data});
export const answer = (data = '') => ({type: 'answer', data});
export const candidate = (data = '') => ({type: 'icecandidate', data});
