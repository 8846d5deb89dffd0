// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {mediaErrorOf} from '../../../../web/js/client/media/media-error.js';

const codeOf = (name, message, slot) => mediaErrorOf({name, message}, slot).code;

/** What browsers throw when a camera or a microphone is asked for, and what it comes to. */
const DEVICES = [
  ['NotAllowedError', 'Permission denied', 'refused'],
  ['NotAllowedError', 'Permission denied by system', 'refused'],
  ['NotAllowedError', 'Permission dismissed', 'refused'],
  ['NotAllowedError', 'Permissions policy violation: camera is not allowed', 'refused'],
  ['NotAllowedError', 'Only secure origins are allowed', 'insecure'],
  ['SecurityError', 'The operation is insecure.', 'refused'],
  ['PermissionDeniedError', '', 'refused'],
  ['PermissionDismissedError', '', 'refused'],
  ['NotFoundError', 'Requested device not found', 'missing'],
  ['DevicesNotFoundError', '', 'missing'],
  ['NotReadableError', 'Could not start video source', 'busy'],
  ['NotReadableError', 'Concurrent mic process limit.', 'busy'],
  ['TrackStartError', '', 'busy'],
  ['SourceUnavailableError', '', 'busy'],
  ['AbortError', 'Starting videoinput failed', 'busy'],
  ['AbortError', 'Timeout starting video source', 'busy'],
  ['AbortError', 'The operation was aborted.', 'failed'],
  ['OverconstrainedError', '', 'failed'],
  ['InvalidStateError', 'Document is not fully active', 'failed'],
  ['NotSupportedError', 'Not supported', 'unsupported'],
  ['TypeError', 'Cannot read properties of undefined', 'insecure'],
  ['constructor', '', 'failed'],
];

/** The same for a screen. */
const SCREENS = [
  ['NotAllowedError', 'Permission denied', 'cancelled'],
  ['NotAllowedError', 'The request is not allowed by the user agent or the platform in the current context.',
    'cancelled'],
  ['NotAllowedError', 'Permission denied by system', 'refused'],
  ['NotAllowedError', 'Access to the feature "display-capture" is disallowed by permissions policy.', 'refused'],
  ['NotFoundError', 'The object can not be found here.', 'missing'],
  ['NotReadableError', 'Could not start video source', 'busy'],
  ['InvalidStateError', 'getDisplayMedia requires transient activation from a user gesture.', 'failed'],
  ['InvalidAccessError', 'getDisplayMedia must be called from a user gesture handler.', 'failed'],
  ['NotSupportedError', 'Not supported', 'unsupported'],
  ['TypeError', 'Malformed constraint', 'unsupported'],
];

for (const [name, message, code] of DEVICES) {
  test(`${name} of a device, "${message}", is "${code}"`, () => {
    assert.equal(codeOf(name, message, 'camera'), code);
    assert.equal(codeOf(name, message, 'microphone'), code);
  });
}

for (const [name, message, code] of SCREENS) {
  test(`${name} of a screen, "${message}", is "${code}"`, () => {
    assert.equal(codeOf(name, message, 'screen'), code);
  });
}

test('an error tells what was to be opened and what the browser threw', () => {
  const cause = new DOMException('Permission denied', 'NotAllowedError');
  const error = mediaErrorOf(cause, 'camera');
  assert.deepEqual([error.name, error.slot, error.code, error.cause], ['MediaError', 'camera', 'refused', cause]);
  assert.equal(error.message, 'camera: NotAllowedError: Permission denied');
});

test('something thrown that is no error at all has failed', () => {
  assert.equal(mediaErrorOf(undefined, 'camera').code, 'failed');
});
