// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {
  REASSOCIATION_MS, RETURN_MS, dueAt, isKnownAs, newRecord, transition,
} from '../../../../web/js/client/room/peer-record.js';
import {answer, candidate, offer} from '../../../support/web/fake-roster.mjs';

const NOW = 5000;

/** The records that the table begins with: all are of `a`, and we are `me`. */
const RECORDS = {
  new: newRecord('a'),
  expected: {...newRecord('a'), expectedAt: NOW},
  held: {...newRecord('a'), held: [candidate(1)], heldAt: NOW},
  called: {...newRecord('a'), held: [offer(1), candidate(2)], heldAt: NOW},
  both: {...newRecord('a'), held: [candidate(1)], heldAt: NOW, expectedAt: NOW - 1},
  bound: {...newRecord('a'), state: 'bound'},
  known: {...newRecord('a'), state: 'bound', announced: {id: 'a', you: 'me'}},
  mistaken: {...newRecord('a'), state: 'bound', announced: {id: 'a', you: 'me before'}},
  renamed: {...newRecord('a'), state: 'bound', announced: {id: 'a2', you: 'me'}},
  orphan: {...newRecord('a'), state: 'orphan'},
  returned: {...newRecord('a'), state: 'orphan', announced: {id: 'a2', you: 'me'}},
  unaware: {...newRecord('a'), state: 'orphan', announced: {id: 'a2', you: ''}},
  gone: {...newRecord('a'), state: 'gone'},
};

const joined = {type: 'joined', ownId: 'me2', canReturn: true};
const listed = {type: 'listed', isListed: true, canReturn: true};
const unlisted = {...listed, isListed: false};
const expected = {type: 'expected', isCallable: true, now: NOW + 1};
const signal = {type: 'signal', signal: offer(9), isForeign: false, mustWait: false, now: NOW + 1};
const matched = {type: 'matched', ownId: 'me', isListed: true, isTaken: false, isDouble: false, held: []};
const due = {type: 'due', now: NOW + REASSOCIATION_MS, waitMs: REASSOCIATION_MS};
const lost = {type: 'lost', isSuspended: false, isJoined: true};
const suspended = {type: 'suspended'};
const resumed = {type: 'resumed', now: NOW + 1};

const away = [['pause'], ['away', true]];
const back = [['retire', 'a'], ['restore', 'a2'], ['pause'], ['identify', 'a2'], ['away', false]];
const tell = (id) => ['announce', {id: 'me', you: id}];

