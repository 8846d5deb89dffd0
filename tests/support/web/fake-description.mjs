// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

/**
 * A session description of the fakes: its lines are those that the library reads, and one that holds
 * the rest: {ufrag, hasChannel, media: [{mid, kind, direction, streams}]}.
 */
export class FakeDescription {
  constructor(type, sdp) {
    this.type = type;
    this.sdp = sdp;
  }

  static make(type, {sessionId, version, ...content}) {
    const origin = `o=- ${sessionId} ${version} IN IP4 127.0.0.1`;
    return new FakeDescription(type, ['v=0', origin, `a=fake:${JSON.stringify(content)}`, ''].join('\r\n'));
  }

  /** Reads what another says, as strictly as a browser does. */
  static parse(description) {
    if (!['offer', 'answer', 'rollback'].includes(description?.type)) throw new TypeError('no type of a description');
    const read = new FakeDescription(description.type, description.sdp ?? '');
    if (read.type !== 'rollback' && !read.content) throw new DOMException('no description', 'OperationError');
    return read;
  }

  get content() {
    const json = /^a=fake:(.*)$/m.exec(this.sdp)?.[1];
    return json ? JSON.parse(json) : null;
  }

  get sessionId() {
    return /^o=\S+ (\S+)/m.exec(this.sdp)?.[1] ?? '';
  }

  toJSON() {
    return {type: this.type, sdp: this.sdp};
  }
}

/** An RTCIceCandidate; one with empty text ends a generation. */
export function fakeCandidate(ufrag, number = 1) {
  const content = {
    candidate: number ? `candidate:${number} 1 udp 1 192.0.2.1 ${9000 + number} typ host` : '',
    sdpMid: '0', sdpMLineIndex: 0, usernameFragment: ufrag,
  };
  return {...content, toJSON: () => content};
}
