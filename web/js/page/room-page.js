// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The room page shows the preview, then the call, then a sentence about its end.
import {LocalMedia} from '../client/media/local-media.js';
import {Manager} from '../client/room/manager.js';
import {CallView} from './call/call-view.js';
import {closeSentence} from './call/close-sentence.js';
import {find} from './ui/make.js';
import {Notices} from './ui/notices.js';
import {openDevice} from './devices/open-device.js';
import {Preview} from './preview/preview.js';
import {roomSocketUrl} from '../client/room/room-name.js';
import {canonicalPath, roomNameOfPath} from './preview/room-name.js';
import {loadSettings} from './settings/settings.js';

/** The close code after the user has left. */
const LEFT = 1000;

const SECTIONS = ['preview', 'call', 'ended'];
const room = roomNameOfPath(location.pathname);
const notices = new Notices();

/** @type {{manager: Manager, view: CallView} | null} */
let call = null;
/** Whether the browser hid or unloaded the page during a call. */
let wasInCall = false;

/** @param {string} id of the section to show; the others are hidden */
function showSection(id) {
  for (const section of SECTIONS) find(document, `#${section}`, HTMLElement).hidden = section !== id;
}

/** @param {number} unread */
function setTitle(unread = 0) {
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${room} – Parley`;
}

async function start() {
  const media = new LocalMedia();
  showSection('preview');
  const preview = new Preview({root: find(document, '#preview', HTMLElement), media});
  const {late} = await preview.done;
  enter(media);
  call?.view.tell(await late);
}

/** Joins again without the preview, with the devices of the last call. */
async function rejoin() {
  const media = new LocalMedia();
  const settings = loadSettings();
  media.microphoneOn = settings.microphoneOn;
  enter(media);
  const slots = /** @type {const} */ (['microphone', 'camera']);
  const wanted = slots.filter((slot) => slot === 'microphone' || settings.cameraOn);
  const failures = await Promise.all(wanted.map(async (slot) => {
    try {
      await openDevice(media, slot, settings);
      return [];
    } catch (error) {
      return [{subject: slot, error, retry: () => {}}];
    }
  }));
  call?.view.tell(failures.flat());
}

/** @param {LocalMedia} media what this side sends; from now on it belongs to the call, which closes it */
function enter(media) {
  const {username, iceServers, relayOnly, height, frameRate} = loadSettings();
  const manager = new Manager({
    url: socketUrl(), media, username, iceServers,
    iceTransportPolicy: relayOnly ? 'relay' : 'all',
    sending: {maxHeight: height, maxFrameRate: frameRate},
  });
  showSection('call');
  find(document, '#room-name', HTMLElement).focus();
  const view = new CallView({manager, media, notices, onUnread: setTitle, onLeave: () => end(LEFT, true)});
  call = {manager, view};
  let hasJoined = false;
  manager.on('joined', () => { hasJoined = true; });
  manager.on('closed', ({code}) => end(code, hasJoined));
  manager.join();
}

function socketUrl() {
  return roomSocketUrl(room, new URL(location.pathname.replace(/(?:room|chat)\/[^/]*\/?$/, ''), location.href));
}

function closeCall() {
  call?.view.close();
  call?.manager.close();
  call = null;
  setTitle();
}

/**
 * @param {number} code
 * @param {boolean} hasJoined
 */
function end(code, hasJoined) {
  closeCall();
  const title = find(document, '#ended-title', HTMLElement);
  if (code === LEFT) title.textContent = 'See you!';
  else title.textContent = hasJoined ? 'The call has ended' : 'You are not in the room';
  find(document, '#ended-text', HTMLElement).textContent = closeSentence(code, hasJoined);
  showSection('ended');
  title.focus();
}

// Several addresses lead into the same room. The page shows the canonical one, so that people pass that one on.
const path = canonicalPath(location.pathname);
if (path !== location.pathname) history.replaceState(history.state, '', path + location.search);
find(document, '#room-name', HTMLElement).textContent = room;
find(document, '#join-again', HTMLButtonElement).addEventListener('click', rejoin);
addEventListener('pagehide', () => {
  wasInCall = call !== null;
  closeCall();
});
addEventListener('pageshow', ({persisted}) => {
  if (persisted && wasInCall) rejoin();
});
setTitle();
start();
