// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The modules that the preview does not need. The room page loads them while it shows the preview.
export {Manager} from '../client/room/manager.js';
export {CallView} from './call/call-view.js';
export {openSettings} from './settings/settings-dialog.js';
