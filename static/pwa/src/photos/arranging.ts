/** The team's order of its pictures, and another picture in place of one that nobody outside has heard of. */
import { db } from '../db/db';
import { type PhotoRow, placeOf } from '../db/photos';
import { uuid7 } from '../lib/uuid';
import type { Id } from '../reports/body';
import { Refusal } from '../reports/refusal';
import { sha256Hex } from './hash';
import { keep } from './keeping';
import { pend } from './pending';

/** Moves a picture one place earlier (−1) or later (1) among those that are shown together. */
export async function movePhoto(shown: readonly PhotoRow[], photoId: Id, step: -1 | 1): Promise<void> {
  const at = shown.findIndex((photo) => photo.photo_id === photoId);
  const [one, other] = [shown[at], shown[at + step]];
  if (!one || !other) return;
  const moved = shown.map((photo) => (photo === one ? other : photo === other ? one : photo));
  let last = Number.NEGATIVE_INFINITY;
  const places = shown.map((photo) => {
    // Two of one moment get places of their own.
    last = Math.max(placeOf(photo), last + 0.001);
    return last;
  });
  await db.transaction('rw', db.photos, async () => {
    for (const [index, photo] of moved.entries())
      if (placeOf(photo) !== places[index])
        await db.photos.update(photo.photo_id, { place: places[index] ?? 0 });
  });
}

/** Whether a picture may still be changed: nothing of it was announced. */
export const isOwn = (photo: PhotoRow): boolean => photo.state === 'draft' && photo.kept;

export type Redrawn = { bytes: ArrayBuffer; width: number; height: number };

/**
 * Puts redrawn bytes in place of a picture that was never announced. They get an id of their own, are stored and read back
 * first; with the row that names them the old picture goes, bytes and all, so that it is never on the phone without either.
 * Throws `Refusal` (`photo-late` when it was sent or taken out meanwhile, `no-space`, `not-saved`).
 */
export async function replaceOwn(photoId: Id, { bytes, width, height }: Redrawn): Promise<Id> {
  const old = await db.photos.get(photoId);
  if (!old || !isOwn(old)) throw new Refusal('photo-late');
  const done = pend(old.report_id, 1);
  try {
    const drawn = {
      photo_id: uuid7(),
      sha256: await sha256Hex(bytes),
      bytes: bytes.byteLength,
      width,
      height,
    };
    await keep(drawn, bytes, async () => {
      const now = await db.photos.get(photoId);
      if (!now || !isOwn(now) || now.removed) throw new Refusal('photo-late');
      await db.photos.add({ ...now, ...drawn, mime: 'image/jpeg', original: false });
      await db.photos.delete(photoId);
      await db.photoBytes.delete(photoId);
    });
    return drawn.photo_id;
  } finally {
    done();
  }
}
