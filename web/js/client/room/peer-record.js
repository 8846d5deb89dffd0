// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {import('../peer/negotiation.js').Signal} Signal */
/** @typedef {import('../peer/peer-channel.js').Identity} Identity */

/**
 * The state of one other member, as this client knows it. An immutable value.
 *
 * - `pending`: there is no connection. This client waits for an offer, or for an announcement over the data channel of
 *   an older connection that the member now has this id.
 * - `bound`: there is a connection, and its other end has this id in the room.
 * - `orphan`: there is a connection, but the id of its other end is no longer in the room, or may now belong to another
 *   client.
 * - `gone`: the record can be removed.
 *
 * @typedef {object} PeerRecord
 * @property {'pending' | 'bound' | 'orphan' | 'gone'} state
 * @property {string} id the current id; for an orphan the last one
 * @property {Identity | null} announced the last announcement of the other end over the data channel; null: none since
 *   this client joined
 * @property {Signal[]} held signals from this id that wait for a connection, in order
 * @property {number | null} heldAt time of the first held signal (ms); null: none is held, or the connection to the server is
 *   lost
 * @property {number | null} expectedAt time since which this client waits for the member's offer, although it could send
 *   one itself (ms); null: it does not wait
 */

/**
 * The events of a record. Each carries the facts outside the record on which the next state depends.
 *
 * @typedef {{type: 'joined', ownId: string, canReturn: boolean}} Joined this client is in the room under a new id
 * @typedef {{type: 'listed', isListed: boolean, canReturn: boolean}} Listed a new member list has arrived
 * @typedef {{type: 'expected', isCallable: boolean, now: number}} Expected it is known whether this client may
 *   call the member
 * @typedef {{type: 'signal', signal: Signal, isForeign: boolean, mustWait: boolean, now: number}} Signaled isForeign:
 *   the signal belongs to another connection than this one; mustWait: its sender may be the other end of an orphan
 * @typedef {{type: 'announced', identity: Identity}} Announced
 * @typedef {{type: 'matched', ownId: string, isListed: boolean, isTaken: boolean, isDouble: boolean, held: Signal[]}}
 *   Matched the announcement must be compared with the room. isListed: the announced id is in the room; isTaken: it
 *   belongs to this client or to another connection; isDouble: that connection carries media; held: the signals from the
 *   announced id
 * @typedef {{type: 'due', now: number, waitMs: number}} Due
 * @typedef {{type: 'bye', id: string}} Bye
 * @typedef {{type: 'lost', isSuspended: boolean, isJoined: boolean}} Lost the connection has ended, or is about to
 * @typedef {{type: 'failing', canReturn: boolean}} Failing the connection has changed its state
 * @typedef {{type: 'outlived', id: string}} Outlived a newer connection to the member with this id carries media
 * @typedef {{type: 'suspended'}} Suspended the connection to the server is lost
 * @typedef {{type: 'resumed', now: number}} Resumed the session continues
 * @typedef {Joined | Listed | Expected | Signaled | Announced | Matched | Due | Bye | Lost | Failing | Outlived | Suspended |
 *   Resumed} PeerEvent
 */

/**
 * The effects of a transition, in order. Those without a comment are methods of VideoPeer.
 *
 * @typedef {['connect', boolean]} Connect create a VideoPeer; true: this side makes the first offer
 * @typedef {['identify', string]} Identify give the VideoPeer this id, and the name of its member
 * @typedef {['away', boolean]} Away
 * @typedef {['announce', Identity]} Announce
 * @typedef {['receive', Signal]} Receive
 * @typedef {['retire', string]} Retire do not call this id any more
 * @typedef {['restore', string]} Restore allow calls to this id again
 * @typedef {['hold'] | ['release'] | ['pause'] | ['resume'] | ['close']} Plain
 * @typedef {Connect | Identify | Away | Announce | Receive | Retire | Restore | Plain} Effect
 */

/** @typedef {{record: PeerRecord, effects: Effect[]}} Transition */

