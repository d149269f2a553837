/** Texts that were taken out of a report for good: this phone knows its own copies by their digest and erases them. */
import type { Report } from '../api/shapes';
import { db } from '../db/db';
import { note } from '../db/log';
import { canonicalJson } from '../lib/canonical';
import { sha256Hex } from '../photos/hash';
import type { Id } from '../reports/body';

/** What stands in place of an erased text; the server writes the same. */
export const ERASED = '(đã gỡ)';

const SENT = ['acknowledged', 'held', 'conflict', 'rejected'];

/** SHA-256 (hex) of a text within its report. */
export const digestWords = (reportId: Id, text: string): Promise<string> =>
  sha256Hex(new TextEncoder().encode(`${reportId}\n${text}`).buffer as ArrayBuffer);

/**
 * Erases the named texts from everything that this phone keeps of the report; again is harmless. An operation that is
 * still on its way goes out as it was made, or the server would know it no more; the server cleans what comes in.
 */
export async function eraseWords({ id, shift_id, erased }: Report): Promise<void> {
  if (!erased?.length) return;
  const gone = await textsOf(id, await copiesOf(id, shift_id), new Set(erased));
  if (gone.size === 0) return;
  await db.transaction('rw', [db.outbox, db.drafts, db.addenda, db.reports, db.photos], async () => {
    const { operations, drafts, addenda, reports, photos } = await copiesOf(id, shift_id);
    for (const row of operations) {
      const canonical = canonicalJson(clean(JSON.parse(row.canonical), gone) as never);
      const bytes = new TextEncoder().encode(canonical).length;
      await db.outbox.update(row.op_id, { canonical, bytes });
    }
    for (const row of drafts) await db.drafts.put(clean(row, gone));
    for (const row of addenda) await db.addenda.put(clean(row, gone));
    for (const row of reports) await db.reports.put(clean(row, gone));
    for (const row of photos)
      if (gone.has(row.caption ?? '')) await db.photos.update(row.photo_id, { caption: ERASED });
  });
  await note('words-erased', { report_id: id, texts: gone.size });
}

async function copiesOf(reportId: Id, shiftId: Id) {
  const ours = (row: { report_id: Id; shift_id: Id }) =>
    row.report_id === reportId || row.shift_id === shiftId;
  return {
    operations: await db.outbox.filter((row) => ours(row) && SENT.includes(row.status)).toArray(),
    drafts: await db.drafts.filter(ours).toArray(),
    addenda: await db.addenda.where('report_id').equals(reportId).toArray(),
    reports: await db.reports.where('id').equals(reportId).toArray(),
    photos: await db.photos.where('report_id').equals(reportId).toArray(),
  };
}

/** The texts among these copies that bear one of the digests. */
async function textsOf(
  reportId: Id,
  { operations, drafts, addenda, reports, photos }: Awaited<ReturnType<typeof copiesOf>>,
  digests: Set<string>,
): Promise<Set<string>> {
  const texts = new Set<string>();
  for (const row of operations) collect(JSON.parse(row.canonical), texts);
  collect([drafts, addenda, reports, photos.map((photo) => photo.caption)], texts);
  const gone = new Set<string>();
  for (const text of texts) if (digests.has(await digestWords(reportId, text))) gone.add(text);
  return gone;
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (value !== null && typeof value === 'object')
    for (const item of Object.values(value)) collect(item, into);
}

function clean<T>(value: T, gone: Set<string>): T {
  if (typeof value === 'string') return (gone.has(value) ? ERASED : value) as T;
  if (Array.isArray(value)) return value.map((item) => clean(item, gone)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clean(item, gone)])) as T;
}
