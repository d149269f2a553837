import * as endpoints from '../api/endpoints';
import type { VerifyAnswer } from '../api/shapes';
import { db } from '../db/db';
import { note } from '../db/log';
import { getMeta } from '../db/meta';
import type { OutboxRow } from '../db/outbox';
import type { PhotoRow } from '../db/photos';
import { judge } from './outcome';
import { noteEpoch, type Run, type Step } from './server';

const DAY_MS = 24 * 3_600_000;
const MOST = 500;
const MOST_PAGES = 20;
const BYTES_KEPT_MS = 7 * DAY_MS;
const OPERATIONS_KEPT_MS = 400 * DAY_MS;

const KEPT_BY_SERVER: readonly OutboxRow['status'][] = ['acknowledged', 'held', 'conflict'];

type Due = { operations: OutboxRow[]; photos: PhotoRow[] };

/** What the server once said to have and has to say again: other epoch, a day old, or about to lose its bytes here. */
async function due(epoch: string, now: number): Promise<Due> {
  const isDue = (row: { epoch: string | null; proven_at: number | null }, since: number | null) =>
    row.epoch !== epoch || // Either way: a clock may have been set back since.
    (row.proven_at === null && since !== null && Math.abs(now - since) >= DAY_MS);
  const operations = await db.outbox
    .where('status')
    .anyOf(KEPT_BY_SERVER)
    .filter((row) => row.epoch !== null && isDue(row, row.acknowledged_at))
    .limit(MOST)
    .toArray();
  const photos = await db.photos
    .where('state')
    .equals('stored')
    .filter((row) => isDue(row, row.stored_at) || mayLoseBytes(row, now))
    .limit(MOST)
    .toArray();
  return { operations, photos };
}

const mayLoseBytes = (row: PhotoRow, now: number): boolean =>
  row.kept && row.stored_at !== null && now - row.stored_at >= BYTES_KEPT_MS;

/** Asks the server about one page of what it should have; what it has lost is queued again. */
export async function verifySome(run: Run): Promise<Step> {
  const epoch = await getMeta('epoch');
  if (!epoch || run.verifications >= MOST_PAGES) return { kind: 'idle' };
  const asked = await due(epoch, Date.now());
  if (asked.operations.length === 0 && asked.photos.length === 0) {
    await forgetOld(epoch, Date.now());
    return { kind: 'idle' };
  }
  run.verifications += 1;
  const answer = await endpoints.verify(
    asked.operations.map((row) => row.op_id),
    asked.photos.map((row) => ({ id: row.photo_id, sha256: row.sha256 })),
  );
  const outcome = judge(answer);
  if (outcome.kind !== 'done') return { kind: 'stop', outcome };
  if (!isVerdict(outcome.json)) return { kind: 'stop', outcome: { kind: 'portal' } };
  await take(asked, outcome.json, epoch, Date.now());
  return { kind: 'again' };
}

function isVerdict(json: unknown): json is VerifyAnswer {
  const verdict = json as Partial<VerifyAnswer> | null;
  return (
    typeof verdict?.epoch === 'string' &&
    Array.isArray(verdict.missing_ops) &&
    Array.isArray(verdict.missing_photos)
  );
}

async function take(asked: Due, verdict: VerifyAnswer, known: string, now: number): Promise<void> {
  const lostOperations = new Set(verdict.missing_ops);
  const lostPhotos = new Set(verdict.missing_photos);
  await db.transaction('rw', [db.outbox, db.photos, db.photoBytes, db.meta], async () => {
    await noteEpoch(verdict.epoch, known);
    for (const row of asked.operations) {
      const lost = lostOperations.has(row.op_id);
      await db.outbox.update(
        row.op_id,
        lost
          ? { status: 'queued', epoch: null, next_try_at: 0, tries: 0, proven_at: null }
          : { epoch: verdict.epoch, proven_at: now },
      );
    }
    for (const row of asked.photos) {
      if (lostPhotos.has(row.photo_id)) await sendAgain(row);
      else await keepOrRelease(row, verdict.epoch, now);
    }
  });
  if (lostOperations.size + lostPhotos.size > 0) {
    await note('server-had-lost', { operations: lostOperations.size, photos: lostPhotos.size });
  }
}

function sendAgain(row: PhotoRow): Promise<unknown> {
  const again = {
    state: 'waiting' as const,
    offset: 0,
    tries: 0,
    next_try_at: 0,
    epoch: null,
    proven_at: null,
  };
  const gone = { state: 'stuck' as const, problem: { type: '/problems/bytes-gone', title: '', status: 410 } };
  return db.photos.update(row.photo_id, row.kept ? again : gone);
}

/** Only now, with the server's word of this moment, may the phone's own bytes go. */
async function keepOrRelease(row: PhotoRow, epoch: string, now: number): Promise<void> {
  const release = mayLoseBytes(row, now);
  await db.photos.update(row.photo_id, { epoch, proven_at: now, kept: row.kept && !release });
  if (release) await db.photoBytes.delete(row.photo_id);
}

/** Operations of 400 days ago that the server has proven to have, with the manifests of their pictures. */
async function forgetOld(epoch: string, now: number): Promise<void> {
  const old = await db.outbox
    .where('acknowledged_at')
    .below(now - OPERATIONS_KEPT_MS)
    .filter((row) => row.status === 'acknowledged' && row.epoch === epoch && row.proven_at !== null)
    .toArray();
  if (old.length === 0) return;
  await db.transaction('rw', db.outbox, db.photos, async () => {
    for (const row of old) {
      await db.photos
        .where('op_id')
        .equals(row.op_id)
        .filter((photo) => photo.state === 'stored' && !photo.kept)
        .delete();
      await db.outbox.delete(row.op_id);
    }
  });
}
