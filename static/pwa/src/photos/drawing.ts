/**
 * Draws a picture small. This file is its own worker, for a cheap phone needs seconds and its page answers taps meanwhile;
 * it imports nothing, so that the worker loads nothing else.
 */

export type Drawn = { bytes: ArrayBuffer; width: number; height: number };
type Sides = { width: number; height: number };

/** How hard to press: the first pass whose result fits is taken. */
type Pass = { edge: number; quality: number };
const LARGEST = 1600;
const PASSES: readonly Pass[] = [
  { edge: LARGEST, quality: 0.75 },
  { edge: LARGEST, quality: 0.62 },
  { edge: 1280, quality: 0.6 },
  { edge: 1024, quality: 0.55 },
  { edge: 800, quality: 0.45 },
];
const SPARING: readonly Pass[] = [{ edge: 1024, quality: 0.55 }];

const AIM_BYTES = 300 * 1024;
const CAP_BYTES = 400 * 1024;

/** Sides of a picture whose longer one is at most `edge`; never larger than it was. */
export function fitted(width: number, height: number, edge: number): Sides {
  const ratio = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * ratio)), height: Math.max(1, Math.round(height * ratio)) };
}

type Asked = { blob: Blob; sparing: boolean };

let last: Promise<unknown> = Promise.resolve();

/**
 * An upright JPEG without metadata; `sparing` when the phone is nearly full. `null` when no decoder of this browser makes
 * anything of it. One picture at a time: each takes some 60 MB while it is drawn.
 */
export function drawSmall(blob: Blob, sparing: boolean): Promise<Drawn | null> {
  const asked = { blob, sparing };
  const drawn = last
    .then(() => drawBeside(asked))
    .catch(() => drawHere(asked))
    // What came out empty: once more by the other decoder and on a small canvas.
    .then(async (small) => small ?? pressed(await decodeByElement(blob), SPARING));
  last = drawn.catch(() => undefined);
  return drawn;
}

// 48 megapixels take ten seconds on the weakest phones; what takes this long will not come.
const PATIENCE_MS = 60_000;
// The next picture often follows at once; afterwards the phone has better use for the memory.
const REST_MS = 10_000;
let beside: Worker | null = null;
let rest: ReturnType<typeof setTimeout> | undefined;

/** Beside the page. Throws where that cannot be (old browsers' workers take no modules, or do not draw) or goes wrong. */
async function drawBeside(asked: Asked): Promise<Drawn | null> {
  if (typeof OffscreenCanvas === 'undefined') throw new Error('no canvas in workers');
  clearTimeout(rest);
  beside ??= new Worker(import.meta.url, { type: 'module' });
  const worker = beside;
  let patience: typeof rest;
  try {
    return await new Promise((done, failed) => {
      patience = setTimeout(failed, PATIENCE_MS);
      worker.onerror = failed;
      worker.onmessage = ({ data }: MessageEvent<Answer>) => (data ? done(data.drawn) : failed());
      worker.postMessage(asked);
    });
  } catch (fault) {
    dismiss();
    throw fault;
  } finally {
    clearTimeout(patience);
    rest = setTimeout(dismiss, REST_MS);
  }
}

function dismiss(): void {
  beside?.terminate();
  beside = null;
}

/** What the worker says; `null` when it could not draw at all. */
type Answer = { drawn: Drawn | null } | null;

if ('WorkerGlobalScope' in globalThis) {
  addEventListener('message', async ({ data }: MessageEvent<Asked>) => {
    const answer: Answer = await drawHere(data).then(
      (drawn) => ({ drawn }),
      () => null,
    );
    postMessage(answer, { transfer: answer?.drawn ? [answer.drawn.bytes] : [] });
  });
}

async function drawHere({ blob, sparing }: Asked): Promise<Drawn | null> {
  return pressed(await decode(blob), sparing ? SPARING : PASSES);
}

