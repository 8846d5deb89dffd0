// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/** @typedef {{width: number, height: number, framesPerSecond: number}} VideoSize */

/**
 * The statistics of one connection since the last reading.
 * @typedef {object} PeerStats
 * @property {number | null} roundTripMs
 * @property {number | null} lossIn share of lost packets to this side, 0 to 1
 * @property {number | null} lossOut share of lost packets from this side, as the other side reports it
 * @property {number} bitrateIn bit/s
 * @property {number} bitrateOut bit/s
 * @property {'direct' | 'stun' | 'relay' | 'unknown'} path
 * @property {string} protocol `udp`, `tcp`, `tls`; empty if unknown
 * @property {'good' | 'fair' | 'poor' | 'unknown'} quality
 * @property {VideoSize | null} videoIn
 * @property {VideoSize | null} videoOut
 * @property {string} codecs of the received media, such as "opus, VP8"
 */

/** The counters of one reading, for comparison with the next. */
/** @typedef {{timeMs: number, bytesIn: number, bytesOut: number, received: number, lost: number}} Counts */

/** The values at which people begin to notice and to complain (loss as a share, round trip in ms). */
const FAIR = {loss: 0.02, roundTripMs: 200};
const POOR = {loss: 0.08, roundTripMs: 500};

/**
 * Reads an RTCStatsReport (webrtc-stats).
 * @param {Iterable<any>} report its values
 * @param {Counts | null} before the counters of the last reading
 * @returns {{stats: PeerStats, counts: Counts}}
 */
export function readStats(report, before) {
  const entries = [...report];
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const of = (/** @type {string} */ type) => entries.filter((entry) => entry.type === type);
  const pair = selectedPair(of('transport'), of('candidate-pair'), byId);
  const local = byId.get(pair?.localCandidateId);
  const remote = byId.get(pair?.remoteCandidateId);
  const inbound = of('inbound-rtp');
  const counts = {
    timeMs: Number(pair?.timestamp ?? 0),
    bytesIn: pair?.bytesReceived ?? 0,
    bytesOut: pair?.bytesSent ?? 0,
    received: sum(inbound, 'packetsReceived'),
    lost: sum(inbound, 'packetsLost'),
  };
  const roundTripMs = pair?.currentRoundTripTime === undefined ? null : pair.currentRoundTripTime * 1000;
  const lossIn = shareLost(counts, before);
  const lossOut = greatest(of('remote-inbound-rtp'), 'fractionLost');
  const stats = {
    roundTripMs, lossIn, lossOut,
    bitrateIn: bitrate(counts, before, 'bytesIn'),
    bitrateOut: bitrate(counts, before, 'bytesOut'),
    path: pathOf(local, remote),
    protocol: String(local?.relayProtocol ?? local?.protocol ?? ''),
    quality: qualityOf(roundTripMs, lossIn, lossOut),
    videoIn: sizeOf(inbound),
    videoOut: sizeOf(of('outbound-rtp')),
    codecs: inbound.map(({codecId}) => byId.get(codecId)?.mimeType?.split('/')[1]).filter(Boolean).join(', '),
  };
  return {stats, counts};
}

/**
 * @param {Iterable<any>} report as for `readStats`
 * @returns {boolean} whether the sent media goes through one of this side's TURN servers
 */
export function isRelayed(report) {
  const entries = [...report];
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const of = (/** @type {string} */ type) => entries.filter((entry) => entry.type === type);
  const pair = selectedPair(of('transport'), of('candidate-pair'), byId);
  return byId.get(pair?.localCandidateId)?.candidateType === 'relay';
}

/**
 * @param {any[]} transports
 * @param {any[]} pairs
 * @param {Map<string, any>} byId
 */
function selectedPair(transports, pairs, byId) {
  const id = transports.find(({selectedCandidatePairId}) => selectedCandidatePairId)?.selectedCandidatePairId;
  // Firefox does not name the pair in the transport, but marks the pair.
  return byId.get(id) ?? pairs.find(({selected}) => selected) ??
    pairs.find(({nominated, state}) => nominated && state === 'succeeded');
}

/**
 * @param {any} local
 * @param {any} remote
 * @returns {PeerStats['path']}
 */
function pathOf(local, remote) {
  if (!local || !remote) return 'unknown';
  const types = [local.candidateType, remote.candidateType];
  if (types.includes('relay')) return 'relay';
  // If the candidate of the other side arrives late or hides its address, the first check reveals the address. So a
  // remote prflx proves nothing, but a local one shows that there is a NAT.
  return types.includes('srflx') || local.candidateType === 'prflx' ? 'stun' : 'direct';
}

/**
 * @param {number | null} roundTripMs
 * @param {number | null} lossIn
 * @param {number | null} lossOut
 * @returns {PeerStats['quality']}
 */
function qualityOf(roundTripMs, lossIn, lossOut) {
  if (roundTripMs === null && lossIn === null) return 'unknown';
  const loss = Math.max(lossIn ?? 0, lossOut ?? 0);
  const isBeyond = (/** @type {typeof FAIR} */ limit) => loss > limit.loss || (roundTripMs ?? 0) > limit.roundTripMs;
  if (isBeyond(POOR)) return 'poor';
  return isBeyond(FAIR) ? 'fair' : 'good';
}

/**
 * @param {Counts} now
 * @param {Counts | null} before
 * @param {'bytesIn' | 'bytesOut'} key
 */
function bitrate(now, before, key) {
  const seconds = before ? (now.timeMs - before.timeMs) / 1000 : 0;
  // After a change of the path the counters restart.
  return before && seconds > 0 ? Math.max(0, ((now[key] - before[key]) * 8) / seconds) : 0;
}

/**
 * @param {Counts} now
 * @param {Counts | null} before
 */
function shareLost(now, before) {
  if (!before) return null;
  const lost = Math.max(0, now.lost - before.lost);  // falls when late packets arrive
  const received = now.received - before.received;
  return lost + received > 0 ? lost / (lost + received) : null;
}

/**
 * The largest picture; there may be a screen besides the camera.
 * @param {any[]} streams
 * @returns {VideoSize | null}
 */
function sizeOf(streams) {
  const videos = streams.filter(({kind, frameWidth}) => kind === 'video' && frameWidth);
  if (videos.length === 0) return null;
  const {frameWidth, frameHeight, framesPerSecond} = videos.reduce((a, b) => (b.frameWidth > a.frameWidth ? b : a));
  return {width: frameWidth, height: frameHeight, framesPerSecond: Math.round(framesPerSecond ?? 0)};
}

/**
 * @param {any[]} entries
 * @param {string} key
 */
function sum(entries, key) {
  return entries.reduce((total, entry) => total + (entry[key] ?? 0), 0);
}

/**
 * @param {any[]} entries
 * @param {string} key
 */
function greatest(entries, key) {
  const values = entries.map((entry) => entry[key]).filter((value) => typeof value === 'number');
  return values.length > 0 ? Math.max(...values) : null;
}
