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
  const unsent = await db.outbox.where('status').anyOf('queued', 'sending').sortBy('made_at');
  const parked = await db.outbox
    .where('status')
    .anyOf('conflict', 'rejected')
    .filter((row) => !row.settled)
    .count();
  const storage = await estimate();
  return {
    unsent: unsent.length,
    oldest_unsent_at: unsent[0] ? momentOf(unsent[0].made_at) : null,
    parked,
    storage_used: storage.usage ?? null,
    storage_quota: storage.quota ?? null,
    persisted: (await getMeta('persisted')) ?? false,
    offset_ms: Math.round((await getMeta('offset_ms')) ?? 0),
  };
}

async function estimate(): Promise<StorageEstimate> {
  try {
    return await navigator.storage.estimate();
  } catch {
    return {};
  }
}
