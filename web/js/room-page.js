// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// The room page: draws what the Manager tells and hands on what the person does. Whatever somebody
// else has written is shown as text, never as markup.
import {closeSentence} from './close-sentence.js';
import {openLocalMedia} from './local-media.js';
import {Manager} from './manager.js';
import {roomNameOfPath} from './room-name.js';
import {storeName, storedName} from './stored-name.js';
import {VideoTile} from './video-tile.js';

/** @typedef {import('./manager.js').Client} Client */
/** @typedef {import('./video-peer.js').VideoPeer} VideoPeer */

/** What the server calls those that have not said their name. */
const DEFAULT_NAME = 'Major Tom';

/** @type {(id: string) => any} an element that room.html is known to have */
const element = (id) => document.getElementById(id);

/** @type {Manager | null} */
let manager = null;
/** @type {VideoTile | null} */
let ownTile = null;
let stream = new MediaStream();
/** @type {Map<string, VideoTile>} by client id */
const tiles = new Map();
let ownId = '';
/** @type {Client[]} */
let clients = [];

/** @param {string} text empty: nothing to tell */
function notify(text) {
  element('notice-text').textContent = text;
  element('notice').hidden = !text;
}

async function join() {
  element('ended').hidden = true;
  notify('');
  element('status').textContent = 'Opening camera and microphone…';
  const media = await openLocalMedia();
  notify(media.problem);
  stream = media.stream;
  ownTile = new VideoTile({isOwn: true});
  ownTile.show(stream);
  ownTile.name = 'You';
  element('tiles').prepend(ownTile.element);
  showMediaButtons();
  element('status').textContent = 'Connecting…';
  const url = new URL(`${location.pathname}/ws`, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  manager = new Manager(url, stream, storedName());
  listenTo(manager);
}

/** @param {Manager} room */
function listenTo(room) {
  /** @type {(type: string, act: (detail: any) => void) => void} */
  const on = (type, act) => room.addEventListener(type, (event) => {
    act(/** @type {CustomEvent} */ (event).detail);
  });
  on('joined', ({id}) => onJoined(id));
  on('clients', onClients);
  on('peer-added', onPeerAdded);
  on('peer-removed', onPeerRemoved);
  on('text', onText);
  on('refused', ({code, message}) => {
    notify(code === 'bad-profile' ? 'This name cannot be used. Yours stays as it was.' : message);
  });
  on('ended', ({code}) => onEnded(code));
}

/** @param {string} id */
function onJoined(id) {
  ownId = id;
  element('chat-fields').disabled = false;
  element('name-fields').disabled = false;
}

/** @param {Client[]} list */
function onClients(list) {
  clients = list;
  for (const {id, username} of clients) {
    const tile = tiles.get(id);
    if (tile) tile.name = username;
  }
  const own = clients.find(({id}) => id === ownId);
  if (own && ownTile) {
    ownTile.name = `${own.username} (you)`;
    if (document.activeElement !== element('name')) element('name').value = own.username;
    if (own.username !== DEFAULT_NAME) storeName(own.username);
  }
  element('alone').hidden = clients.length > 1;
  element('status').textContent = clients.length === 1 ? 'Nobody else is here' : `${clients.length} people`;
}

/** @param {VideoPeer} peer */
function onPeerAdded(peer) {
  const tile = new VideoTile({isOwn: false});
  tile.name = clients.find(({id}) => id === peer.id)?.username ?? '…';
  tile.state = peer.connectionState;
  peer.addEventListener('state', () => { tile.state = peer.connectionState; });
  peer.addEventListener('track', () => tile.show(peer.stream));
  tiles.set(peer.id, tile);
  element('tiles').append(tile.element);
}

/** @param {VideoPeer} peer */
function onPeerRemoved(peer) {
  tiles.get(peer.id)?.remove();
  tiles.delete(peer.id);
}

/** @param {{name: string, text: string, isOwn: boolean}} line */
function onText({name, text, isOwn}) {
  const line = document.createElement('li');
  const who = document.createElement('b');
  const what = document.createElement('span');
  line.className = isOwn ? 'own' : '';
  who.textContent = name;
  what.textContent = text;
  line.append(who, what);
  element('log').append(line);
  element('log').scrollTop = element('log').scrollHeight;
}

/** @param {number} code */
function onEnded(code) {
  for (const track of stream.getTracks()) track.stop();
  ownTile?.remove();
  element('chat-fields').disabled = true;
  element('name-fields').disabled = true;
  element('media-fields').hidden = true;
  element('alone').hidden = true;
  element('status').textContent = 'Not connected';
  element('ended-text').textContent = closeSentence(code, ownId !== '');
  element('ended').hidden = false;
  element('join').focus();
  ownId = '';
  clients = [];
  manager = null;
}

function showMediaButtons() {
  element('media-fields').hidden = false;
  for (const [id, tracks] of [['microphone', stream.getAudioTracks()], ['camera', stream.getVideoTracks()]]) {
    const button = element(/** @type {string} */ (id));
    const track = /** @type {MediaStreamTrack[]} */ (tracks)[0];
    button.disabled = !track;
    button.setAttribute('aria-pressed', String(Boolean(track?.enabled)));
  }
}

/** @param {MediaStreamTrack[]} tracks */
function toggle(tracks) {
  for (const track of tracks) track.enabled = !track.enabled;
  showMediaButtons();
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    element('copy').textContent = 'Copied';
  } catch {
    notify(`The link to this room: ${location.href}`);
  }
}

element('room-name').textContent = roomNameOfPath(location.pathname);
document.title = `${roomNameOfPath(location.pathname)} – Parley`;
element('microphone').addEventListener('click', () => toggle(stream.getAudioTracks()));
element('camera').addEventListener('click', () => toggle(stream.getVideoTracks()));
element('leave').addEventListener('click', () => manager?.leave());
element('join').addEventListener('click', join);
element('copy').addEventListener('click', copyLink);
element('notice-close').addEventListener('click', () => notify(''));
element('chat-form').addEventListener('submit', (/** @type {Event} */ event) => {
  event.preventDefault();
  const text = element('text').value.trim();
  if (text) manager?.say(text);
  element('text').value = '';
});
element('name-form').addEventListener('submit', (/** @type {Event} */ event) => {
  event.preventDefault();
  manager?.rename(element('name').value);
  element('name').blur();
});
addEventListener('pagehide', () => manager?.leave());
addEventListener('pageshow', ({persisted}) => { if (persisted) location.reload(); });
join();
