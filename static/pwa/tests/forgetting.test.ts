import { beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../src/api/shapes';
import { db } from '../src/db/db';
import { getDraft } from '../src/db/drafts';
import { setMeta } from '../src/db/meta';
import type { OutboxRow } from '../src/db/outbox';
import type { ReportRow } from '../src/db/reports';
import { momentOf } from '../src/lib/time';
import { forgetPositions } from '../src/places/forgetting';
import type { ReportOperation } from '../src/reports/body';
import * as commands from '../src/reports/commands';
import { writePlace } from '../src/reports/commands/placing';
import { BINH, freshPhone, LOUD, openNight, POINTS, TEAM } from './fake/cast';

const DAY_MS = 24 * 3_600_000;
const NOW = Date.now();
const [first, second] = POINTS.map((point) => point.id) as [string, string];
const read = (at: number) => ({ lat: 11.7357, lon: 108.3732, accuracy_m: 12, by: BINH, at: momentOf(at) });

/** A night with a position at two points, read 80 and 10 days before `DAY 90`, and one at an incident without a time of its own. */
async function placed(): Promise<string> {
  const id = await openNight();
  await commands.tapCheckpoint(id, 1, first);
  await commands.tapCheckpoint(id, 1, second);
  const incident_id = await commands.addIncident(id, LOUD);
  await commands.updateIncident(id, incident_id, {
    result: 'settled',
    actions: ['reminded'],
    what: 'Loa to',
  });
  const round_id = (await getDraft(id)).body.rounds[0]?.round_id ?? '';
  await writePlace({ draft_id: id, round_id, checkpoint_id: first }, read(NOW - 80 * DAY_MS));
  await writePlace({ draft_id: id, round_id, checkpoint_id: second }, read(NOW - 10 * DAY_MS));
  await writePlace({ draft_id: id, incident_id }, { lat: 11.7, lon: 108.4, accuracy_m: 9 });
  return id;
}

const inDraft = async (id: string) => {
  const { rounds, incidents } = (await getDraft(id)).body;
  return [...(rounds[0]?.passes ?? []), ...incidents].map(({ position }) => position?.accuracy_m);
};
const sent = async () => (await db.outbox.toArray())[0] as OutboxRow;
const inOperation = (row: OutboxRow) => {
  const { body } = JSON.parse(row.canonical) as Extract<ReportOperation, { kind: 'report.submit' }>;
  return [...(body.rounds[0]?.passes ?? []), ...body.incidents].map(({ position }) => !!position);
};
const send = async (status: OutboxRow['status']) => {
  const id = await placed();
  await commands.closeShift(id);
  await commands.sendReport(id);
  await db.outbox.toCollection().modify({ status });
};

beforeEach(freshPhone);

describe('positions on the phone', () => {
  it('leave a draft on their own day, and nothing else leaves it', async () => {
    const id = await placed();
    const before = await getDraft(id);
    await forgetPositions(NOW);
    expect(await inDraft(id)).toEqual([12, 12, 9]);

    await forgetPositions(NOW + 11 * DAY_MS);

    expect(await inDraft(id)).toEqual([undefined, 12, 9]);
    const after = await getDraft(id);
    expect(after.route).toEqual(before.route);
    expect(after.body.incidents).toEqual(before.body.incidents);
    await forgetPositions(NOW + 91 * DAY_MS);
    expect(await inDraft(id)).toEqual([undefined, undefined, undefined]);
  });

  it.each(['acknowledged', 'held', 'conflict', 'rejected'] as const)(
    'leave what was sent (%s)',
    async (status) => {
      await send(status);

      await forgetPositions(NOW + 91 * DAY_MS);

      const row = await sent();
      expect(inOperation(row)).toEqual([false, false, false]);
      expect(row.bytes).toBe(new TextEncoder().encode(row.canonical).length);
    },
  );

  it.each(['queued', 'sending'] as const)(
    'stay in what is on its way (%s), which goes out as it was made',
    async (status) => {
      await send(status);
      const before = await sent();

      await forgetPositions(NOW + 91 * DAY_MS);

      expect(await sent()).toEqual(before);
    },
  );

  it('leave the report in a conflict, and a returned one in the views', async () => {
    await send('conflict');
    const body = { incidents: [{ incident_id: 'i', at: momentOf(NOW), position: read(NOW) }] };
    const problem = { type: '/problems/version-conflict', current: { body } } as unknown as Problem;
    await db.outbox.toCollection().modify({ problem });
    await db.reports.put({ id: 'r', night: '2026-11-21', body } as unknown as ReportRow);

    await forgetPositions(NOW + 91 * DAY_MS);

    expect(JSON.stringify([await sent(), await db.reports.get('r')])).not.toContain('11.7357');
  });

  it('go by the days of the commune and the clock of the server', async () => {
    const id = await placed();
    await db.team.put({ id: TEAM, settings: { keep: { position_days: 30 } } } as never);
    await setMeta('offset_ms', 60 * DAY_MS);
    await forgetPositions(NOW + 60 * DAY_MS);

    expect(await inDraft(id)).toEqual([undefined, 12, 9]);
  });

  it('are looked for once a day, and a database out of reach stops nothing', async () => {
    const id = await placed();
    await setMeta('positions_forgotten', momentOf(NOW + 91 * DAY_MS).slice(0, 10));
    await forgetPositions(NOW + 91 * DAY_MS);
    expect(await inDraft(id)).toEqual([12, 12, 9]);

    db.close();
    await expect(forgetPositions(NOW + 92 * DAY_MS)).resolves.toBeUndefined();
    await db.open();
  });
});
