import * as endpoints from '../api/endpoints';
import type { VerifyAnswer } from '../api/shapes';
import { db } from '../db/db';
import { note } from '../db/log';
import { getMeta } from '../db/meta';
import type { OutboxRow } from '../db/outbox';
import type { PhotoRow } from '../db/photos';
import { isFull } from '../db/room';
import type { Id } from '../reports/body';
import { forgetOld, type Keeping, keepingNow, releasable } from './keeping';
import { judge } from './outcome';
import { noteEpoch, type Run, type Step } from './server';

const DAY_MS = 24 * 3_600_000;
const MOST = 500;
const MOST_PAGES = 20;

const KEPT_BY_SERVER: readonly OutboxRow['status'][] = ['acknowledged', 'held', 'conflict'];

type Due = { operations: OutboxRow[]; photos: PhotoRow[]; releasable: Set<Id> };

/** What the server once said to have and has to say again: other epoch, a day old, or about to lose its bytes here. */
async function due(epoch: string, keeping: Keeping, now: number): Promise<Due> {
  const isDue = (row: { epoch: string | null; proven_at: number | null }, since: number | null) =>
    row.epoch !== epoch || // Either way: a clock may have been set back since.
    (row.proven_at === null && since !== null && Math.abs(now - since) >= DAY_MS);
  const operations = await db.outbox
    .where('status')
    .anyOf(KEPT_BY_SERVER)
    .filter((row) => row.epoch !== null && isDue(row, row.acknowledged_at))
    .limit(MOST)
    .toArray();
  const stored = await db.photos
    .where('state')
    .equals('stored')
    .filter((row) => !isErased(row))
    .toArray();
  const mayGo = await releasable(stored, keeping, now);
  const photos = stored.filter((row) => isDue(row, row.stored_at) || mayGo.has(row.photo_id)).slice(0, MOST);
  return { operations, photos, releasable: mayGo };
}

// What was taken out for cause is nobody's to prove any more.
const isErased = (row: PhotoRow): boolean => row.problem?.type === '/problems/erased';

/** Asks the server about one page of what it should have; what it has lost is queued again. */
export async function verifySome(run: Run): Promise<Step> {
  const epoch = await getMeta('epoch');
  if (!epoch || epoch === run.checked || run.verifications >= MOST_PAGES) return { kind: 'idle' };
  const keeping = await keepingNow();
  const asked = await due(epoch, keeping, Date.now());
  if (asked.operations.length === 0 && asked.photos.length === 0) {
    await forgetOld(epoch, keeping, Date.now());
    run.checked = epoch;
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
  await takeThoughFull(asked, outcome.json, epoch);
  return { kind: 'again' };
}

/** Where not even the marks find room, the bytes go first: that needs none, and the marks made then tell of it. */
async function takeThoughFull(asked: Due, verdict: VerifyAnswer, known: string): Promise<void> {
  try {
    await take(asked, verdict, known, Date.now());
  } catch (fault) {
    if (!isFull(fault)) throw fault;
    const proven = asked.photos.filter(({ photo_id }) => !verdict.missing_photos.includes(photo_id));
    const ids = proven.map(({ photo_id }) => photo_id).filter((id) => asked.releasable.has(id));
    await db.photoBytes.bulkDelete(ids);
    await take(asked, verdict, known, Date.now());
  }
}

function isVerdict(json: unknown): json is VerifyAnswer {
  const verdict = json as Partial<VerifyAnswer> | null;
  return (
    typeof verdict?.epoch === 'string' &&
    Array.isArray(verdict.missing_ops) &&
    Array.isArray(verdict.missing_photos)
  );
}

const QUEUED_AGAIN = { status: 'queued', epoch: null, next_try_at: 0, tries: 0, proven_at: null } as const;

const HELD_AGAIN = { status: 'held', settled: false, resolution: null } as const;

async function take(asked: Due, verdict: VerifyAnswer, known: string, now: number): Promise<void> {
  const lostOperations = new Set(verdict.missing_ops);
  // Parked, accepted, and set back by a restore: it waits for a person once more.
  const parked = new Set(verdict.parked_ops);
  const lostPhotos = new Set(verdict.missing_photos);
  await db.transaction('rw', [db.outbox, db.photos, db.photoBytes, db.meta], async () => {
    await noteEpoch(verdict.epoch, known);
    for (const row of asked.operations) {
      if (lostOperations.has(row.op_id)) await db.outbox.update(row.op_id, QUEUED_AGAIN);
      else {
        const waits = parked.has(row.op_id) && row.status === 'acknowledged' ? HELD_AGAIN : {};
        await db.outbox.update(row.op_id, { ...waits, epoch: verdict.epoch, proven_at: now });
      }
    }
    for (const row of asked.photos) {
      if (lostPhotos.has(row.photo_id)) await sendAgain(row);
      else await keepOrRelease(row, asked.releasable.has(row.photo_id), verdict.epoch, now);
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
async function keepOrRelease(row: PhotoRow, release: boolean, epoch: string, now: number): Promise<void> {
  await db.photos.update(row.photo_id, { epoch, proven_at: now, kept: row.kept && !release });
  if (release) await db.photoBytes.delete(row.photo_id);
}
