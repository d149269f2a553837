import type { FeedItem, Matter, Notice } from '../api/shapes';
import { momentOf } from '../lib/time';
import { db } from './db';
import type { Cached } from './roster';

export type MatterRow = Cached<Matter>;
export type NoticeRow = Cached<Notice>;
export type FeedRow = Cached<FeedItem>;

/** Open matters that the last shift left behind. */
export async function listMatters(): Promise<MatterRow[]> {
  return (await db.matters.toCollection().sortBy('night')).filter((matter) => !matter.settled);
}

/** Notices still in force at `now` (ms), newest first; the day that `until` names is the last. */
export async function listNotices(now: number): Promise<NoticeRow[]> {
  const rows = await db.notices.orderBy('at').reverse().toArray();
  const today = momentOf(now).slice(0, 10);
  return rows.filter((row) => row.until === null || row.until >= today);
}

/** The newest items of the commune's feed. */
export const newestFeed = (limit = 50): Promise<FeedRow[]> =>
  db.feed.orderBy('at').reverse().limit(limit).toArray();
