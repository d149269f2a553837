import { kindOf, sizeOf } from './header';

/** Makes a photo small enough for a weak network, in the browser, one at a time. */

export type Shrunk = {
  bytes: ArrayBuffer;
  mime: string;
  width: number;
  height: number;
  /** The camera's own bytes, because this browser could not decode them: metadata included. */
  original: boolean;
};

/** How hard to press: the first pass whose result fits is taken. */
export type Pass = { edge: number; quality: number };

const LARGEST = 1600;
export const PASSES: readonly Pass[] = [
  { edge: LARGEST, quality: 0.75 },
  { edge: LARGEST, quality: 0.62 },
  { edge: 1280, quality: 0.6 },
  { edge: 1024, quality: 0.55 },
  { edge: 800, quality: 0.45 },
];
/** Used when the phone is nearly full. */
export const SPARING: readonly Pass[] = [{ edge: 1024, quality: 0.55 }];

const AIM_BYTES = 300 * 1024;
const CAP_BYTES = 400 * 1024;

export class PhotoFault extends Error {
  readonly reason: 'photo-too-large' | 'photo-not-an-image';
  constructor(reason: PhotoFault['reason']) {
    super(reason);
    this.reason = reason;
  }
}

/** Sides of a picture whose longer one is at most `edge`; never larger than it was. */
export function fitted(width: number, height: number, edge: number): { width: number; height: number } {
  const ratio = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * ratio)), height: Math.max(1, Math.round(height * ratio)) };
}

/**
 * A smaller JPEG without metadata, upright. Bytes that this browser cannot decode are kept as they are when they look
 * like an image and are at most `maxBytes`; else throws `PhotoFault`.
 */
export async function shrink(bytes: ArrayBuffer, maxBytes: number, passes = PASSES): Promise<Shrunk> {
  const blob = new Blob([bytes], { type: kindOf(bytes) ?? '' });
  const first = await decode(blob);
  const drawn = first && (await pressed(first, passes));
  // A canvas that came out empty: once more by the other decoder and on a small canvas.
  const other = drawn ? null : await decodeByElement(blob);
  const small = drawn ?? (other && (await pressed(other, SPARING)));
  return small ?? originalOf(bytes, maxBytes);
}

/** Draws with every pass until the result is small enough; `null` when the canvas comes out empty. */
async function pressed(picture: Picture, passes: readonly Pass[]): Promise<Shrunk | null> {
  let best: Shrunk | null = null;
  let canvas: HTMLCanvasElement | null = null;
  let edge = 0;
  for (const pass of passes) {
    // Drawing takes far longer than pressing, so passes of one size share a canvas.
    if (pass.edge !== edge) canvas = draw(picture, pass.edge);
    edge = pass.edge;
    const drawn: Shrunk | null = canvas && (await press(canvas, pass.quality));
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

function originalOf(bytes: ArrayBuffer, maxBytes: number): Shrunk {
  const mime = kindOf(bytes);
  if (!mime) throw new PhotoFault('photo-not-an-image');
  if (bytes.byteLength > maxBytes) throw new PhotoFault('photo-too-large');
  return { bytes, mime, ...sizeOf(bytes, mime), original: true };
}

type Picture = ImageBitmap | HTMLImageElement;

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

/** Safari decodes HEIC, and some very large pictures, in an `<img>` only. There is none in a worker. */
async function decodeByElement(blob: Blob): Promise<Picture | null> {
  if (typeof Image === 'undefined') return null;
  const image = new Image();
  const url = URL.createObjectURL(blob);
  try {
    image.src = url;
    await image.decode();
    return image;
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** The canvas is never larger than the result: iOS gives a blank one above 16.7 million pixels. */
function draw(picture: Picture, edge: number): HTMLCanvasElement | null {
  const { width, height } = fitted(picture.width, picture.height, edge);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  return isBlank(context.getImageData(0, 0, width, height).data) ? null : canvas;
}

async function press(canvas: HTMLCanvasElement, quality: number): Promise<Shrunk | null> {
  const { width, height } = canvas;
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
  if (!blob || blob.size === 0) return null;
  return { bytes: await blob.arrayBuffer(), mime: 'image/jpeg', width, height, original: false };
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
