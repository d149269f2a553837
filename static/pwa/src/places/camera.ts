/** Reading a QR with the phone's own detector; phones without one scan with their camera app, or type the code. */
type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> };
type DetectorClass = new (options: { formats: string[] }) => Detector;

const BETWEEN_MS = 250;

const detectorClass = (): DetectorClass | undefined =>
  (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;

export const canScan = (): boolean => detectorClass() !== undefined && !!navigator.mediaDevices?.getUserMedia;

/**
 * Shows the camera in `video` and tells every QR it sees, until the returned function is called, which also puts the camera
 * out. `failed` is called once when the camera cannot be had.
 */
export function scan(video: HTMLVideoElement, saw: (text: string) => void, failed: () => void): () => void {
  const Class = detectorClass();
  let open = true;
  let stream: MediaStream | null = null;
  const end = () => {
    open = false;
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  const run = async () => {
    if (!Class) throw new Error('no detector');
    const detector = new Class({ formats: ['qr_code'] });
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    if (!open) return end();
    video.srcObject = stream;
    await video.play();
    while (open) {
      for (const { rawValue } of await detector.detect(video)) if (open) saw(rawValue);
      await new Promise((done) => setTimeout(done, BETWEEN_MS));
    }
  };
  run().catch(() => {
    if (open) failed();
    end();
  });
  return end;
}
