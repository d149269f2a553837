import type { Problem } from '../api/shapes';
import type { Id, PhotoManifest } from '../reports/body';
import { db } from './db';

/**
 * `draft` belongs to something not yet sent · `waiting` for its turn · `sending` · `stored` at the server, digest checked ·
 * `needs-new` the server cannot use these bytes · `stuck` needs a person. Bytes stay on the phone in every state
 * until the server has proven its copy.
 */
export type PhotoState = 'draft' | 'waiting' | 'sending' | 'stored' | 'needs-new' | 'stuck';

export type PhotoRow = PhotoManifest & {
  /** The report; while a part is a draft, the draft's id. */
  report_id: Id;
  state: PhotoState;
  /** The operation that announced it last; `null` in a draft. */
  op_id: Id | null;
  /** Bytes that the server has, when it is sent in parts. */
  offset: number;
  tries: number;
  /** How often the server refused it; what the line does to it does not count. */
  refusals?: number;
  next_try_at: number;
  /** The epoch under which it was stored. */
  epoch: string | null;
  stored_at: number | null;
  proven_at: number | null;
  problem: Problem | null;
  /** Taken out of its draft; gone with the draft, until then it can be undone. */
  removed: boolean;
  /** Whether the bytes are still on this phone. */
  kept: boolean;
  /** The bytes are the camera's own because this browser could not decode them. */
  original: boolean;
  added_at: number;
  /** Its place among the others once the team has moved it; else it stands where it was taken. */
  place?: number;
};

/** In a table of its own and as ArrayBuffer: iOS loses Blobs, and lists must not load pictures. */
export type PhotoBytes = { photo_id: Id; bytes: ArrayBuffer };

/** The team's order. */
export const placeOf = (photo: PhotoRow): number => photo.place ?? photo.added_at;
export const byPlace = (a: PhotoRow, b: PhotoRow): number => placeOf(a) - placeOf(b);

/** The photos of a report or draft in the team's order, without those taken out. */
export async function listPhotos(reportId: Id): Promise<PhotoRow[]> {
  const rows = await db.photos.where('report_id').equals(reportId).toArray();
  return rows.filter((row) => !row.removed).sort(byPlace);
}

/** A picture that must not be here: its bytes go, its row stays and says so. Runs inside the caller's transaction. */
export async function erasePhoto(photoId: Id): Promise<void> {
  await db.photoBytes.delete(photoId);
  await db.photos.update(photoId, {
    state: 'stored',
    caption: '',
    kept: false,
    removed: true,
    problem: { type: '/problems/erased', title: '', status: 410 },
  });
}

export const findPhotoBytes = async (photoId: Id): Promise<ArrayBuffer | undefined> =>
  (await db.photoBytes.get(photoId))?.bytes;
