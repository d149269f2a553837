import { signal } from '@preact/signals';
import { freeSpace, SPARE_BELOW, TEXT_ONLY_BELOW } from '../db/room';

/** Free bytes as last asked; `null` when the browser does not say. */
const free = signal<number | null>(null);

export type Room = { key: 'unknown' | 'plenty' | 'small' | 'words-only' } | { key: 'some'; photos: number };

const A_PHOTO = 300 * 1024;
const PLENTY = 500;

/** How much room for pictures there is, in the steps that are said in words. */
export function roomFor(bytes: number | null): Room {
  if (bytes === null) return { key: 'unknown' };
  if (bytes < TEXT_ONLY_BELOW) return { key: 'words-only' };
  if (bytes < SPARE_BELOW) return { key: 'small' };
  const photos = Math.floor((bytes - TEXT_ONLY_BELOW) / A_PHOTO);
  return photos >= PLENTY ? { key: 'plenty' } : { key: 'some', photos };
}

export const room = (): Room => roomFor(free.value);

/** Asks the browser again: before a picture is taken and after it is kept. */
export async function measureRoom(): Promise<void> {
  free.value = await freeSpace();
}
