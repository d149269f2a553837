import type { CodeReader } from './code-reader';
import { openReader } from './reader-here';

const BETWEEN_MS = 250;

/**
 * Shows the camera in `video` and tells every QR it sees, until the returned function is called, which also puts the camera
 * out. `failed` is called once when the camera cannot be had.
 */
export function scan(video: HTMLVideoElement, saw: (text: string) => void, failed: () => void): () => void {
  let open = true;
  let stream: MediaStream | null = null;
  let reader: CodeReader | null = null;
  const end = () => {
    open = false;
    reader?.end();
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  const run = async () => {
    reader = openReader();
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    if (!open) return end();
    video.srcObject = stream;
    await video.play();
    while (open) {
      for (const text of await reader.read(video)) if (open) saw(text);
      await new Promise((done) => setTimeout(done, BETWEEN_MS));
    }
  };
  run().catch(() => {
    if (open) failed();
    end();
  });
  return end;
}
