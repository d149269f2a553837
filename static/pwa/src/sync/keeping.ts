/** How long the phone holds on to what it has no need of any more. Nothing goes before the server has proven to have it. */
import { db } from '../db/db';
import { getMeta, setMeta } from '../db/meta';
import type { OutboxRow } from '../db/outbox';
import type { PhotoRow } from '../db/photos';
import type { ReportRow } from '../db/reports';
import { freeSpace, SPARE_BELOW } from '../db/room';
import { findTeam } from '../db/team';
import { msOf, nightAfter, nightOf } from '../lib/time';
import type { Id } from '../reports/body';

const DAY_MS = 24 * 3_600_000;
/** Until the commune's own days are known. */
const USUAL = { operation_days: 400, report_days: 60, photo_days: 7 };

/** Days that the commune has set, and whether the phone is short of room. */
export type Keeping = typeof USUAL & { short: boolean };

export async function keepingNow(): Promise<Keeping> {
  const free = await freeSpace();
  return { ...USUAL, ...(await findTeam())?.settings.keep, short: free !== null && free < SPARE_BELOW };
}

const DECIDED: readonly (ReportRow['state'] | undefined)[] = ['approved', 'locked', 'rejected', 'withdrawn'];

/**
 * Photos whose bytes may go once the server has said again that it has them: some days after their report was decided, at the
 * latest when the report itself is forgotten; at once when the phone is nearly full.
 */
export async function releasable(photos: PhotoRow[], keeping: Keeping, now: number): Promise<Set<Id>> {
  const kept = photos.filter((photo) => photo.kept && photo.stored_at !== null);
  const reports = await db.reports.bulkGet(kept.map((photo) => photo.report_id));
  const may = kept.filter((photo, at) => mayGo(photo, reports[at], keeping, now));
  return new Set(may.map((photo) => photo.photo_id));
}

function mayGo(photo: PhotoRow, report: ReportRow | undefined, keeping: Keeping, now: number): boolean {
  if (keeping.short) return true;
  const stored = photo.stored_at ?? now;
  if (now - stored >= keeping.report_days * DAY_MS) return true;
  if (!DECIDED.includes(report?.state ?? undefined)) return false;
  const decided = report?.review ? msOf(report.review.at) : stored;
  return now - Math.max(stored, decided || 0) >= keeping.photo_days * DAY_MS;
}

/** Forgets what is old and proven: operations with the manifests of their pictures, and past nights in the views. */
export async function forgetOld(epoch: string, keeping: Keeping, now: number): Promise<void> {
  await forgetOperations(epoch, now - keeping.operation_days * DAY_MS);
  await forgetViews(epoch, nightAfter(nightOf(now), -keeping.report_days));
}

const isProven = (row: OutboxRow, epoch: string): boolean =>
  row.status === 'acknowledged' && row.epoch === epoch;

async function forgetOperations(epoch: string, before: number): Promise<void> {
  const old = await db.outbox
    .where('acknowledged_at')
    .below(before)
    .filter((row) => isProven(row, epoch) && row.proven_at !== null)
    .toArray();
  if (old.length === 0) return;
  await db.transaction('rw', db.outbox, db.photos, db.meta, async () => {
    await setMeta('forgotten', ((await getMeta('forgotten')) ?? 0) + old.length);
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

/** Nights before `since` leave the views, unless something of theirs is still being written or has not arrived. */
async function forgetViews(epoch: string, since: string): Promise<void> {
  await db.shifts.where('night').below(since).delete();
  for (const [table, day] of [
    [db.feed, 'at'],
    [db.looks, 'at'],
    [db.activities, 'began_at'],
  ] as const)
    await table.where(day).below(since).delete();
  const old = await db.reports.where('night').below(since).primaryKeys();
  for (const id of old) {
    const written =
      (await db.drafts.where('report_id').equals(id).count()) +
      (await db.addenda.where('report_id').equals(id).count());
    const waiting = await db.outbox
      .where('report_id')
      .equals(id)
      .filter((row) => !row.settled && !isProven(row, epoch))
      .count();
    const pictures = await db.photos
      .where('report_id')
      .equals(id)
      .filter((photo) => !photo.removed && photo.state !== 'stored')
      .count();
    if (written + waiting + pictures === 0) await db.reports.delete(id);
  }
}
