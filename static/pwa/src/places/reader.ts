/// <reference lib="webworker" />
import decodeQR from 'qr/decode.js';
import type { Frame } from './code-reader';

declare const self: DedicatedWorkerGlobalScope;

// More guesses at a blurred or bent sheet than the library's one, but no longer than a tired hand holds still.
const TRIES = { effort: 4, timeLimit: 120 };

/** What stands in the QR of this picture; `null` when none can be read. */
function decode(frame: Frame): string | null {
  try {
    return decodeQR(frame, TRIES);
  } catch {
    return null;
  }
}

// In a thread of its own: a frame costs a cheap phone up to a quarter of a second, and no tap may wait for that.
self.onmessage = (event: MessageEvent<Frame>) => self.postMessage(decode(event.data));
