import { describe, expect, it } from 'vitest';
import { db } from '../src/db/db';
import { getMeta, setMeta } from '../src/db/meta';
import type { RouteRow, ShiftRow } from '../src/db/roster';
import { listShifts } from '../src/db/roster';
import type { ReportBody } from '../src/reports/body';
import { answerShift, callOff, letBe, type Plan, planShifts } from '../src/reports/commands/roster';
import { closeShift } from '../src/reports/commands/shift';
import { shiftIdOf } from '../src/reports/shifts';
import { monthCells } from '../src/screens/month-facts';
import { hoursLate, trueEnd } from '../src/screens/overdue-facts';
import { answersOf, copyWeek, nightsAhead } from '../src/screens/roster-facts';
import { runSync } from '../src/sync/engine';
import { BINH, ENROLMENT, HOA, openNight, ROUTE, TEAM } from './fake/cast';
import { cut } from './fake/faults';
import { slugged } from './fake/problems';
import { standServer } from './fake/standing';

const standing = standServer();
const NIGHT = '2026-11-25';

const plan = (night = NIGHT, fields: Partial<Plan> = {}): Plan => ({
  night,
  preset: 'night',
  starts_at: `${night}T22:00:00+07:00`,
  ends_at: new Date(Date.parse(`${night}T22:00:00+07:00`) + 6 * 3_600_000).toISOString(),
  route_id: null,
  member_ids: [BINH, HOA],
  ...fields,
});

const idOf = (night = NIGHT) => shiftIdOf(TEAM, { id: null, night, preset: 'night' });

async function pulled(night = NIGHT, fields: Partial<ShiftRow> = {}): Promise<ShiftRow> {
  const shift = { ...plan(night), id: await idOf(night), rev: 5, version: 3, team_id: TEAM, answers: [] };
  return { ...shift, state: 'planned', reason: null, generation: 0, ...fields };
}

const sent = async () =>
  (await db.outbox.orderBy('[status+made_at]').toArray())
    .sort((a, b) => a.op_id.localeCompare(b.op_id))
    .map((row) => JSON.parse(row.canonical));

const shown = async (night = NIGHT) => (await listShifts(night)).filter((shift) => shift.night === night);

