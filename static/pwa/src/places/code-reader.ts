/** Finds the QR codes in what the camera shows now. `end` lets go of what it holds. */
export type CodeReader = { read(video: HTMLVideoElement): Promise<string[]>; end(): void };
export type Frame = { width: number; height: number; data: Uint8ClampedArray };

type Detector = { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> };
type DetectorClass = {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
};

/** A sheet that fills a quarter of such a picture has four dots a square; fewer were not read in the tests. */
const LONGEST = 640;

const detectorClass = () => (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;

/** Whether the browser reads QR by itself; some have the detector and no format that it knows. */
export async function browserReads(): Promise<boolean> {
  try {
    return (await detectorClass()?.getSupportedFormats())?.includes('qr_code') ?? false;
  } catch {
    return false;
  }
}

export function browserReader(): CodeReader {
  const Class = detectorClass();
  if (!Class) throw new Error('no detector');
  const detector = new Class({ formats: ['qr_code'] });
  return {
    read: async (video) => (await detector.detect(video)).map(({ rawValue }) => rawValue),
    end: () => undefined,
  };
}

/** Ours, in a worker of its own; `lost` is called when its script does not run. */
export function workerReader(script: string, lost: () => void): CodeReader {
  const worker = new Worker(script, { type: import.meta.env.DEV ? 'module' : 'classic' });
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const ask = (frame: Frame) =>
    new Promise<string[]>((found, failed) => {
      worker.onmessage = ({ data }: MessageEvent<string | null>) => found(data === null ? [] : [data]);
      worker.onerror = (fault) => {
        lost();
        failed(fault);
      };
      worker.postMessage(frame, [frame.data.buffer]);
    });
  return {
    read: async (video) => {
      const frame = context && frameOf(video, context);
      return frame ? ask(frame) : [];
    },
    end: () => worker.terminate(),
  };
}

function frameOf(video: HTMLVideoElement, context: CanvasRenderingContext2D): Frame | null {
  if (video.videoWidth === 0) return null;
  const scale = Math.min(1, LONGEST / Math.max(video.videoWidth, video.videoHeight));
  const [width, height] = [Math.round(video.videoWidth * scale), Math.round(video.videoHeight * scale)];
  const { canvas } = context;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  context.drawImage(video, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data };
}
