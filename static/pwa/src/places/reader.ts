/// <reference lib="webworker" />
import decodeQR from 'qr/decode.js';
import type { Frame } from './code-reader';

declare const self: DedicatedWorkerGlobalScope;

/** What stands in the QR of this picture; `null` when none can be read. */
function decode(frame: Frame): string | null {
  try {
    return decodeQR(frame);
  } catch {
    return null;
  }
}

// In a thread of its own: a frame of 640 × 480 costs a cheap phone 60 to 250 ms, and no tap may wait for that.
self.onmessage = (event: MessageEvent<Frame>) => self.postMessage(decode(event.data));