/** Longest time before this client answers a held offer, and longest wait for an offer (ms). */
export const REASSOCIATION_MS = 3000;

/**
 * The wait for an offer while there are orphans (ms). It can be long: a new member calls by itself, and on a busy machine
 * the announcements of the others take a while.
 */
export const RETURN_MS = 10_000;

/** Timers may fire a little early (ms). */
const TOLERANCE_MS = 1;

/** @param {string} id @returns {PeerRecord} the first record of a member */
export function newRecord(id) {
  return {state: 'pending', id, announced: null, held: [], heldAt: null, expectedAt: null};
}

/**
 * @param {PeerRecord} record
 * @param {string} id
 * @returns {boolean} whether the other end has this id, or has announced it
 */
export function isKnownAs(record, id) {
  return record.id === id || record.announced?.id === id;
}

/**
 * @param {PeerRecord} record
 * @param {number} waitMs the longest wait for the member's offer
 * @returns {number} when a pending record is due (ms); Infinity: never
 */
export function dueAt({expectedAt, heldAt}, waitMs) {
  return Math.min((expectedAt ?? Infinity) + waitMs, (heldAt ?? Infinity) + REASSOCIATION_MS);
}

/**
 * Computes the next record and the effects to carry out. A pure function. An event that has no meaning in the current
 * state changes nothing.
 * @param {PeerRecord} record
 * @param {PeerEvent} event
 * @returns {Transition}
 */
export function transition(record, event) {
  const step = STEPS[record.state]?.[event.type];
  return step ? step(record, /** @type {any} */ (event)) : stay(record);
}

/** @type {(record: PeerRecord, ...effects: Effect[]) => Transition} */
const stay = (record, ...effects) => ({record, effects});

/** @type {(record: PeerRecord, ...effects: Effect[]) => Transition} */
const end = (record, ...effects) => ({record: {...record, state: 'gone'}, effects});

/** @type {Record<PeerRecord['state'], Partial<Record<PeerEvent['type'], (record: PeerRecord, event: any) => Transition>>>} */
const STEPS = {
  pending: {
    joined: (record) => end(record),
    expected: (record, {isCallable, now}) => waiting({
      ...record, expectedAt: isCallable ? record.expectedAt ?? now : null,
    }),
    signal: hear,
    due: meet,
    bye: (record, {id}) => (record.id === id ? end(record) : stay(record)),
    suspended: (record) => waiting({...record, heldAt: null, expectedAt: null}),
    resumed: (record, {now}) => waiting({...record, heldAt: record.held.length > 0 ? now : null}),
  },
  bound: {
    joined: (record, {ownId, canReturn}) => part({...record, announced: null}, canReturn, ownId),
    listed: (record, {isListed, canReturn}) => (isListed ? stay(record, ['identify', record.id]) : part(record, canReturn)),
    signal: (record, {signal, isForeign}) => (isForeign ? replace(record, signal) : stay(record, ['receive', signal])),
    announced: (record, {identity}) => stay({...record, announced: identity}),
    matched: match,
    bye: depart,
    lost: (record, {isSuspended, isJoined}) => {
      if (isSuspended) return end(record, ['retire', record.id], ['close']);  // its seat is kept, but nobody will return to it
      return isJoined ? stay(record) : end(record, ['close']);  // if the member has left, the server says so
    },
    suspended: (record) => stay(record, ['hold']),
    resumed: (record) => stay(record, ['release']),
  },
  orphan: {
    joined: (record, {ownId}) => stay({...record, announced: null}, ['announce', {id: ownId, you: ''}]),
    announced: (record, {identity}) => stay({...record, announced: identity}),
    matched: match,
    bye: depart,
    lost: (record) => end(record, ['close']),
    failing: (record, {canReturn}) => (canReturn ? stay(record) : end(record, ['close'])),
    outlived: (record, {id}) => (record.announced?.id === id ? end(record, ['close']) : stay(record)),
    suspended: (record) => stay(record, ['hold']),
    resumed: (record) => stay(record, ['release']),
  },
  gone: {},
};

