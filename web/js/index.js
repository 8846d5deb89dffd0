// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The exports of the library. docs/client.md shows a call in 20 lines.
export {browserEnvironment} from './client/environment.js';
export {checkIceServers} from './client/peer/ice-check.js';
export {LocalMedia} from './client/media/local-media.js';
export {Manager} from './client/room/manager.js';
export {MediaError} from './client/media/media-error.js';
export {DEFAULT_USERNAME, ROOM, SERVER} from './client/signaling/protocol.js';
export {Signaler, SignalerError} from './client/signaling/signaler.js';
export {cleanRoomName, roomSocketUrl} from './client/room/room-name.js';
export {cleanUsername} from './client/room/username.js';
export {VideoPeer} from './client/peer/video-peer.js';
