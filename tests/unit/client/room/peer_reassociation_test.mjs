// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Presence} from '../../../../web/js/client/room/presence.js';
import {PeerBindings} from '../../../../web/js/client/room/peer-bindings.js';
import {PeerReassociation} from '../../../../web/js/client/room/peer-reassociation.js';
import {FakePeer, offer} from '../../../support/web/fake-roster.mjs';

/** We are `me`; `a` and `b` are connected. `held` is what has come, by id; `removed` who was. */
function setUp() {
  const presence = new Presence();
  const bindings = new PeerBindings();
  const held = new Map();
  const removed = [];
  const reunion = new PeerReassociation({
    presence, bindings,
    takeHeld: (id) => held.get(id) ?? [],
    remove: (peer) => {
      removed.push(peer);
      bindings.delete(peer);
      reunion.forget(peer);
    },
  });
  presence.ownId = 'me';
  const list = (...ids) => presence.update(new Map(ids.map((id) => [id, `name of ${id}`])), new Set());
  list('a', 'b', 'me');
  const [a, b] = ['a', 'b'].map((id) => new FakePeer(id).connect());
  for (const peer of [a, b]) bindings.bind(peer, peer.id);
  return {reunion, bindings, held, removed, list, a, b};
}

test('who goes while its connection lives is an orphan, and given no signals', () => {
  const {reunion, bindings, removed, a} = setUp();
  reunion.part(a);
  assert.deepEqual([[...bindings.orphans], a.isAway, a.log, removed], [[a], true, ['pause'], []]);
});

test('who goes and cannot come back is removed', () => {
  const {reunion, removed, a} = setUp();
  a.canReturn = false;
  reunion.part(a);
  assert.deepEqual(removed, [a]);
});

test('what was announced before its id was in the room counts as soon as it is', () => {
  const {reunion, bindings, list, a} = setUp();
  reunion.part(a);
  reunion.note(a, {id: 'a2', you: 'me'});
  reunion.settle();
  assert.equal(bindings.hasOrphans, true);
  list('a2', 'b', 'me');
  reunion.settle();
  assert.deepEqual([bindings.hasOrphans, bindings.bound.get('a2'), a.username], [false, a, 'name of a2']);
});

test('it is told who we are, then signals pass, and then comes what was held', () => {
  const {reunion, held, list, a} = setUp();
  held.set('a2', [offer(1)]);
  list('a2', 'b', 'me');
  reunion.part(a);
  a.log.length = 0;
  reunion.note(a, {id: 'a2', you: 'me'});
  reunion.settle();
  assert.deepEqual(a.log, ['pause', 'announce me to a2', 'resume', 'receive offer 1']);
  reunion.settle();
  assert.deepEqual(a.log.slice(4), ['resume'], 'what was held is given once, and the name is known');
});

test('as long as it takes us for somebody else it is told again, and no signals pass', () => {
  const {reunion, a} = setUp();
  reunion.note(a, {id: 'a', you: 'me before'});
  reunion.settle();
  assert.deepEqual(a.log, ['announce me to a']);
});

test('an id that is ours, or that another has, is not given to it', () => {
  for (const id of ['me', 'b']) {
    const {reunion, bindings, b, a} = setUp();
    b.state = 'connecting';
    reunion.part(a);
    reunion.note(a, {id, you: 'me'});
    reunion.settle();
    assert.deepEqual([[...bindings.orphans], bindings.bound.get('b')], [[a], b]);
  }
});

test('an older connection goes when the newer one carries, whichever is seen first', () => {
  const {reunion, removed, a, b} = setUp();
  b.state = 'connecting';
  reunion.part(a);
  reunion.note(a, {id: 'b', you: 'me'});
  reunion.settle();
  reunion.onConnected(b);
  assert.deepEqual(removed, []);
  b.state = 'connected';
  reunion.onConnected(a);
  reunion.onConnected(b);
  assert.deepEqual(removed, [a]);
  const other = setUp();
  other.reunion.part(other.a);
  other.reunion.note(other.a, {id: 'b', you: 'me'});
  other.reunion.settle();
  assert.deepEqual(other.removed, [other.a]);
});

test('who claims the id of another without having gone loses nothing by it', () => {
  const {reunion, bindings, removed, a, b} = setUp();
  reunion.note(a, {id: 'b', you: 'me'});
  reunion.settle();
  reunion.onConnected(b);
  assert.deepEqual([removed, bindings.bound.get('a'), bindings.bound.get('b')], [[], a, b]);
});

test('somebody is known by its id and by the one that it says last', () => {
  const {reunion, a} = setUp();
  reunion.note(a, {id: 'x', you: 'me'});
  reunion.note(a, {id: 'a2', you: 'me'});
  assert.deepEqual(['a', 'a2', 'x', 'b'].map((id) => reunion.isKnownAs(a, id)), [true, true, false, false]);
  reunion.clear();
  assert.equal(reunion.isKnownAs(a, 'a2'), false);
});
