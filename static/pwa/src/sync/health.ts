import { db } from '../db/db';
import { getMeta } from '../db/meta';
import { countEach, countUnsettled, countWithStatus, type OutboxRow, oldestUnsent } from '../db/outbox';
import { type Moment, momentOf } from '../lib/time';

/** What the server may know of a phone's state: counts, no content. */
export type Health = {
  unsent: number;
  oldest_unsent_at: Moment | null;
  parked: number;
  storage_used: number | null;
  storage_quota: number | null;
  persisted: boolean;
  offset_ms: number;
  storage_lost: boolean;
  photos_unsent: number;
  /** `at` of the office's last reminder that the holder has read. */
  nudge_seen: Moment | null;
} & Counters;

/**
 * Every operation that this installation ever made, and where each is now: `made` is always the sum of the others. When `made`
 * goes down, something was lost that nobody deleted, and the server notices.
 */
type Counters = {
  made: number;
  /** The server has said again that it has them; with those forgotten since. */
  proven: number;
  /** Acknowledged, and not yet proven under the present epoch. */
  unproven: number;
  queued: number;
  /** Held, in conflict or rejected. */
  aside: number;
};

/**
 * How the phone fares once the operations of `batch` have arrived: what goes with these very figures for the first time does
 * not wait any more, and no later word would take it back. What has failed before is counted until it has succeeded.
 */
export async function healthNow(batch: readonly OutboxRow[] = []): Promise<Health> {
  const leaving = new Set(batch.filter((row) => row.tries === 0).map((row) => row.op_id));
  const unsent = (await countWithStatus('queued', 'sending')) - leaving.size;
  const oldest = await oldestUnsent(leaving);
  const storage = await estimate();
  return {
    unsent,
    oldest_unsent_at: oldest === null ? null : momentOf(oldest),
    parked: await countUnsettled(),
    storage_used: storage.usage ?? null,
    storage_quota: storage.quota ?? null,
    persisted: (await getMeta('persisted')) ?? false,
    offset_ms: Math.round((await getMeta('offset_ms')) ?? 0),
    storage_lost: (await getMeta('storage_lost')) ?? false,
    photos_unsent: await countEach(db.photos, 'state', ['waiting', 'sending']),
    nudge_seen: (await getMeta('nudge_seen')) ?? null,
    ...(await counters()),
  };
}

async function counters(): Promise<Counters> {
  const epoch = (await getMeta('epoch')) ?? '';
  const forgotten = (await getMeta('forgotten')) ?? 0;
  return db.transaction('r', db.outbox, async () => {
    const arrived = db.outbox.where('status').equals('acknowledged');
    const proven = await arrived
      .clone()
      .filter((row) => row.proven_at !== null && row.epoch === epoch)
      .count();
    return {
      made: forgotten + (await db.outbox.count()),
      proven: forgotten + proven,
      unproven: (await arrived.count()) - proven,
      queued: await countWithStatus('queued', 'sending'),
      aside: await countWithStatus('held', 'conflict', 'rejected'),
    };
  });
}

async function estimate(): Promise<StorageEstimate> {
  try {
    return await navigator.storage.estimate();
  } catch {
    return {};
  }
}
