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
  storage_lost: boolean;
  photos_unsent: number;
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
    storage_lost: (await getMeta('storage_lost')) ?? false,
    photos_unsent: await db.photos.where('state').anyOf('waiting', 'sending').count(),
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
      queued: await db.outbox.where('status').anyOf('queued', 'sending').count(),
      aside: await db.outbox.where('status').anyOf('held', 'conflict', 'rejected').count(),
    };
  });
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
