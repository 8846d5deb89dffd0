// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What the preview can be shown without. The room page fetches it while its preview is looked at.
export {Manager} from '../client/room/manager.js';
export {CallView} from './call/call-view.js';
export {openSettings} from './settings/settings-dialog.js';
