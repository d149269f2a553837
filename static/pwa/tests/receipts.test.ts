import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '../src/db/db';
import { listReceipts, proofNow } from '../src/db/receipts';
import { isBeforeBuild } from '../src/lib/time';
import { addWords, freshPhone, sendQuietNight } from './fake/cast';

beforeEach(freshPhone);

const arrived = (opId: string, at: string, receipt: string, epoch = 'e1') =>
  db.outbox.update(opId, {
    status: 'acknowledged',
    epoch,
    receipt,
    received_at: Date.parse(at),
    acknowledged_at: Date.parse(at),
  });

describe('what has arrived', () => {
  it('is found by the month in which the server received it, newest first', async () => {
    const first = await sendQuietNight('2026-09-30');
    const second = await sendQuietNight('2026-10-31');
    const third = await sendQuietNight('2026-11-02');
    await arrived(first.opId, '2026-10-01T05:00:00+07:00', 'AAAAAA-A');
    await arrived(second.opId, '2026-11-01T05:00:00+07:00', 'BBBBBB-B');
    await arrived(third.opId, '2026-11-03T05:00:00+07:00', 'CCCCCC-C');
    const months = await listReceipts('e1');
    expect(months.map(({ month, receipts }) => [month, receipts.map((one) => one.receipt)])).toEqual([
      ['2026-11', ['CCCCCC-C', 'BBBBBB-B']],
      ['2026-10', ['AAAAAA-A']],
    ]);
  });

  it('is not called proven under an epoch that gave another word', async () => {
    const { opId, reportId } = await sendQuietNight('2026-11-02');
    await arrived(opId, '2026-11-03T05:00:00+07:00', 'CCCCCC-C', 'dead');
    expect((await listReceipts('e1'))[0]?.receipts[0]?.proven).toBe(false);
    expect(await proofNow('e1')).toMatchObject({ reports: 0, unproven: 1 });
    const words = await addWords(reportId, 'Thêm');
    await arrived(words, '2026-11-04T05:00:00+07:00', 'DDDDDD-D');
    expect(await proofNow('e1')).toMatchObject({ reports: 0, unproven: 1 });
    await db.outbox.update(opId, { epoch: 'e1' });
    expect(await proofNow('e1')).toMatchObject({ reports: 1, unproven: 0 });
  });
});

describe('a clock that is years off', () => {
  it('is known by the version that runs under it', () => {
    expect(isBeforeBuild(Date.UTC(2009, 0, 1), '2026.11.0')).toBe(true);
    expect(isBeforeBuild(Date.UTC(2026, 8, 1), '2026.11.0')).toBe(true);
    expect(isBeforeBuild(Date.UTC(2026, 9, 20), '2026.11.0')).toBe(false);
    expect(isBeforeBuild(Date.UTC(2031, 0, 1), '2026.11.0')).toBe(false);
  });
});
