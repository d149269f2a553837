import { monthOf } from '../lib/time';
import { isOfBook, isOfReport } from '../reports/kinds';
import { db } from './db';
import type { OutboxRow } from './outbox';

/** What arrived, as far as a list needs it: without its content. */
export type Receipt = Pick<OutboxRow, 'op_id' | 'report_id' | 'kind' | 'night' | 'receipt' | 'what'> & {
  /** The server's clock; in rows of older versions the phone's. */
  at: number;
  /** Acknowledged, or proven again, under the present epoch. */
  proven: boolean;
};

/** One month of arrivals by the server's clock, `2026-11`, newest first. */
export type ReceiptMonth = { month: string; receipts: Receipt[] };

/** Everything that arrived from this phone and is still kept here, newest month first. */
export async function listReceipts(epoch: string | null): Promise<ReceiptMonth[]> {
  const months = new Map<string, Receipt[]>();
  await db.outbox
    .where('status')
    .equals('acknowledged')
    // An alert is shown with its incident, a consent in the settings.
    .filter((row) => isOfReport(row) || isOfBook(row) || row.kind.startsWith('roster.'))
    .each((row) => {
      const { op_id, report_id, kind, night, receipt, what } = row;
      const at = row.received_at ?? row.acknowledged_at ?? row.made_at;
      const month = monthOf(at);
      const one = { op_id, report_id, kind, night, receipt, what, at, proven: row.epoch === epoch };
      months.set(month, [...(months.get(month) ?? []), one]);
    });
  return [...months]
    .map(([month, receipts]) => ({ month, receipts: receipts.sort((a, b) => b.at - a.at) }))
    .sort((a, b) => b.month.localeCompare(a.month));
}

export type Proof = { reports: number; unproven: number; photos: number; asked_at: number | null };

/** How much the server has confirmed to have, and when it was last asked about something anew (ms). */
export async function proofNow(epoch: string | null): Promise<Proof> {
  const proven = new Set<string>();
  const unproven = new Set<string>();
  let asked: number | null = null;
  await db.outbox
    .where('status')
    .equals('acknowledged')
    .filter(isOfReport)
    .each((row) => {
      (row.epoch === epoch ? proven : unproven).add(row.report_id);
      asked = Math.max(asked ?? 0, row.proven_at ?? row.acknowledged_at ?? 0);
    });
  for (const id of unproven) proven.delete(id);
  const photos = await db.photos
    .where('state')
    .equals('stored')
    .filter((photo) => photo.epoch === epoch)
    .count();
  return { reports: proven.size, unproven: unproven.size, photos, asked_at: asked };
}
