import { db } from '../db/db';
import { getMeta } from '../db/meta';
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
};

export async function healthNow(): Promise<Health> {
  const unsent = await db.outbox.where('status').anyOf('queued', 'sending').count();
  const oldest = await oldestUnsent();
  const parked = await db.outbox
    .where('status')
    .anyOf('conflict', 'rejected')
    .filter((row) => !row.settled)
    .count();
  const storage = await estimate();
  return {
    unsent,
    oldest_unsent_at: oldest === null ? null : momentOf(oldest),
    parked,
    storage_used: storage.usage ?? null,
    storage_quota: storage.quota ?? null,
    persisted: (await getMeta('persisted')) ?? false,
    offset_ms: Math.round((await getMeta('offset_ms')) ?? 0),
  };
}

async function oldestUnsent(): Promise<number | null> {
  const firsts = await Promise.all(
    ['queued', 'sending'].map((status) =>
      db.outbox.where('[status+made_at]').between([status, 0], [status, Number.POSITIVE_INFINITY]).first(),
    ),
  );
  const times = firsts.flatMap((row) => (row ? [row.made_at] : []));
  return times.length > 0 ? Math.min(...times) : null;
}

async function estimate(): Promise<StorageEstimate> {
  try {
    return await navigator.storage.estimate();
  } catch {
    return {};
  }
}
