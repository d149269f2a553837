/** Positions leave the phone when their days are over, as the consent says; everything else of a night stays. */
import { db } from '../db/db';
import { note } from '../db/log';
import { getMeta, setMeta } from '../db/meta';
import type { OutboxRow } from '../db/outbox';
import { findTeam } from '../db/team';
import { canonicalJson } from '../lib/canonical';
import { momentOf, msOf } from '../lib/time';

const DAY_MS = 24 * 3_600_000;
const USUAL_DAYS = 90;
const SENT: readonly OutboxRow['status'][] = ['acknowledged', 'held', 'conflict', 'rejected'];
const HAS_ONE = '"position":{';

/**
 * Once a day, by the server's clock as far as it is known: from what was sent, from drafts, and from reports in the views. What
 * is still on its way goes out as it was made, or the server would know it no more; it keeps nothing so old. Never throws.
 */
export async function forgetPositions(now: number = Date.now()): Promise<void> {
  try {
    const today = momentOf(now).slice(0, 10);
    if ((await getMeta('positions_forgotten')) === today) return;
    const days = (await findTeam())?.settings.keep?.position_days ?? USUAL_DAYS;
    await forgetOlder(now - ((await getMeta('offset_ms')) ?? 0) - days * DAY_MS);
    await setMeta('positions_forgotten', today);
  } catch (error) {
    void note('positions-not-forgotten', { error: String(error) });
  }
}

const forgetOlder = (since: number): Promise<void> =>
  db.transaction('rw', [db.outbox, db.drafts, db.reports], async () => {
    const sent = await db.outbox.where('status').anyOf(SENT).filter(holdsOne).toArray();
    for (const row of sent) {
      const canonical = canonicalJson(withoutOld(JSON.parse(row.canonical), since));
      const bytes = new TextEncoder().encode(canonical).length;
      await db.outbox.update(row.op_id, { canonical, bytes, problem: withoutOld(row.problem, since) });
    }
    for (const row of await db.drafts.toArray()) await db.drafts.put(withoutOld(row, since));
    for (const row of await db.reports.filter((report) => !!report.body).toArray())
      await db.reports.put(withoutOld(row, since));
  });

const holdsOne = ({ canonical, problem }: OutboxRow): boolean =>
  canonical.includes(HAS_ONE) || (problem !== null && JSON.stringify(problem).includes(HAS_ONE));

/** The same with `position: null` wherever one was read before `since`, or nobody knows when. */
function withoutOld<T>(value: T, since: number): T {
  if (Array.isArray(value)) return value.map((item) => withoutOld(item, since)) as T;
  if (value === null || typeof value !== 'object') return value;
  const entry = Object.entries(value).map(([key, item]) => [key, withoutOld(item, since)]);
  const { position, at } = value as { position?: { at?: string } | null | number; at?: string };
  // A checkpoint's `position` is its place in the order.
  const old = position && typeof position === 'object' && !(msOf(position.at ?? at ?? '') >= since);
  return Object.fromEntries(old ? [...entry, ['position', null]] : entry) as T;
}
