/** What the person does with pictures. Bytes are copied at the moment of choice and read back before the tick. */
import type { PhotoLimits } from '../api/shapes';
import { findCatalogue } from '../db/catalogue';
import { db } from '../db/db';
import { type Draft, getDraft } from '../db/drafts';
import { getMeta } from '../db/meta';
import type { PhotoRow } from '../db/photos';
import { momentOf } from '../lib/time';
import { uuid7 } from '../lib/uuid';
import type { About, Id } from '../reports/body';
import { Refusal } from '../reports/refusal';
import { sha256Hex } from './hash';
import { PASSES, PhotoFault, type Shrunk, SPARING, shrink } from './shrink';

/** Where a picture belongs; without a place of its own it goes to the checkpoint last tapped. */
export type PhotoPlace = {
  about: About;
  incident_id?: Id | undefined;
  round_id?: Id | undefined;
  checkpoint_id?: Id | undefined;
  caption?: string | undefined;
};

type Limits = Pick<PhotoLimits, 'max_bytes' | 'per_report' | 'per_incident'>;

const FALLBACK: Limits = {
  max_bytes: 8 * 1024 * 1024,
  per_report: 20,
  per_incident: 6,
};
const SPARE_BELOW = 50 * 1024 * 1024;
const TEXT_ONLY_BELOW = 15 * 1024 * 1024;

async function limitsOfPhotos(): Promise<Limits> {
  const limits = (await findCatalogue())?.limits.photo ?? (await getMeta('enrolment'))?.settings.photo;
  return { ...FALLBACK, ...limits };
}

/** Free bytes that the browser still grants; `null` when it does not say. */
export async function freeSpace(): Promise<number | null> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined || usage === undefined ? null : quota - usage;
  } catch {
    return null;
  }
}

/**
 * Takes a picture into a draft: copies its bytes at once (the picker's file may be gone a minute later), shrinks
 * them, stores them and reads them back. Throws `Refusal` with a reason that has a sentence.
 */
export async function addPhoto(draftId: Id, place: PhotoPlace, file: Blob): Promise<PhotoRow> {
  const draft = await getDraft(draftId);
  const nowhere = !place.incident_id && !place.checkpoint_id && place.about === 'checkpoint';
  const lastSeen = nowhere ? (draft.last_checkpoint_id ?? undefined) : place.checkpoint_id;
  const picture = await takePicture({ ...place, checkpoint_id: lastSeen }, file, (limits) =>
    checkRoom(draft, place, limits),
  );
  const row = { ...picture.row, report_id: draft.draft_id };
  await store(row, picture.bytes);
  return row;
}

/** A picture that belongs to nothing yet and is not stored; `check` runs once the bytes are safe in memory. */
export async function takePicture(
  place: PhotoPlace,
  file: Blob,
  check: (limits: Limits) => Promise<void> = async () => {},
): Promise<{ row: PhotoRow; bytes: ArrayBuffer }> {
  const bytes = await bytesOf(file);
  const limits = await limitsOfPhotos();
  await check(limits);
  const free = await freeSpace();
  if (free !== null && free < TEXT_ONLY_BELOW) throw new Refusal('no-space');
  const passes = free !== null && free < SPARE_BELOW ? SPARING : PASSES;
  const shrunk = await shrunkOrRefused(bytes, limits.max_bytes, passes);
  return { row: await newRow(place, shrunk), bytes: shrunk.bytes };
}

async function bytesOf(file: Blob): Promise<ArrayBuffer> {
  try {
    const bytes = await file.arrayBuffer();
    if (bytes.byteLength > 0) return bytes;
  } catch {
    // Falls through: an unreadable file and an empty one need the same answer.
  }
  throw new Refusal('photo-unreadable');
}

