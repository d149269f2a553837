/**
 * Writes a rescue file (docs/protocol.md §5): a readable head, then frames of AES-256-GCM. Stands alone, so that the
 * rescue page needs nothing of the app, and has at most one photo in memory.
 */

export type FileHead = { commune: string; device: string; made_at: string };
export type RescueItem =
  | { kind: 'operation'; canonical: string }
  | { kind: 'photo'; photo_id: string; bytes: ArrayBuffer };

type Bytes = Uint8Array<ArrayBuffer>;

const MAGIC = 'KENG-RESCUE 1\n';
const FRAME_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const SALT_BYTES = 32;
const CHECK_BITS = 64;
const LAST = 0x80000000;
const encoder = new TextEncoder();

const textBytes = (text: string): Bytes => encoder.encode(text) as Bytes;
const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const digest = async (bytes: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** The 32 bytes of a key that is kept as base64url. */
export function keyBytes(text: string): Bytes {
  const raw = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(raw, (sign) => sign.charCodeAt(0));
}

/** The parts of the file, in order; joined they are the file. `salt` is given by tests alone. */
export async function* rescueFile(
  items: AsyncIterable<RescueItem>,
  head: FileHead,
  key: Bytes,
  salt: Bytes = crypto.getRandomValues(new Uint8Array(SALT_BYTES)),
): AsyncGenerator<Bytes> {
  const source = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveBits']);
  const derive = async (info: string, bits: number): Promise<Bytes> => {
    const how = { name: 'HKDF', hash: 'SHA-256', salt, info: textBytes(info) };
    return new Uint8Array(await crypto.subtle.deriveBits(how, source, bits));
  };
  const check = hex(await derive('keng-rescue/1 check', CHECK_BITS));
  const { commune, device, made_at } = head;
  // In the order of canonical JSON.
  const told = textBytes(`${MAGIC}${JSON.stringify({ check, commune, device, made_at, salt: hex(salt) })}\n`);
  yield told;
  const raw = await derive('keng-rescue/1 frames', 256);
  const cipher = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  yield* sealed(records(items), cipher, told);
}

/** Cuts what comes into frames of one size; the last one says so, which is how a cut copy is noticed. */
async function* sealed(pieces: AsyncIterable<Bytes>, cipher: CryptoKey, head: Bytes): AsyncGenerator<Bytes> {
  const frame = new Uint8Array(FRAME_BYTES);
  let filled = 0;
  let number = 0;
  const seal = async (last: boolean): Promise<Bytes> => {
    const iv = new Uint8Array(12);
    new DataView(iv.buffer).setUint32(7, number++);
    iv[11] = last ? 1 : 0;
    const how = { name: 'AES-GCM', iv, additionalData: head, tagLength: 8 * TAG_BYTES };
    const made = new Uint8Array(await crypto.subtle.encrypt(how, cipher, frame.subarray(0, filled)));
    const whole = new Uint8Array(4 + made.byteLength);
    new DataView(whole.buffer).setUint32(0, (last ? LAST : 0) + made.byteLength);
    whole.set(made, 4);
    filled = 0;
    return whole;
  };
  for await (const piece of pieces) {
    for (let at = 0; at < piece.byteLength; ) {
      if (filled === FRAME_BYTES) yield await seal(false);
      const part = piece.subarray(at, at + FRAME_BYTES - filled);
      frame.set(part, filled);
      filled += part.byteLength;
      at += part.byteLength;
    }
  }
  yield await seal(true);
}

/** One record an item, and at the end how many there were and the chain of their digests. */
async function* records(items: AsyncIterable<RescueItem>): AsyncGenerator<Bytes> {
  const count = { operations: 0, photos: 0 };
  let chain: Bytes = new Uint8Array(32);
  for await (const item of items) {
    const content = item.kind === 'operation' ? textBytes(item.canonical) : new Uint8Array(item.bytes);
    if (item.kind === 'operation') {
      count.operations += 1;
      yield sized('O', content);
    } else {
      count.photos += 1;
      yield sized('P', textBytes(JSON.stringify({ bytes: content.byteLength, photo_id: item.photo_id })));
      yield content;
    }
    chain = await digest(joined(chain, await digest(content)));
  }
  yield sized('E', textBytes(JSON.stringify({ chain: hex(chain), ...count })));
}

function sized(kind: 'O' | 'P' | 'E', content: Bytes): Bytes {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, content.byteLength);
  return joined(textBytes(kind), length, content);
}

function joined(...parts: Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