describe('the roster on the phone', () => {
  it('shows a planned shift at once, under the id that every phone gives it', async () => {
    await planShifts([plan()]);
    expect(await shown()).toMatchObject([{ id: await idOf(), state: 'planned', member_ids: [BINH, HOA] }]);
    expect(await sent()).toMatchObject([
      {
        kind: 'roster.plan',
        shift_id: await idOf(),
        actor_id: BINH,
        body: { night: NIGHT, preset: 'night', member_ids: [BINH, HOA], start: '22:00', end: '04:00' },
      },
    ]);
    expect((await sent())[0]).not.toHaveProperty('base_version');
    expect((await sent())[0]).not.toHaveProperty('report_id');
  });

  it('names the version that it knew, and then its own change before', async () => {
    await db.shifts.put(await pulled());
    await planShifts([plan(NIGHT, { member_ids: [HOA] })]);
    const [row] = await shown();
    if (row) await callOff(row, 'Mưa bão');
    const [first, second] = await sent();
    expect(first).toMatchObject({ base_version: 3 });
    expect(first.body).not.toHaveProperty('follows');
    expect(second).toMatchObject({ kind: 'roster.callOff', body: { follows: first.op_id } });
    expect(second).not.toHaveProperty('base_version');
    expect(await shown()).toMatchObject([{ state: 'called-off', reason: 'Mưa bão', member_ids: [HOA] }]);
  });

  it('is put back when the server has not taken the change', async () => {
    standing.server.changes.push({ entity: 'shift', ...(await pulled()) });
    await runSync('tap');
    await planShifts([plan(NIGHT, { member_ids: [HOA] })]);
    const [op] = await sent();
    standing.server.order.set(op.op_id, { status: 'conflict', problem: slugged('roster-changed', 409) });
    await runSync('tap');
    expect(await shown()).toMatchObject([{ member_ids: [BINH, HOA] }]);
    await letBe(op.op_id);
    await planShifts([plan(NIGHT, { member_ids: [HOA] })]);
    expect((await sent()).at(-1)).toMatchObject({ base_version: 3 });
  });

  it('keeps showing a change that has arrived until the pull brings it', async () => {
    await planShifts([plan()]);
    const [op] = await sent();
    standing.server.order.set(op.op_id, { status: 'applied', version: 1, receipt: 'K7Q2M4-X' });
    standing.server.faults = [(_, answer) => answer(), cut];
    await runSync('tap');
    expect(await db.outbox.get(op.op_id)).toMatchObject({ status: 'acknowledged' });
    expect(await shown()).toHaveLength(1);
    standing.server.changes.push({ entity: 'shift', ...(await pulled()) });
    await runSync('tap');
    expect(await getMeta('roster_changes')).toEqual([]);
    expect(await shown()).toMatchObject([{ version: 3 }]);
  });

  it('takes the answer of the holder alone, over the answers of the others', async () => {
    const others = [{ member_id: HOA, answer: 'busy' as const }];
    const row = await pulled(NIGHT, { answers: others });
    await db.shifts.put(row);
    await answerShift(row, 'busy');
    await answerShift(row, 'joining');
    expect((await shown()).map(answersOf)).toEqual([{ joining: 1, busy: 1 }]);
    expect((await sent()).map((op) => [op.kind, op.body.answer])).toEqual([
      ['roster.answer', 'busy'],
      ['roster.answer', 'joining'],
    ]);
  });

  it('waits in words of its own, and never as a report', async () => {
    const { queueBar } = await import('../src/reports/view');
    await planShifts([plan()]);
    const operations = await db.outbox.toArray();
    const facts = { operations, photos: [], sync: null, epoch: null, online: false };
    expect(queueBar(facts)).toEqual({ key: 'roster-waiting', offline: true });
  });

  it('does not let an answer that arrives close a plan in conflict', async () => {
    const row = await pulled();
    await db.shifts.put(row);
    await planShifts([plan(NIGHT, { member_ids: [HOA] })]);
    const [op] = await sent();
    standing.server.order.set(op.op_id, { status: 'conflict', problem: slugged('roster-changed', 409) });
    await answerShift(row, 'joining');
    await runSync('tap');
    expect(await db.outbox.get(op.op_id)).toMatchObject({ status: 'conflict', settled: false });
  });
});

describe('copying last week', () => {
  const routes = [{ id: ROUTE }] as RouteRow[];
  const team = new Set([BINH, HOA]);

  it('fills the empty nights of the week, and no other', async () => {
    const shifts = [
      await pulled('2026-11-18', { route_id: ROUTE }),
      await pulled('2026-11-20'),
      await pulled('2026-11-27'),
      await pulled('2026-11-12'),
    ];
    const { plans, gaps } = copyWeek('2026-11-24', { shifts, routes }, team);
    expect(plans.map((one) => [one.night, one.route_id])).toEqual([['2026-11-25', ROUTE]]);
    expect(Date.parse(plans[0]?.starts_at ?? '')).toBe(Date.parse('2026-11-25T22:00:00+07:00'));
    expect(gaps).toEqual([]);
  });

  it('drops who has left the team, and names the gap', async () => {
    const shifts = [
      await pulled('2026-11-18'),
      await pulled('2026-11-19', { member_ids: [HOA], route_id: 'gone' }),
    ];
    const { plans, gaps } = copyWeek('2026-11-24', { shifts, routes }, new Set([BINH]));
    expect(plans.map((one) => [one.night, one.member_ids])).toEqual([['2026-11-25', [BINH]]]);
    expect(gaps).toEqual([
      { night: '2026-11-25', left: 1 },
      { night: '2026-11-26', left: 1 },
    ]);
  });

  it('takes up a night that was called off last week', async () => {
    const shifts = [await pulled('2026-11-18', { state: 'called-off', reason: 'Mưa' })];
    expect(copyWeek('2026-11-24', { shifts, routes }, team).plans).toHaveLength(1);
  });

  it('shows fourteen nights, and a shift from one in the morning in the night before', async () => {
    const late = await pulled('2026-11-25', { starts_at: '2026-11-26T01:00:00+07:00' });
    const nights = nightsAhead('2026-11-24', [late]);
    expect(nights).toHaveLength(14);
    expect(nights.filter((one) => one.shifts.length > 0).map((one) => one.night)).toEqual(['2026-11-25']);
  });
});