async function checkRoom(draft: Draft, place: PhotoPlace, limits: Limits): Promise<void> {
  const rows = await db.photos
    .where('report_id')
    .equals(draft.draft_id)
    .filter((row) => !row.removed)
    .toArray();
  if (rows.length >= limits.per_report) throw new Refusal('photo-limit-report', { limit: limits.per_report });
  const incident = draft.body.incidents.find((one) => one.incident_id === place.incident_id);
  if (!incident) return;
  const catalogue = await findCatalogue();
  const category = catalogue?.categories.find((one) => one.code === incident.category);
  if (category?.no_photo) throw new Refusal('photo-not-here');
  const beside = rows.filter((row) => row.incident_id === place.incident_id).length;
  if (beside >= limits.per_incident)
    throw new Refusal('photo-limit-incident', { limit: limits.per_incident });
}

async function shrunkOrRefused(bytes: ArrayBuffer, maxBytes: number, passes: typeof PASSES): Promise<Shrunk> {
  try {
    return await shrink(bytes, maxBytes, passes);
  } catch (fault) {
    if (fault instanceof PhotoFault) throw new Refusal(fault.reason, { max_bytes: maxBytes });
    throw fault;
  }
}

async function newRow(place: PhotoPlace, shrunk: Shrunk): Promise<PhotoRow> {
  const now = Date.now();
  return {
    photo_id: uuid7(now),
    sha256: await sha256Hex(shrunk.bytes),
    bytes: shrunk.bytes.byteLength,
    mime: shrunk.mime,
    width: shrunk.width,
    height: shrunk.height,
    taken_at: momentOf(now),
    about: place.about,
    ...(place.incident_id ? { incident_id: place.incident_id } : {}),
    ...(place.round_id ? { round_id: place.round_id } : {}),
    ...(place.checkpoint_id ? { checkpoint_id: place.checkpoint_id } : {}),
    caption: place.caption ?? '',
    report_id: '',
    state: 'draft',
    op_id: null,
    offset: 0,
    tries: 0,
    next_try_at: 0,
    epoch: null,
    stored_at: null,
    proven_at: null,
    problem: null,
    removed: false,
    kept: true,
    original: shrunk.original,
    added_at: now,
  };
}

async function store(row: PhotoRow, bytes: ArrayBuffer): Promise<void> {
  try {
    await db.transaction('rw', db.photos, db.photoBytes, async () => {
      await db.photos.add(row);
      await db.photoBytes.add({ photo_id: row.photo_id, bytes });
    });
  } catch (fault) {
    if (fault instanceof Error && /quota/i.test(`${fault.name} ${fault.message}`))
      throw new Refusal('no-space');
    throw fault;
  }
  // Some phones commit and lose it all the same: only what can be read back is "Đã lưu trong máy".
  const back = await db.photoBytes.get(row.photo_id);
  if (!back || (await sha256Hex(back.bytes)) !== row.sha256) throw new Refusal('not-saved');
}

const mark = (photoId: Id, change: Partial<PhotoRow>): Promise<unknown> => db.photos.update(photoId, change);

/** Takes a picture out of its draft; `restorePhoto` brings it back until the report is sent. */
export const removePhoto = (photoId: Id) => mark(photoId, { removed: true });
export const restorePhoto = (photoId: Id) => mark(photoId, { removed: false });

/** Words under a picture that has not been sent yet. */
export const captionPhoto = (photoId: Id, caption: string) => mark(photoId, { caption });

/** "Gửi lại ảnh": lets a picture that is stuck try again, from its first byte. */
export const retryPhoto = (photoId: Id) =>
  mark(photoId, { state: 'waiting', offset: 0, tries: 0, next_try_at: 0, problem: null });

/** Notes where the person was before the camera opens, because Android may close the app behind it. */
export const rememberPlace = (hash: string): Promise<unknown> =>
  db.meta.put({ key: 'place', value: { hash, at: Date.now() } });

const PLACE_KEPT_MS = 30 * 60_000;

/** The place to return to after the camera closed the app, once; `null` when there is none or it is old. */
export async function takePlace(): Promise<string | null> {
  const place = await getMeta('place');
  await db.meta.delete('place');
  return place && Date.now() - place.at < PLACE_KEPT_MS ? place.hash : null;
}
