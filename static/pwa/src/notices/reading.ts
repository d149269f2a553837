import { db } from '../db/db';
import { getMeta } from '../db/meta';
import { listNotices, type NoticeRow } from '../db/news';
import { operationOf } from '../db/outbox';
import type { Id } from '../reports/body';

export type NoticeShown = NoticeRow & {
  /** Whether the member who holds the phone has said so, here or on another phone of the team. */
  read: boolean;
};

/** What was said on this phone of these notices, as "notice member"; what the server has set aside too. */
export async function readingsHere(noticeIds: readonly Id[]): Promise<Set<string>> {
  const rows = await db.outbox
    .where('report_id')
    .anyOf(noticeIds)
    .filter((row) => row.kind === 'notice.read')
    .toArray();
  return new Set(rows.map((row) => `${row.report_id} ${operationOf(row).actor_id}`));
}

/** The notices in force, the newest first. */
export async function shownNotices(now: number): Promise<NoticeShown[]> {
  const holder = (await getMeta('enrolment'))?.holder_id ?? '';
  const notices = await listNotices(now);
  const here = await readingsHere(notices.map(({ id }) => id));
  return notices.map((notice) => ({
    ...notice,
    read: here.has(`${notice.id} ${holder}`) || (notice.read_by ?? []).includes(holder),
  }));
}
