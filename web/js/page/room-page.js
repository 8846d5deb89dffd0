// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The room page shows the preview, then the call, then a sentence about its end.
import {LocalMedia} from '../client/media/local-media.js';
import {closeSentence} from './call/close-sentence.js';
import {EmbeddingPage} from './embedding.js';
import {find} from './ui/make.js';
import {Notices} from './ui/notices.js';
import {openDevice} from './devices/open-device.js';
import {Preview} from './preview/preview.js';
import {roomSocketUrl} from '../client/room/room-name.js';
import {canonicalPath, roomNameOfPath} from './preview/room-name.js';
import {loadSettings} from './settings/settings.js';
import {loadLanguage} from './language/language.js';
import {translate} from './language/translate.js';

/** @typedef {import('./call-parts.js').CallView} CallView */
/** @typedef {import('./call-parts.js').Manager} Manager */

/** The close code after the user has left. */
const LEFT = 1000;

await loadLanguage(loadSettings().language);

const SECTIONS = ['preview', 'call', 'ended'];
const room = roomNameOfPath(location.pathname);
const notices = new Notices();

/** @type {{manager: Manager, view: CallView} | null} */
let call = null;
/** Whether the browser hid or unloaded the page during a call. */
let wasInCall = false;
/** Whether a part of this page could not be loaded. Browsers load it again only with the whole page. */
let isIncomplete = false;

/**
 * @param {(view: CallView) => void} act
 * @returns {boolean} whether there is a call
 */
function inCall(act) {
  if (!call) return false;
  act(call.view);
  return true;
}

const embeddingPage = new EmbeddingPage({
  leave: () => inCall(() => end(LEFT, true)),
  microphone: (on) => inCall((view) => view.switchMicrophone(on)),
  camera: (on) => inCall((view) => view.switchCamera(on)),
});

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
  const preview = new Preview({
    root: find(document, '#preview', HTMLElement), media,
    openSettings: async (target) => (await callParts(media))?.openSettings(target),
  });
  fetchCallParts().catch(() => {});  // callParts() reports the failure
  const {late} = await preview.done;
  await enter(media);
  call?.view.tell(await late);
}

/** Joins again without the preview, with the devices of the last call. */
async function rejoin() {
  const media = new LocalMedia();
  const settings = loadSettings();
  media.microphoneOn = settings.microphoneOn;
  await enter(media);
  if (!call) return;
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

function fetchCallParts() {
  return import('./call-parts.js');
}

/**
 * The modules that only a call needs. If they cannot be loaded, it closes the media and shows the failure.
 * @param {LocalMedia} media
 */
async function callParts(media) {
  try {
    return await fetchCallParts();
  } catch {
    media.close();
    isIncomplete = true;
    showEnd(translate('This page is incomplete'),
      translate('A part of it could not be loaded. Check your network and join again.'));
    return null;
  }
}

/** @param {LocalMedia} media the media to send; it belongs to the call from now on, which closes it */
async function enter(media) {
  const parts = await callParts(media);
  if (parts) openCall(media, parts);
}

/**
 * @param {LocalMedia} media
 * @param {typeof import('./call-parts.js')} parts
 */
function openCall(media, {Manager, CallView}) {
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
  manager.on('joined', () => {
    if (!hasJoined) embeddingPage.tell('joined', {room});
    hasJoined = true;
  });
  manager.on('clients', (clients) => {
    const people = clients.map(({id, username}) => ({name: username, isYou: id === manager.id}));
    embeddingPage.tell('people', {people});
  });
  manager.on('closed', ({code}) => end(code, hasJoined));
  manager.join();
}

function socketUrl() {
  return roomSocketUrl(room, new URL(location.pathname.replace(/(?:room|chat)\/[^/]*\/?$/, ''), location.href));
}

/** @param {number} code */
function closeCall(code) {
  if (call) embeddingPage.tell('left', {code});
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
  closeCall(code);
  const interrupted = hasJoined ? translate('The call has ended') : translate('You are not in the room');
  showEnd(code === LEFT ? translate('See you!') : interrupted, closeSentence(code, hasJoined));
}

/**
 * @param {string} title
 * @param {string} text
 */
function showEnd(title, text) {
  const heading = find(document, '#ended-title', HTMLElement);
  heading.textContent = title;
  find(document, '#ended-text', HTMLElement).textContent = text;
  showSection('ended');
  heading.focus();
}

// Several addresses lead into the same room. The page shows the canonical one, so that people pass that one on.
const path = canonicalPath(location.pathname);
if (path !== location.pathname) history.replaceState(history.state, '', path + location.search);
find(document, '#room-name', HTMLElement).textContent = room;
find(document, '#join-again', HTMLButtonElement).addEventListener('click', () => {
  if (isIncomplete) location.reload();
  else rejoin();
});
addEventListener('pagehide', () => {
  wasInCall = call !== null;
  closeCall(LEFT);
});
addEventListener('pageshow', ({persisted}) => {
  if (persisted && wasInCall) rejoin();
});
setTitle();
start();
