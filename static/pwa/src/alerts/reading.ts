import { db } from '../db/db';
import { getMeta } from '../db/meta';
import type { OutboxRow } from '../db/outbox';
import type { Id } from '../reports/body';
import type { AlertFacts } from './state';

/** The last alerts of this phone, with all that was told and heard of each, the oldest first. */
export async function listAlerts(): Promise<(AlertFacts & { id: Id })[]> {
  const ids = (await getMeta('alerts')) ?? [];
  if (ids.length === 0) return [];
  const rows = await rowsOf(ids);
  const news = (await getMeta('alert_news')) ?? {};
  const epoch = (await getMeta('epoch')) ?? null;
  const offset_ms = (await getMeta('offset_ms')) ?? 0;
  return ids.map((id) => {
    const own = rows.filter((row) => row.report_id === id);
    return { id, rows: own, news: news[id] ?? null, epoch, offset_ms };
  });
}

/** Alerts that have not gone out, in the order in which they were raised. */
export async function queuedAlerts(): Promise<OutboxRow[]> {
  const ids = (await getMeta('alerts')) ?? [];
  if (ids.length === 0) return [];
  const rows = await rowsOf(ids);
  return rows.filter((row) => row.status === 'queued').sort((a, b) => a.made_at - b.made_at);
}

const rowsOf = (ids: Id[]): Promise<OutboxRow[]> => db.outbox.where('report_id').anyOf(ids).toArray();
