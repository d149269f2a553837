import { afterEach, describe, expect, it, vi } from 'vitest';
import { fitted, isBlank } from '../src/photos/drawing';
import { contentDigest, sha256Hex } from '../src/photos/hash';
import { kindOf, shrink } from '../src/photos/shrink';
import { jpegBytes } from './fake/cast';

afterEach(() => vi.unstubAllGlobals());

const canvasOf = (blank: boolean) => new Uint8ClampedArray(64).map((_, at) => (blank ? 0 : at));

type Sides = { width: number; height: number };
/** What was drawn onto canvases, in order. */
let sources: Sides[] = [];
type Drawn = { width: number; height: number; quality: number };

/** A canvas that gives a JPEG of a size that follows from edge and quality, and notes what was drawn. */
function fakeCanvas(picture: Sides, bytesPerPixel: number, blanks = 0): Drawn[] {
  let left = blanks;
  sources = [];
  const drawn: Drawn[] = [];
  vi.stubGlobal('createImageBitmap', async (source: object, options: ImageBitmapOptions) => {
    if (source instanceof Blob) expect(options).toEqual({ imageOrientation: 'from-image' });
    const { resizeWidth: width = picture.width, resizeHeight: height = picture.height } = options;
    return { width, height, close: () => {} };
  });
  vi.stubGlobal('document', {
    createElement: () => {
      const canvas = {
        width: 0,
        height: 0,
        getContext: () => ({
          drawImage: ({ width, height }: Sides) => {
            sources.push({ width, height });
          },
          getImageData: () => ({ data: canvasOf(left-- > 0) }),
        }),
        toBlob: (done: (blob: Blob) => void, _type: string, quality: number) => {
          drawn.push({ width: canvas.width, height: canvas.height, quality });
          done(
            new Blob([new Uint8Array(Math.round(canvas.width * canvas.height * bytesPerPixel * quality))]),
          );
        },
      };
      return canvas;
    },
  });
  return drawn;
}

const MAX = 8 * 1024 * 1024;

describe('shrinking', () => {
  it('makes a picture of 12 megapixels at most 1600 pixels long and strips it by drawing it anew', async () => {
    const drawn = fakeCanvas({ width: 4032, height: 3024 }, 0.15);
    const small = await shrink(jpegBytes(4_000_000).buffer, MAX);
    expect(small).toMatchObject({ width: 1600, height: 1200, mime: 'image/jpeg', original: false });
    expect(drawn).toEqual([{ width: 1600, height: 1200, quality: 0.75 }]);
  });

  it('presses harder until it is small enough', async () => {
    const drawn = fakeCanvas({ width: 3024, height: 4032 }, 0.42);
    const small = await shrink(jpegBytes(4_000_000).buffer, MAX);
    expect(drawn.map((pass) => Math.max(pass.width, pass.height))).toEqual([1600, 1600, 1280]);
    expect(small.bytes.byteLength).toBeLessThan(400 * 1024);
  });

  it('draws once for both qualities of one size, from a picture halved before: weak phones need seconds for more', async () => {
    const drawn = fakeCanvas({ width: 4032, height: 3024 }, 0.24);
    await shrink(jpegBytes(4_000_000).buffer, MAX);
    expect(drawn.map((pass) => pass.quality)).toEqual([0.75, 0.62]);
    expect(sources).toEqual([{ width: 2016, height: 1512 }]);
  });

  it('does not halve what would come out too small', async () => {
    fakeCanvas({ width: 3000, height: 2000 }, 0.1);
    await shrink(jpegBytes(2_000_000).buffer, MAX);
    expect(sources).toEqual([{ width: 3000, height: 2000 }]);
  });

  it('never makes a small picture larger', async () => {
    fakeCanvas({ width: 640, height: 480 }, 0.2);
    expect(await shrink(jpegBytes(50_000).buffer, MAX)).toMatchObject({ width: 640, height: 480 });
    expect(fitted(16_000, 900, 1600)).toEqual({ width: 1600, height: 90 });
    expect(fitted(20_000, 3, 1600)).toEqual({ width: 1600, height: 1 });
  });

  it('notices a canvas that came out black, and keeps the original', async () => {
    fakeCanvas({ width: 5712, height: 4284 }, 0.2, 99);
    const bytes = jpegBytes(5_000_000).buffer;
    expect(await shrink(bytes, MAX)).toMatchObject({ original: true, bytes });
  });

  it('takes the other decoder and a small canvas when the first comes out black', async () => {
    const drawn = fakeCanvas({ width: 5712, height: 4284 }, 0.2, 1);
    vi.stubGlobal('URL', { createObjectURL: () => 'blob:', revokeObjectURL: () => {} });
    vi.stubGlobal(
      'Image',
      class {
        width = 5712;
        height = 4284;
        decode = async () => {};
      },
    );
    const small = await shrink(jpegBytes(5_000_000).buffer, MAX);
    expect(small).toMatchObject({ original: false, width: 1024, height: 768 });
    expect(drawn).toHaveLength(1);
  });

  it('keeps to the hard cap even for a picture of pure noise', async () => {
    fakeCanvas({ width: 4032, height: 4032 }, 1.2);
    expect((await shrink(jpegBytes(4_000_000).buffer, MAX)).bytes.byteLength).toBeLessThan(400 * 1024);
  });

  it('keeps a picture that cannot be decoded as it is, and leaves its sides to the server', async () => {
    const small = await shrink(jpegBytes(5_000).buffer, MAX);
    expect(small).toMatchObject({ original: true, width: 1, height: 1, mime: 'image/jpeg' });
  });
});

