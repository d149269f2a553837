import { describe, expect, it } from 'vitest';
import { db } from '../src/db/db';
import { runSync } from '../src/sync/engine';
import { digestWords, ERASED } from '../src/sync/words';
import { sendQuietNight } from './fake/cast';
import { standServer } from './fake/standing';

const WORDS = 'Anh Lê Văn Tám, biển số 59A1-123.45';
const standing = standServer();

/** A night that arrived, with the words in its operation, in what this phone shows of it and in a draft. */
async function arrivedWithWords(): Promise<{ opId: string; reportId: string }> {
  const sent = await sendQuietNight();
  await runSync('tap');
  const row = await db.outbox.get(sent.opId);
  const report = await db.reports.get(sent.reportId);
  if (!row || !report) throw new Error('nothing arrived');
  const operation = JSON.parse(row.canonical);
  operation.body.remark = WORDS;
  await db.outbox.update(sent.opId, { canonical: JSON.stringify(operation) });
  await db.reports.put({ ...report, sent_body: { ...operation.body } });
  const addendum = { addendum_id: 'a1', report_id: sent.reportId, text: WORDS, settles: null };
  await db.addenda.put({ ...addendum, created_at: 1, updated_at: 1 });
  return sent;
}

async function tellErased(reportId: string): Promise<void> {
  const told = standing.server.reports.get(reportId);
  if (!told) throw new Error('the server knows no such report');
  const erased = [await digestWords(reportId, WORDS)];
  standing.server.changes.push({ ...told, entity: 'report', rev: told.rev + 1, erased });
}

const everything = async () =>
  JSON.stringify([await db.outbox.toArray(), await db.reports.toArray(), await db.addenda.toArray()]);

describe('words that were taken out for good', () => {
  it('have the same digest as at the server', async () => {
    // The same vector stands in tests/reports/test_erasing_words.py.
    expect(await digestWords('r1', 'Xin chào')).toBe(
      '0ea7112c920fdb48f22334e1cc72efc38a7b52703490dd4ab628be5cf3a27258',
    );
  });

  it('go from every copy that the phone keeps, and the operation stays arrived', async () => {
    const { opId, reportId } = await arrivedWithWords();
    expect(await everything()).toContain(WORDS);
    await tellErased(reportId);
    await runSync('tap');
    expect(await everything()).not.toContain(WORDS);
    expect(await everything()).toContain(ERASED);
    expect(await db.outbox.get(opId)).toMatchObject({ status: 'acknowledged' });
  });

  it('stay in what is still on its way, or the server would not know it again', async () => {
    const { opId, reportId } = await arrivedWithWords();
    await db.outbox.update(opId, { status: 'queued', next_try_at: Date.now() + 3_600_000 });
    await tellErased(reportId);
    await runSync('timer');
    expect((await db.outbox.get(opId))?.canonical).toContain(WORDS);
  });
});
