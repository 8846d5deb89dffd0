// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {PeerBindings} from '../../../../web/js/client/room/peer-bindings.js';
import {FakePeer} from '../../../support/web/fake-roster.mjs';

/** Bound are `a` and `b`. */
function setUp() {
  const bindings = new PeerBindings();
  const [a, b] = ['a', 'b'].map((id) => new FakePeer(id));
  for (const peer of [a, b]) bindings.bind(peer, peer.id);
  const all = () => bindings.all.map(({id}) => id);
  const bound = () => [...bindings.bound].map(([id, peer]) => `${id}: ${peer.id}`);
  return {bindings, a, b, all, bound};
}

test('an orphan is bound to no id, and is one of all', () => {
  const {bindings, a, all, bound} = setUp();
  bindings.orphan(a);
  assert.deepEqual([all(), bound(), [...bindings.orphans]], [['b', 'a'], ['b: b'], [a]]);
});

test('who is bound anew leaves its older id, and is no orphan', () => {
  const {bindings, a, b, bound} = setUp();
  bindings.bind(b, 'b2');
  bindings.orphan(a);
  bindings.bind(a, 'a2');
  assert.deepEqual([bound(), bindings.hasOrphans], [['b2: b', 'a2: a'], false]);
});

test('an id that belongs to another by now is left to it', () => {
  const {bindings, a, bound} = setUp();
  const other = new FakePeer('a');
  bindings.orphan(a);
  bindings.bind(other, 'a');
  assert.equal(bindings.delete(a), true);
  assert.deepEqual([bound(), bindings.bound.get('a') === other], [['b: b', 'a: a'], true]);
});

test('who is deleted is gone, whatever it was', () => {
  const {bindings, a, b, all} = setUp();
  bindings.orphan(a);
  assert.deepEqual([bindings.delete(a), bindings.delete(b), bindings.delete(b), all()], [true, false, false, []]);
});