/** @param {PeerRecord} record pending @returns {Transition} gone if there is no reason to keep it */
function waiting(record) {
  return record.held.length > 0 || record.expectedAt !== null ? stay(record) : end(record);
}

/** @param {PeerRecord} record pending @param {Signaled} event @returns {Transition} */
function hear(record, {signal, mustWait, now}) {
  if (mustWait) return stay({...record, held: [...record.held, signal], heldAt: record.heldAt ?? now});
  return signal.type === 'offer' ? answer(record, [...record.held, signal]) : waiting(record);
}

/** @param {PeerRecord} record pending @param {Due} event @returns {Transition} */
function meet(record, {now, waitMs}) {
  const isDue = (/** @type {number | null} */ since, /** @type {number} */ ms) => since !== null && since + ms <= now + TOLERANCE_MS;
  const isExpected = isDue(record.expectedAt, waitMs);
  if (!isExpected && !isDue(record.heldAt, REASSOCIATION_MS)) return stay(record);
  if (record.held.some(({type}) => type === 'offer')) return answer(record, record.held);
  if (isExpected) return stay(bind(record, record.id), ['connect', true]);
  return waiting({...record, held: [], heldAt: null});
}

/** @param {PeerRecord} record pending @param {Signal[]} signals an offer among them @returns {Transition} */
function answer(record, signals) {
  return stay(bind(record, record.id), ['restore', record.id], ['connect', false], ...receive(signals));
}

/**
 * Leaves a bound record whose id is no longer in the room, or whose other end knows this client by an older id.
 * @param {PeerRecord} record
 * @param {boolean} canReturn
 * @param {string} [ownId] the new id of this client, to announce to the other end
 * @returns {Transition}
 */
function part(record, canReturn, ownId) {
  if (!canReturn) return end(record, ['close']);
  /** @type {Effect[]} */
  const announce = ownId === undefined ? [] : [['announce', {id: ownId, you: ''}]];
  return stay({...record, state: 'orphan'}, ['pause'], ['away', true], ...announce);
}

/** @param {PeerRecord} record bound to a connection whose other end is gone @param {Signal} signal @returns {Transition} */
function replace(record, signal) {
  const isOffer = signal.type === 'offer';
  return stay(bind(record, record.id), ['close'], ['restore', record.id], ['connect', !isOffer], ...receive(isOffer ? [signal] : []));
}

/**
 * Binds a connection to the id that its other end has announced. If the other end does not know the id of this client,
 * announces it. Lets signals pass once both sides know each other's id.
 * @param {PeerRecord} record bound or orphan
 * @param {Matched} event
 * @returns {Transition}
 */
function match(record, {ownId, isListed, isTaken, isDouble, held}) {
  if (!record.announced || !isListed) return stay(record);
  const {id, you} = record.announced;
  /** @type {Effect[]} */
  const resume = you === ownId ? [['resume']] : [];
  if (record.state === 'bound' && record.id === id) return stay(record, ...(resume.length > 0 ? resume : tell(ownId, id)));
  if (isTaken) return isDouble && record.state === 'orphan' ? end(record, ['close']) : stay(record);
  return stay({...record, state: 'bound', id},
    ['retire', record.id], ['restore', id],
    ['pause'],  // signals to the older id may be lost, so `resume` must check
    ['identify', id], ['away', false], ...tell(ownId, id), ...resume, ...receive(held));
}

/** @param {PeerRecord} record bound or orphan @param {Bye} event @returns {Transition} */
function depart(record, {id}) {
  return isKnownAs(record, id) ? end(record, ['close']) : stay(record);
}

/** @type {(ownId: string, id: string) => Effect[]} */
const tell = (ownId, id) => [['announce', {id: ownId, you: id}]];

/** @type {(signals: Signal[]) => Effect[]} */
const receive = (signals) => signals.map((signal) => ['receive', signal]);

/** @type {(record: PeerRecord, id: string) => PeerRecord} to a connection without an announcement */
const bind = (record, id) => ({...newRecord(id), state: 'bound'});
