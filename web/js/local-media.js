// SPDX-FileCopyrightText: 2026 The Parley authors
// SPDX-License-Identifier: MIT

const WANTED = [{audio: true, video: true}, {video: true}, {audio: true}];

/** @type {Record<string, string>} what each failure of getUserMedia means to whoever sees it */
const SENTENCES = {
  NotAllowedError: 'The browser does not let this page use your camera and microphone. You can see ' +
    'and hear the others; to be seen, allow both in the browser’s address bar and join again.',
  NotFoundError: 'No camera or microphone was found. You can see and hear the others; to be seen, ' +
    'plug one in and join again.',
  NotReadableError: 'The camera or microphone is in use by another program. Close it and join again.',
};

const UNKNOWN = 'The camera and microphone could not be opened. You can see and hear the others.';
const INSECURE = 'Browsers open cameras and microphones only for pages that came over https. You can ' +
  'see and hear the others.';

/**
 * Opens camera and microphone, or the one of them that is there.
 * @returns {Promise<{stream: MediaStream, problem: string}>} an empty stream if there is nothing to
 *   send; `problem` says in a sentence what is missing and is empty if nothing is
 */
export async function openLocalMedia() {
  if (!navigator.mediaDevices) return {stream: new MediaStream(), problem: INSECURE};
  let failure = '';
  for (const constraints of WANTED) {
    try {
      const stream = await navigator.mediaDevices.getUserMedia(constraints);
      return {stream, problem: failure && missing(stream)};
    } catch (error) {
      failure ||= error instanceof Error ? error.name : 'Error';
      // Asking again for less would only ask the person again.
      if (failure === 'NotAllowedError') break;
    }
  }
  return {stream: new MediaStream(), problem: SENTENCES[failure] ?? UNKNOWN};
}

/** @param {MediaStream} stream the one kind that could be opened */
function missing(stream) {
  return stream.getVideoTracks().length > 0
    ? 'No microphone could be opened: the others see you but do not hear you.'
    : 'No camera could be opened: the others hear you but do not see you.';
}
