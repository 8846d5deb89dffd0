// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT
//
// What the tests run in pages of any browser. Each function goes there as its text, so none may use
// anything from around it.

/**
 * Runs before the scripts of a page: keeps its connections at hand, and the messages that went
 * through its WebSockets, and says violations of the Content-Security-Policy aloud.
 */
export function instrument() {
  window.peerConnections = [];
  window.sentMessages = [];
  window.receivedMessages = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...options) {
      super(...options);
      window.peerConnections.push(this);
    }
  };
  window.WebSocket = class extends WebSocket {
    constructor(...options) {
      super(...options);
      this.addEventListener('message', ({data}) => window.receivedMessages.push(JSON.parse(data)));
    }

    send(text) {
      window.sentMessages.push(JSON.parse(text));
      super.send(text);
    }
  };
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
  });
}

/** For each connection that is not closed the frames that it has decoded, of all its pictures. */
export async function decodedFrames() {
  const open = window.peerConnections.filter(({connectionState}) => connectionState !== 'closed');
  return Promise.all(open.map(async (connection) => {
    const stats = [...(await connection.getStats()).values()];
    const videos = stats.filter(({type, kind}) => type === 'inbound-rtp' && kind === 'video');
    return videos.reduce((sum, {framesDecoded = 0}) => sum + framesDecoded, 0);
  }));
}

/** For each connection that is not closed the kinds of candidates at its ends, as `[local, remote]`. */
export async function selectedPaths() {
  const open = window.peerConnections.filter(({connectionState}) => connectionState !== 'closed');
  return Promise.all(open.map(async (connection) => {
    const stats = await connection.getStats();
    const all = [...stats.values()];
    const chosen = all.find(({type}) => type === 'transport')?.selectedCandidatePairId;
    // Firefox has no transport among its statistics, but says it of the pair.
    const pair = stats.get(chosen) ?? all.find(({type, selected}) => type === 'candidate-pair' && selected);
    return pair ? [stats.get(pair.localCandidateId), stats.get(pair.remoteCandidateId)] : [];
  }));
}

/**
 * Watches every open connection from now on: `lapses()` names the states in which one of them was that end
 * a picture.
 */
export function watchLapses() {
  const lapses = [];
  for (const connection of window.peerConnections.filter(({connectionState}) => connectionState !== 'closed')) {
    connection.addEventListener('connectionstatechange', () => {
      const {connectionState: state} = connection;
      if (state !== 'connected' && state !== 'disconnected') lapses.push(state);
    });
  }
  window.lapses = () => lapses;
}
