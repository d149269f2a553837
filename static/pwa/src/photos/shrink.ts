import { Refusal } from '../reports/refusal';

/** Makes a photo small enough for a weak network, in the browser. */

export type Shrunk = {
  bytes: ArrayBuffer;
  mime: string;
  width: number;
  height: number;
  /** The camera's own bytes, because this browser could not decode them: metadata included. */
  original: boolean;
};

/** The kind of an image by its first bytes, whatever the file is called; `null` when it is none that the server takes. */
export function kindOf(bytes: ArrayBuffer): string | null {
  const head = new Uint8Array(bytes, 0, Math.min(16, bytes.byteLength));
  const text = String.fromCharCode(...head);
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp';
  if (text.slice(4, 8) === 'ftyp' && /^(heic|heix|hevc|heim|heis|mif1|msf1)/.test(text.slice(8, 12)))
    return 'image/heic';
  return null;
}

/**
 * A smaller JPEG without metadata, upright; smaller still when `sparing`. Bytes that this browser cannot decode are kept as
 * they are when they look like an image and are at most `maxBytes`; else throws `Refusal`
 * (`photo-not-an-image`, `photo-too-large`).
 */
export async function shrink(bytes: ArrayBuffer, maxBytes: number, sparing = false): Promise<Shrunk> {
  const mime = kindOf(bytes);
  const blob = new Blob([bytes], { type: mime ?? '' });
  // Whatever goes wrong with drawing, an update under the open page among it, costs bytes and not the picture.
  const drawn = await import('./drawing').then((it) => it.drawSmall(blob, sparing)).catch(() => null);
  if (drawn) return { ...drawn, mime: 'image/jpeg', original: false };
  if (!mime) throw new Refusal('photo-not-an-image');
  if (bytes.byteLength > maxBytes) throw new Refusal('photo-too-large', { max_bytes: maxBytes });
  // Its sides are for the server to read, which looks at every picture itself.
  return { bytes, mime, width: 1, height: 1, original: true };
}