type Picture = ImageBitmap | HTMLImageElement;

/** Draws with every pass until the result is small enough; `null` when the canvas comes out empty. */
async function pressed(picture: Picture | null, passes: readonly Pass[]): Promise<Drawn | null> {
  if (!picture) return null;
  let best: Drawn | null = null;
  let canvas: Canvas | null = null;
  let edge = 0;
  for (const pass of passes) {
    // Drawing takes far longer than pressing, so passes of one size share a canvas.
    if (pass.edge !== edge) canvas = draw(picture, pass.edge);
    edge = pass.edge;
    const drawn: Drawn | null = canvas && (await press(canvas, pass.quality));
    if (!drawn) break;
    best = drawn;
    if (drawn.bytes.byteLength <= AIM_BYTES) break;
    // The second pass is a mild one; past it only the hard cap is worth more loss.
    if (pass !== passes[0] && drawn.bytes.byteLength <= CAP_BYTES) break;
  }
  if (canvas) canvas.width = canvas.height = 0;
  if ('close' in picture) picture.close();
  return best;
}

async function decode(blob: Blob): Promise<Picture | null> {
  try {
    const whole = await createImageBitmap(blob, { imageOrientation: 'from-image' });
    return await halved(whole).catch(() => whole);
  } catch {
    return null;
  }
}

/** A picture of more than twice the sides that it shall have is halved first: four pixels to one, at a fifth of the cost. */
async function halved(whole: ImageBitmap): Promise<ImageBitmap> {
  const { width, height } = whole;
  if (Math.max(width, height) < 2 * LARGEST) return whole;
  const half = { resizeWidth: width >> 1, resizeHeight: height >> 1, resizeQuality: 'low' } as const;
  const bitmap = await createImageBitmap(whole, half);
  whole.close();
  return bitmap;
}

/** Safari decodes HEIC, and some very large pictures, in an `<img>` only, of which a worker has none. */
async function decodeByElement(blob: Blob): Promise<Picture | null> {
  const url = URL.createObjectURL(blob);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}

type Canvas = OffscreenCanvas | HTMLCanvasElement;

/** The canvas is never larger than the result: iOS gives a blank one above 16.7 million pixels. */
function draw(picture: Picture, edge: number): Canvas | null {
  const { width, height } = fitted(picture.width, picture.height, edge);
  const canvas = canvasOf(width, height);
  const context = canvas.getContext('2d') as
    | CanvasRenderingContext2D
    | OffscreenCanvasRenderingContext2D
    | null;
  if (!context) return null;
  // Down to half of its sides four neighbours are all that a pixel is made of; telling so costs half as much.
  context.imageSmoothingQuality = picture.width > 2 * width ? 'high' : 'low';
  context.drawImage(picture, 0, 0, width, height);
  return isBlank(context.getImageData(0, 0, width, height).data) ? null : canvas;
}

function canvasOf(width: number, height: number): Canvas {
  if (typeof document === 'undefined') return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement('canvas'), { width, height });
}

async function press(canvas: Canvas, quality: number): Promise<Drawn | null> {
  const { width, height } = canvas;
  const type = 'image/jpeg';
  const blob =
    'convertToBlob' in canvas
      ? await canvas.convertToBlob({ type, quality })
      : await new Promise<Blob | null>((done) => canvas.toBlob(done, type, quality));
  return blob?.size ? { bytes: await blob.arrayBuffer(), width, height } : null;
}

/** Whether a drawing came out empty: every sampled pixel transparent, or all of exactly one colour. */
export function isBlank(pixels: Uint8ClampedArray): boolean {
  const step = Math.max(4, Math.floor(pixels.length / 4 / 4096) * 4);
  for (let at = 0; at + 3 < pixels.length; at += step) {
    for (let channel = 0; channel < 4; channel++) {
      if (pixels[at + channel] !== pixels[channel]) return false;
    }
  }
  return true;
}
