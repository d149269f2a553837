/** What the person does with pictures. Bytes are copied at the moment of choice and read back before the tick. */
import type { PhotoLimits } from '../api/shapes';
import { findCatalogue } from '../db/catalogue';
import { db } from '../db/db';
import { type Draft, findDraft } from '../db/drafts';
import { getMeta } from '../db/meta';
import type { PhotoRow } from '../db/photos';
import { freeSpace, SPARE_BELOW, TEXT_ONLY_BELOW } from '../db/room';
import { momentOf } from '../lib/time';
import { uuid7 } from '../lib/uuid';
import type { About, Id } from '../reports/body';
import { Refusal } from '../reports/refusal';
import { sha256Hex } from './hash';
import { keep } from './keeping';
import { type Shrunk, shrink } from './shrink';

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

async function limitsOfPhotos(): Promise<Limits> {
  const limits = (await findCatalogue())?.limits.photo ?? (await getMeta('enrolment'))?.settings.photo;
  return { ...FALLBACK, ...limits };
}

/** A picked file, or the copy of its bytes that is being made. */
export type Picked = Blob | Promise<ArrayBuffer>;

const AHEAD_BYTES = 48 * 1024 * 1024;

/**
 * Copies the bytes of picked files at once, for the picker may take a file away a minute later; what is beyond 48 MB
 * is copied in its turn, because cheap phones have little memory.
 */
export function copyPicked(files: readonly Blob[]): Picked[] {
  let ahead = 0;
  return files.map((file) => {
    ahead += file.size;
    if (ahead > AHEAD_BYTES) return file;
    const copy = file.arrayBuffer();
    // Its failure is told when its turn comes.
    copy.catch(() => undefined);
    return copy;
  });
}

/**
 * Takes a picture into a draft or an addendum: shrinks it, stores it and reads it back. Throws `Refusal` with a reason
 * that has a sentence.
 */
export async function addPhoto(ownerId: Id, place: PhotoPlace, file: Picked): Promise<PhotoRow> {
  const draft = await findOwner(ownerId);
  const nowhere = !place.incident_id && !place.checkpoint_id && place.about === 'checkpoint';
  const lastSeen = nowhere ? (draft?.last_checkpoint_id ?? undefined) : place.checkpoint_id;
  const picture = await takePicture({ ...place, checkpoint_id: lastSeen }, file, (limits) =>
    checkRoom(ownerId, draft, place, limits),
  );
  const row = { ...picture.row, report_id: ownerId };
  await keep(row, picture.bytes, async () => {
    await findOwner(ownerId);
    await db.photos.add(row);
  });
  return row;
}

/** The draft that a picture is for, `undefined` when it is for an addendum or a sketch. What was sent takes no more pictures. */
async function findOwner(ownerId: Id): Promise<Draft | undefined> {
  const draft = await findDraft(ownerId);
  if (!draft && !(await db.addenda.get(ownerId)) && !(await db.sketches.get(ownerId)))
    throw new Refusal('photo-late');
  return draft;
}

/** A picture that belongs to nothing yet and is not stored; `check` runs once the bytes are safe in memory. */
export async function takePicture(
  place: PhotoPlace,
  file: Picked,
  check: (limits: Limits) => Promise<void> = async () => {},
): Promise<{ row: PhotoRow; bytes: ArrayBuffer }> {
  const bytes = await bytesOf(file);
  const limits = await limitsOfPhotos();
  await check(limits);
  const free = await freeSpace();
  if (free !== null && free < TEXT_ONLY_BELOW) throw new Refusal('no-space');
  const sparing = free !== null && free < SPARE_BELOW;
  const shrunk = await shrink(bytes, limits.max_bytes, sparing);
  return { row: await newRow(place, shrunk), bytes: shrunk.bytes };
}

async function bytesOf(file: Picked): Promise<ArrayBuffer> {
  try {
    const bytes = await (file instanceof Blob ? file.arrayBuffer() : file);
    if (bytes.byteLength > 0) return bytes;
  } catch {
    // Falls through: an unreadable file and an empty one need the same answer.
  }
  throw new Refusal('photo-unreadable');
}

async function checkRoom(
  ownerId: Id,
  draft: Draft | undefined,
  place: PhotoPlace,
  limits: Limits,
): Promise<void> {
  const rows = await db.photos
    .where('report_id')
    .equals(ownerId)
    .filter((row) => !row.removed)
    .toArray();
  if (rows.length >= limits.per_report) throw new Refusal('photo-limit-report', { limit: limits.per_report });
  const incident = draft?.body.incidents.find((one) => one.incident_id === place.incident_id);
  if (!incident) return;
  const catalogue = await findCatalogue();
  const category = catalogue?.categories.find((one) => one.code === incident.category);
  if (category?.no_photo) throw new Refusal('photo-not-here');
  const beside = rows.filter((row) => row.incident_id === place.incident_id).length;
  if (beside >= limits.per_incident)
    throw new Refusal('photo-limit-incident', { limit: limits.per_incident });
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

const mark = (photoId: Id, change: Partial<PhotoRow>): Promise<unknown> => db.photos.update(photoId, change);

/** Takes a picture out of its draft; `restorePhoto` brings it back until the report is sent. */
export const removePhoto = (photoId: Id) => mark(photoId, { removed: true });
export const restorePhoto = (photoId: Id) => mark(photoId, { removed: false });

/** Words under a picture that has not been sent yet. */
export const captionPhoto = (photoId: Id, caption: string) => mark(photoId, { caption });

/** "Gửi lại ảnh": lets a picture that is stuck try again, from its first byte. */
export const retryPhoto = (photoId: Id) =>
  mark(photoId, { state: 'waiting', offset: 0, tries: 0, refusals: 0, next_try_at: 0, problem: null });
