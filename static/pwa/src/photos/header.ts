/** What the first bytes of a picture say, for pictures that this browser cannot decode. */

/** The kind of an image by its first bytes; `null` when it is none that the server takes. */
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

type Size = { width: number; height: number };

/** Sides by the header; 1 × 1 when it does not tell (the server reads the picture itself and decides). */
export function sizeOf(bytes: ArrayBuffer, mime: string): Size {
  const view = new DataView(bytes);
  try {
    if (mime === 'image/png') return { width: view.getUint32(16), height: view.getUint32(20) };
    return (mime === 'image/jpeg' ? jpegSize(view) : heicSize(view)) ?? UNKNOWN;
  } catch {
    // Past the end of a cut-off file.
    return UNKNOWN;
  }
}

const UNKNOWN: Size = { width: 1, height: 1 };

/** Walks the segments to the frame header (SOF0 to SOF15 without DHT, JPG and DAC). */
function jpegSize(view: DataView): Size | null {
  let at = 2;
  while (at + 9 < view.byteLength) {
    const marker = view.getUint16(at);
    const frame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (frame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

const ISPE = 0x69737065;

/** The largest `ispe` box: thumbnails have one too. */
function heicSize(view: DataView): Size | null {
  let largest: Size | null = null;
  const end = Math.min(view.byteLength - 16, 64 * 1024);
  for (let at = 4; at < end; at++) {
    if (view.getUint32(at) !== ISPE) continue;
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}
