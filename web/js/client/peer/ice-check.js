// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
import {browserEnvironment} from '../environment.js';

/** @typedef {{host: number, srflx: number, relay: number}} CandidateTypes */
/** @typedef {{url: string, errorCode: number, errorText: string}} IceServerError */
/**
 * @typedef {object} IceCheckOptions
 * @property {import('../environment.js').Environment} [environment]
 * @property {number} [timeoutMs] browsers themselves wait much longer for a server that does not respond
 * @property {(candidate: RTCIceCandidate) => void} [onCandidate] called for each candidate
 */

const TIMEOUT_MS = 10_000;

/**
 * Tries STUN and TURN servers by gathering candidates: `srflx` come from a STUN or TURN server that responds, `relay`
 * from a TURN server that accepts the credentials. It sends nothing to other machines, and always closes the
 * connection.
 * @param {RTCIceServer[]} iceServers
 * @param {IceCheckOptions} [options]
 * @returns {Promise<{types: CandidateTypes, errors: IceServerError[]}>} never rejects: an address that the browser
 *   refuses is one of the errors, with the code 0
 */
export async function checkIceServers(iceServers, options = {}) {
  const {environment = browserEnvironment(), timeoutMs = TIMEOUT_MS, onCandidate} = options;
  const check = new IceCheck(onCandidate);
  try {
    await check.run(environment, iceServers, timeoutMs);
  } catch (error) {
    check.errors.push({url: urlsOf(iceServers), errorCode: 0, errorText: String(error)});
  } finally {
    check.close();
  }
  return {types: check.types, errors: check.errors};
}

/** One gathering. checkIceServers makes it, runs it once and closes it. */
class IceCheck {
  /** @type {CandidateTypes} */
  types = {host: 0, srflx: 0, relay: 0};
  /** @type {IceServerError[]} */
  errors = [];

  #onCandidate;
  /** @type {RTCPeerConnection | null} */
  #connection = null;

  /** @param {((candidate: RTCIceCandidate) => void) | undefined} onCandidate */
  constructor(onCandidate) {
    this.#onCandidate = onCandidate;
  }

  /**
   * @param {import('../environment.js').Environment} environment
   * @param {RTCIceServer[]} iceServers
   * @param {number} timeoutMs
   */
  async run({RTCPeerConnection, setTimeout, clearTimeout}, iceServers, timeoutMs) {
    const connection = new RTCPeerConnection({iceServers, iceTransportPolicy: 'all'});
    this.#connection = connection;
    connection.onicecandidate = ({candidate}) => this.#count(candidate);
    connection.onicecandidateerror = ({url, errorCode, errorText}) => {
      this.#note({url: url ?? '', errorCode, errorText});
    };
    connection.createDataChannel('check');  // without a channel or track, the browser gathers nothing
    /** @type {number | undefined} */
    let timer;
    /** @type {Promise<void>} */
    const isDone = new Promise((resolve, reject) => {
      timer = setTimeout(resolve, timeoutMs);
      connection.onicegatheringstatechange = () => {
        if (connection.iceGatheringState === 'complete') resolve();
      };
      connection.createOffer().then((offer) => connection.setLocalDescription(offer)).catch(reject);
    });
    await isDone.finally(() => clearTimeout(/** @type {number} */ (timer)));
  }

  close() {
    const connection = this.#connection;
    if (!connection) return;
    connection.onicecandidate = null;
    connection.onicecandidateerror = null;
    connection.onicegatheringstatechange = null;
    connection.close();
  }

  /**
   * Browsers report a server that does not respond once for each network interface.
   * @param {IceServerError} error
   */
  #note(error) {
    const isKnown = this.errors.some(({url, errorCode, errorText}) => {
      return url === error.url && errorCode === error.errorCode && errorText === error.errorText;
    });
    if (!isKnown) this.errors.push(error);
  }

  /** @param {RTCIceCandidate | null} candidate null or empty: there are no more */
  #count(candidate) {
    if (!candidate?.candidate) return;
    const type = candidate.type ?? typeIn(candidate.candidate);
    if (type === 'host' || type === 'srflx' || type === 'relay') this.types[type] += 1;
    this.#onCandidate?.(candidate);
  }
}

/**
 * The type in a candidate line. Not every browser parses the line itself.
 * @param {string} line RFC 8839, section 5.1
 */
function typeIn(line) {
  return / typ (\w+)/.exec(line)?.[1];
}

/** @param {RTCIceServer[]} iceServers */
function urlsOf(iceServers) {
  return iceServers.flatMap(({urls}) => urls).join(' ');
}