describe('a night called off', () => {
  const cells = async (shifts: ShiftRow[]) =>
    monthCells('2026-11', { reports: [], shifts }, '2026-11-28', () => 'submitted');

  it('is neither missing nor quiet in the month, and keeps its reason', async () => {
    const off = await pulled('2026-11-25', { state: 'called-off', reason: 'Mưa bão' });
    expect((await cells([off]))[24]).toMatchObject({ kind: 'off', reason: 'Mưa bão' });
    expect((await cells([await pulled('2026-11-25')]))[24]).toMatchObject({ kind: 'missing' });
  });

  it('is missing all the same when its other shift was walked by nobody', async () => {
    const off = await pulled('2026-11-25', { state: 'called-off', reason: 'Mưa' });
    const other = await pulled('2026-11-25', { id: 'other', preset: 'evening' });
    expect((await cells([off, other]))[24]).toMatchObject({ kind: 'missing' });
  });
});

describe('a shift left open', () => {
  const end = '2026-11-22T04:00:00+07:00';
  const at = (clock: string) => Date.parse(`2026-11-22T${clock}:00+07:00`);

  it('says so from two hours after its planned end on', () => {
    expect(hoursLate({ ends_at: end, closed: false }, at('05:59'))).toBeNull();
    expect(hoursLate({ ends_at: end, closed: false }, at('06:00'))).toBe(2);
    expect(hoursLate({ ends_at: end, closed: false }, at('09:30'))).toBe(5);
  });

  const body = (passed: string) =>
    ({
      started_at: '2026-11-21T22:00:00+07:00',
      rounds: [{ started_at: '2026-11-21T22:10:00+07:00', passes: [{ at: passed }] }],
      incidents: [],
      activities: [],
    }) as unknown as ReportBody;

  it('ends when the person says, but not before what was written and not after now', () => {
    const passed = body('2026-11-22T03:10:00+07:00');
    const end = (named: string) => trueEnd(passed, named, at('09:30'));
    expect(end('2026-11-22T03:45:00+07:00')).toBe('2026-11-22T03:45:00+07:00');
    expect(end('2026-11-22T02:00:00+07:00')).toBe('2026-11-22T03:10:00+07:00');
    expect(end('2026-11-21T06:15:00+07:00')).toBe('2026-11-22T06:15:00+07:00');
    expect(end('2026-11-22T11:00:00+07:00')).toBe('2026-11-22T09:30:00+07:00');
  });

  it('is closed with the end that was named, for everybody on the roll', async () => {
    const draftId = await openNight();
    const named = '2026-11-22T03:45:00+07:00';
    const { closed, body } = await closeShift(draftId, { ended_at: named });
    expect([closed, body.ended_at, body.present.map((row) => row.to)]).toEqual([true, named, [named, named]]);
  });

  it('says nothing once it is closed', () => {
    expect(hoursLate({ ends_at: end, closed: true }, at('09:30'))).toBeNull();
  });
});

it('knows who is enrolled, or writes nothing', async () => {
  await db.meta.delete('enrolment');
  await expect(planShifts([plan()])).rejects.toThrow('not-enrolled');
  await setMeta('enrolment', ENROLMENT);
  expect(await db.outbox.count()).toBe(0);
});
