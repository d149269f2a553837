import * as endpoints from '../api/endpoints';
import { db } from '../db/db';
import { note } from '../db/log';
import { getMeta } from '../db/meta';
import { erasePhoto, type PhotoRow } from '../db/photos';
import { sha256Hex } from '../photos/hash';
import { judgePhoto, type PhotoOutcome } from './outcome';
import { delayAfter, hasCome } from './retry';
import { noteEpoch, noteTry, type Run, type Step } from './server';

const CHUNK_BYTES = 64 * 1024;
const MOST_TRIES_A_RUN = 2;
const MOST_REFUSALS = 4;

/** Sends one picture whose text has arrived. `again` = there may be more. */
export async function sendPhoto(run: Run): Promise<Step> {
  const photo = await nextPhoto(run, Date.now());
  if (!photo) return { kind: 'idle' };
  const bytes = (await db.photoBytes.get(photo.photo_id))?.bytes;
  if (!bytes) return setAside(photo, 'bytes-gone');
  noteTry(run, photo.photo_id);
  const known = await getMeta('epoch');
  await db.photos.update(photo.photo_id, { state: 'sending' });
  const outcome = photo.tries === 0 ? await sendWhole(photo, bytes) : await sendInParts(photo, bytes);
  return take(photo, bytes, outcome, known);
}

/** Text first: a picture waits until its operation is acknowledged. One at a time is in memory. */
async function nextPhoto(run: Run, now: number): Promise<PhotoRow | undefined> {
  for (const state of ['sending', 'waiting']) {
    // In the order of their ids, which is that of time. Nearly always the first may go: a long queue is not read whole for each.
    for (let offset = 0, size = 4; ; offset += size, size *= 4) {
      const rows = await db.photos.where('state').equals(state).offset(offset).limit(size).toArray();
      const operations = await db.outbox.bulkGet(rows.map((row) => row.op_id ?? ''));
      const next = rows.find((row, at) => operations[at]?.status === 'acknowledged' && isDue(row, run, now));
      if (next) return next;
      if (rows.length < size) break;
    }
  }
  return undefined;
}

function isDue(row: PhotoRow, run: Run, now: number): boolean {
  const tried = run.tried.get(row.photo_id) ?? 0;
  const rested = run.force || tried > 0 || hasCome(row.next_try_at, now);
  return !row.removed && tried < MOST_TRIES_A_RUN && rested;
}

const sendWhole = async (photo: PhotoRow, bytes: ArrayBuffer): Promise<PhotoOutcome> =>
  judgePhoto(await endpoints.putPhoto(photo.photo_id, bytes, photo.sha256, photo.mime));

/** After a failure: asks how far the server got and goes on from there, piece by piece (tus 1.0). */
async function sendInParts(photo: PhotoRow, bytes: ArrayBuffer): Promise<PhotoOutcome> {
  let outcome = judgePhoto(await endpoints.headPhoto(photo.photo_id));
  // Every piece moves the offset on; a server that sends it back again and again ends the loop as trouble.
  const mostPieces = Math.ceil(bytes.byteLength / CHUNK_BYTES) + 3;
  for (let piece = 0; piece < mostPieces && outcome.kind === 'resume'; piece++) {
    const { offset } = outcome;
    await db.photos.update(photo.photo_id, { offset });
    outcome = judgePhoto(
      await endpoints.patchPhoto(photo.photo_id, offset, bytes.slice(offset, offset + CHUNK_BYTES)),
    );
  }
  if (outcome.kind === 'resume')
    return { kind: 'stop', outcome: { kind: 'wait', after_ms: null, halve: false } };
  return outcome;
}

async function take(
  photo: PhotoRow,
  bytes: ArrayBuffer,
  outcome: PhotoOutcome,
  known: string | undefined,
): Promise<Step> {
  const now = Date.now();
  const tries = photo.tries + 1;
  const later = { state: 'waiting' as const, tries, next_try_at: now + delayAfter(tries) };
  switch (outcome.kind) {
    case 'stored':
      return stored(photo, outcome.epoch, known, now);
    case 'needs-new':
      await db.photos.update(photo.photo_id, { state: 'needs-new', problem: outcome.problem });
      return { kind: 'again' };
    case 'from-start':
      return fromStart(photo, bytes, later);
    case 'announce':
      return announceAgain(photo, later);
    case 'resume':
      // The answer to a whole body that the server had begun to receive before.
      await db.photos.update(photo.photo_id, { ...later, offset: outcome.offset, next_try_at: 0 });
      return { kind: 'again' };
    case 'erased':
      await db.transaction('rw', db.photos, db.photoBytes, () => erasePhoto(photo.photo_id));
      return { kind: 'again' };
    case 'stop':
      await db.photos.update(photo.photo_id, later);
      return { kind: 'stop', outcome: outcome.outcome };
    default:
      return outcome satisfies never;
  }
}

async function stored(photo: PhotoRow, epoch: string, known: string | undefined, now: number): Promise<Step> {
  await noteEpoch(epoch, known);
  await db.photos.update(photo.photo_id, {
    state: 'stored',
    epoch,
    stored_at: now,
    offset: photo.bytes,
    tries: 0,
    refusals: 0,
    next_try_at: 0,
    problem: null,
  });
  return { kind: 'again' };
}

/** With the one that has just come. */
const refusalsOf = (photo: PhotoRow): number => (photo.refusals ?? 0) + 1;

/** The server's bytes had another digest. When the phone's own have too, no repetition will help. */
async function fromStart(photo: PhotoRow, bytes: ArrayBuffer, later: Partial<PhotoRow>): Promise<Step> {
  if ((await sha256Hex(bytes)) !== photo.sha256) return setAside(photo, 'bytes-damaged');
  const refusals = refusalsOf(photo);
  if (refusals > MOST_REFUSALS) return setAside(photo, 'digest-mismatch');
  await db.photos.update(photo.photo_id, { ...later, refusals, offset: 0 });
  return { kind: 'again' };
}

/** The server does not know the picture, so it has lost, or never had, the text: that goes again, which harms nothing. */
async function announceAgain(photo: PhotoRow, later: Partial<PhotoRow>): Promise<Step> {
  const refusals = refusalsOf(photo);
  if (refusals > MOST_REFUSALS) return setAside(photo, 'unknown-photo');
  await db.transaction('rw', db.photos, db.outbox, async () => {
    await db.photos.update(photo.photo_id, { ...later, refusals });
    if (photo.op_id) await db.outbox.update(photo.op_id, { status: 'queued', next_try_at: 0 });
  });
  return { kind: 'again' };
}

async function setAside(photo: PhotoRow, slug: string): Promise<Step> {
  const problem = { type: `/problems/${slug}`, title: '', status: 0 };
  await db.photos.update(photo.photo_id, { state: 'stuck', problem });
  await note('photo-stuck', { photo_id: photo.photo_id, slug });
  return { kind: 'again' };
}