/** [what it shows, record, event, what changes in the record, effects]; the state `gone` leaves the rest as it is. */
const TABLE = [
  ['a stranger who could be called is waited for', 'new', expected, {expectedAt: NOW + 1}, []],
  ['the wait is counted from its beginning', 'expected', expected, {}, []],
  ['who cannot be called any more is forgotten', 'expected', {...expected, isCallable: false}, {state: 'gone', expectedAt: null}, []],
  ['but not what it has sent', 'both', {...expected, isCallable: false}, {expectedAt: null}, []],
  ['a stranger who calls is answered', 'new', signal, {state: 'bound'},
    [['restore', 'a'], ['connect', false], ['receive', offer(9)]]],
  ['who is waited for and calls is answered', 'expected', signal, {state: 'bound', expectedAt: null},
    [['restore', 'a'], ['connect', false], ['receive', offer(9)]]],
  ['nobody is met for anything but an offer', 'new', {...signal, signal: candidate()}, {state: 'gone'}, []],
  ['nor is anybody forgotten for it', 'expected', {...signal, signal: answer()}, {}, []],
  ['who may be an orphan is not answered yet', 'new', {...signal, mustWait: true},
    {held: [offer(9)], heldAt: NOW + 1}, []],
  ['what it sends is held in order, since the first', 'held', {...signal, mustWait: true},
    {held: [candidate(1), offer(9)]}, []],
  ['what was held comes before what is heard', 'held', signal, {state: 'bound', held: [], heldAt: null},
    [['restore', 'a'], ['connect', false], ['receive', candidate(1)], ['receive', offer(9)]]],
  ['nothing is due early', 'called', {...due, now: due.now - 2}, {}, []],
  ['a timer may be a millisecond early', 'expected', {...due, now: due.now - 1},
    {state: 'bound', expectedAt: null}, [['connect', true]]],
  ['who has not called in time is called', 'expected', due, {state: 'bound', expectedAt: null}, [['connect', true]]],
  ['who has called is answered with all that it has sent', 'called', due, {state: 'bound', held: [], heldAt: null},
    [['restore', 'a'], ['connect', false], ['receive', offer(1)], ['receive', candidate(2)]]],
  ['it does not wait as long as the others', 'called', {...due, waitMs: RETURN_MS},
    {state: 'bound', held: [], heldAt: null},
    [['restore', 'a'], ['connect', false], ['receive', offer(1)], ['receive', candidate(2)]]],
  ['what brings no offer is given up', 'held', due, {state: 'gone', held: [], heldAt: null}, []],
  ['and who sent it may still be waited for', 'both', {...due, waitMs: RETURN_MS}, {held: [], heldAt: null}, []],
  ['called in the end, it gets nothing of that', 'both', due,
    {state: 'bound', held: [], heldAt: null, expectedAt: null}, [['connect', true]]],
  ['without a time everybody is due', 'expected', {...due, now: Infinity}, {state: 'bound', expectedAt: null}, [['connect', true]]],
  ['who says bye while it is waited for is forgotten', 'called', {type: 'bye', id: 'a'}, {state: 'gone'}, []],
  ['the bye of another does not concern it', 'called', {type: 'bye', id: 'b'}, {}, []],
  ['cut off, nobody is waited for', 'expected', suspended, {state: 'gone', expectedAt: null}, []],
  ['but what was held stays', 'called', suspended, {heldAt: null}, []],
  ['and waits again afterwards', 'called', resumed, {heldAt: NOW + 1}, []],
  ['under a new id of ours nobody is waited for', 'called', joined, {state: 'gone'}, []],

  ['names follow the list', 'bound', listed, {}, [['identify', 'a']]],
  ['who leaves while its media flows is away', 'bound', unlisted, {state: 'orphan'}, away],
  ['who leaves and cannot come back is removed', 'bound', {...unlisted, canReturn: false}, {state: 'gone'}, [['close']]],
  ['what an orphan had announced before stays', 'renamed', unlisted, {state: 'orphan'}, away],
  ['signals reach the one they are for', 'bound', signal, {}, [['receive', offer(9)]]],
  ['an offer of another connection replaces the peer', 'known', {...signal, isForeign: true}, {announced: null},
    [['close'], ['restore', 'a'], ['connect', false], ['receive', offer(9)]]],
  ['an answer of another connection has us call', 'known', {...signal, signal: answer(), isForeign: true},
    {announced: null}, [['close'], ['restore', 'a'], ['connect', true]]],
  ['the last announcement counts', 'known', {type: 'announced', identity: {id: 'x', you: ''}},
    {announced: {id: 'x', you: ''}}, []],
  ['who has not announced anything is not matched', 'bound', matched, {}, []],
  ['once both know each other signals pass', 'known', matched, {}, [['resume']]],
  ['who takes us for another is told who we are', 'mistaken', matched, {}, [tell('a')]],
  ['who comes back before the server saw it go is bound anew', 'renamed', matched, {id: 'a2'},
    [...back, tell('a2'), ['resume']]],
  ['who claims an id that is taken stays who it is', 'renamed', {...matched, isTaken: true, isDouble: true}, {}, []],
  ['who says bye is removed', 'bound', {type: 'bye', id: 'a'}, {state: 'gone'}, [['close']]],
  ['by its newest id, too', 'renamed', {type: 'bye', id: 'a2'}, {state: 'gone'}, [['close']]],
  ['the bye of another does not touch it', 'renamed', {type: 'bye', id: 'b'}, {}, []],
  ['whose connection ends is kept until the server says so', 'bound', lost, {}, []],
  ['unless the server cannot say', 'bound', {...lost, isJoined: false}, {state: 'gone'}, [['close']]],
  ['or keeps the place for nobody', 'bound', {...lost, isSuspended: true}, {state: 'gone'}, [['retire', 'a'], ['close']]],
  ['a bound peer may fail', 'bound', {type: 'failing', canReturn: false}, {}, []],
  ['a bound peer has no double', 'renamed', {type: 'outlived', id: 'a2'}, {}, []],
  ['cut off, signals are held', 'bound', suspended, {}, [['hold']]],
  ['and released', 'bound', resumed, {}, [['release']]],
  ['under a new id of ours nobody knows us', 'known', joined, {state: 'orphan', announced: null},
    [...away, ['announce', {id: 'me2', you: ''}]]],
  ['and who cannot be told is removed', 'known', {...joined, canReturn: false}, {state: 'gone', announced: null}, [['close']]],

  ['an orphan does not care for lists', 'orphan', unlisted, {}, []],
  ['nor for signals to the id that it had', 'orphan', signal, {}, []],
  ['it tells its new id', 'orphan', {type: 'announced', identity: {id: 'a2', you: ''}}, {announced: {id: 'a2', you: ''}}, []],
  ['an id that is not in the room is not bound', 'returned', {...matched, isListed: false}, {}, []],
  ['who returns is told who we are, and its signals pass', 'returned', matched, {state: 'bound', id: 'a2'},
    [...back, tell('a2'), ['resume']]],
  ['then comes what was held', 'returned', {...matched, held: [offer(1)]}, {state: 'bound', id: 'a2'},
    [...back, tell('a2'), ['resume'], ['receive', offer(1)]]],
  ['no signals pass before it knows us', 'unaware', matched, {state: 'bound', id: 'a2'}, [...back, tell('a2')]],
  ['an id that another has is not bound', 'returned', {...matched, isTaken: true}, {}, []],
  ['an older connection goes if the newer one carries', 'returned', {...matched, isTaken: true, isDouble: true},
    {state: 'gone'}, [['close']]],
  ['or as soon as it does', 'returned', {type: 'outlived', id: 'a2'}, {state: 'gone'}, [['close']]],
  ['the connection of another does not outlive it', 'returned', {type: 'outlived', id: 'b'}, {}, []],
  ['an orphan whose connection ends is removed', 'orphan', lost, {state: 'gone'}, [['close']]],
  ['or fails', 'orphan', {type: 'failing', canReturn: false}, {state: 'gone'}, [['close']]],
  ['an interruption is waited for', 'orphan', {type: 'failing', canReturn: true}, {}, []],
  ['an orphan that says bye is removed', 'returned', {type: 'bye', id: 'a2'}, {state: 'gone'}, [['close']]],
  ['cut off, its signals are held', 'orphan', suspended, {}, [['hold']]],
  ['and released again', 'orphan', resumed, {}, [['release']]],
  ['an orphan hears our new id, and its own may be newer', 'returned', joined, {announced: null},
    [['announce', {id: 'me2', you: ''}]]],

  ['nothing happens to who is gone', 'gone', signal, {}, []],
];

for (const [what, name, event, changes, effects] of TABLE) {
  test(`${what} (${name}, ${event.type})`, () => {
    const record = RECORDS[name];
    assert.deepEqual(transition(record, event), {record: {...record, ...changes}, effects});
  });
}

test('a pending record is due for whichever comes first', () => {
  assert.deepEqual(['new', 'expected', 'held', 'both'].map((name) => dueAt(RECORDS[name], RETURN_MS)),
    [Infinity, NOW + RETURN_MS, NOW + REASSOCIATION_MS, NOW + REASSOCIATION_MS]);
  assert.equal(dueAt(RECORDS.both, 100), NOW + 99);
});

test('a member is known by its id and by the one that it says last', () => {
  assert.deepEqual(['a', 'a2', 'x'].map((id) => isKnownAs(RECORDS.renamed, id)), [true, true, false]);
});
