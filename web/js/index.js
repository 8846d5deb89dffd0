// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The library: everything that a page of one's own needs. docs/client.md shows a call in 20 lines.
export {browserEnvironment} from './client/environment.js';
export {checkIceServers} from './client/ice-check.js';
export {LocalMedia} from './client/local-media.js';
export {Manager} from './client/manager.js';
export {MediaError} from './client/media-error.js';
export {DEFAULT_USERNAME, ROOM, SERVER} from './client/protocol.js';
export {Signaler, SignalerError} from './client/signaler.js';
export {cleanUsername} from './client/username.js';
export {VideoPeer} from './client/video-peer.js';