/** Workers that answer as `answer` says; what they are asked for is noted in the order in which it begins and ends. */
function fakeWorkers(answer: (asked: { blob: Blob }, worker: Worker) => void): string[] {
  const told: string[] = [];
  vi.resetModules();
  vi.stubGlobal('OffscreenCanvas', class {});
  vi.stubGlobal(
    'Worker',
    class {
      constructor(url: string, options: WorkerOptions) {
        expect([url, options]).toEqual([expect.stringContaining('drawing'), { type: 'module' }]);
        told.push('begun');
      }
      postMessage(asked: { blob: Blob }) {
        told.push(`asked for ${asked.blob.size}`);
        setTimeout(() => answer(asked, this as unknown as Worker));
      }
      terminate() {
        told.push('ended');
      }
    },
  );
  return told;
}

const beside = { bytes: new ArrayBuffer(7), width: 12, height: 16 };
const reply = (worker: Worker, data: unknown) => worker.onmessage?.({ data } as MessageEvent);

describe('shrinking beside the page', () => {
  it('takes one picture after the other to one worker, and draws nothing on the page', async () => {
    const told = fakeWorkers(({ blob }, worker) => {
      told.push(`answered ${blob.size}`);
      reply(worker, { drawn: beside });
    });
    const small = await Promise.all([100, 200].map((size) => shrink(jpegBytes(size).buffer, MAX)));
    expect(small).toEqual([1, 2].map(() => ({ ...beside, mime: 'image/jpeg', original: false })));
    expect(told).toEqual(['begun', 'asked for 100', 'answered 100', 'asked for 200', 'answered 200']);
  });

  it('lets the worker go once nothing has been asked of it for a while', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const told = fakeWorkers((_, worker) => reply(worker, { drawn: beside }));
      await shrink(jpegBytes(100).buffer, MAX);
      expect(told).not.toContain('ended');
      await vi.advanceTimersByTimeAsync(10_000);
      expect(told.at(-1)).toBe('ended');
      await shrink(jpegBytes(100).buffer, MAX);
      expect(told.filter((one) => one === 'begun')).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  for (const [what, answer] of [
    ['cannot be loaded', (worker: Worker) => worker.onerror?.({} as ErrorEvent)],
    ['cannot draw', (worker: Worker) => reply(worker, null)],
  ] as const)
    it(`draws on the page when the worker ${what}, and lets that worker go`, async () => {
      const told = fakeWorkers((_, worker) => answer(worker));
      const drawn = fakeCanvas({ width: 640, height: 480 }, 0.2);
      const small = await shrink(jpegBytes(5_000).buffer, MAX);
      expect(small).toMatchObject({ width: 640, original: false });
      expect([drawn.length, told.at(-1)]).toEqual([1, 'ended']);
    });

  it('does not draw on the page once more what came out empty', async () => {
    fakeWorkers((_, worker) => reply(worker, { drawn: null }));
    const drawn = fakeCanvas({ width: 640, height: 480 }, 0.2);
    expect(await shrink(jpegBytes(5_000).buffer, MAX)).toMatchObject({ original: true });
    expect(drawn).toEqual([]);
  });
});

describe('the first bytes', () => {
  const heic = () => new TextEncoder().encode('\0\0\0\x18ftypheic\0\0\0\0').buffer;

  it('tell the kind, whatever the file is called', () => {
    const text = (content: string) => new TextEncoder().encode(content).buffer;
    expect(kindOf(jpegBytes(50).buffer)).toBe('image/jpeg');
    expect(kindOf(heic())).toBe('image/heic');
    expect(kindOf(text('RIFF0000WEBPVP8 '))).toBe('image/webp');
    for (const other of ['GIF89a', '<svg xmlns', '%PDF-1.7', 'PK\u0003\u0004', ''])
      expect(kindOf(text(other))).toBeNull();
  });

  it('of a drawing are noticed as blank when all pixels are alike', () => {
    expect(isBlank(new Uint8ClampedArray(4 * 1000))).toBe(true);
    const lamp = new Uint8ClampedArray(4 * 1000);
    lamp[4 * 500] = 9;
    expect(isBlank(lamp)).toBe(false);
  });
});

describe('the digest', () => {
  it('is the same in hex and in the header', async () => {
    const hex = await sha256Hex(new TextEncoder().encode('keng').buffer);
    expect(hex).toHaveLength(64);
    expect(contentDigest('00ff')).toBe('sha-256=:AP8=:');
  });
});
