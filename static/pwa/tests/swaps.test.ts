import { describe, expect, it } from 'vitest';
import type { Swap } from '../src/api/shapes';
import { db } from '../src/db/db';
import { getMeta } from '../src/db/meta';
import { unsay } from '../src/db/outbox';
import { listShifts, type ShiftRow } from '../src/db/roster';
import { setHolder } from '../src/enrolment/commands';
import { queueBar } from '../src/reports/view';
import { answerSwap, askSwap, noteRead, takeSwapBack } from '../src/swaps/commands';
import { isOpen, lapseOf, newsFor, returnsFor, swapsIn, takenFrom } from '../src/swaps/rules';
import { runSync } from '../src/sync/engine';
import { BINH, HOA, TEAM } from './fake/cast';
import { slugged } from './fake/problems';
import { standServer } from './fake/standing';

const standing = standServer();
const NIGHT = '2026-11-25';
const FRIDAY = '2026-11-27';
const GIVEN = '01a22513-113e-7486-a119-2c3d030a6810';
const OTHER = '01a22513-113e-7486-a119-2c3d030a6811';
const SWAP = '01a22513-113e-7486-a119-2c3d030a6812';
const TEAM_OF = new Set([BINH, HOA]);
const BEFORE = Date.parse('2026-11-24T12:00:00+07:00');

const shift = (id: string, night: string, member_ids: string[], more: Partial<ShiftRow> = {}): ShiftRow => ({
  id,
  rev: 5,
  version: 1,
  team_id: TEAM,
  night,
  preset: 'night',
  starts_at: `${night}T22:00:00+07:00`,
  ends_at: `${night}T23:30:00+07:00`,
  route_id: null,
  member_ids,
  answers: [],
  swaps: [],
  state: 'planned',
  reason: null,
  generation: 0,
  ...more,
});
const asked = (more: Partial<Swap> = {}): Swap => ({
  swap_id: SWAP,
  asker_id: BINH,
  asked_id: HOA,
  in_return: null,
  state: 'asked',
  asked_at: '2026-11-24T08:00:00+07:00',
  settled_at: null,
  ...more,
});
const back = { shift_id: OTHER, night: FRIDAY, preset: 'night' };

const sent = async () =>
  (await db.outbox.orderBy('[status+made_at]').toArray())
    .sort((a, b) => a.op_id.localeCompare(b.op_id))
    .map((row) => JSON.parse(row.canonical));
const shown = async () => Object.fromEntries((await listShifts('')).map((one) => [one.id, one.member_ids]));

describe('a swap on the phone', () => {
  it('is asked at once, for nothing or for a night of the other, and changes nobody yet', async () => {
    const [given, other] = [shift(GIVEN, NIGHT, [BINH]), shift(OTHER, FRIDAY, [HOA])];
    await db.shifts.bulkPut([given, other]);
    const opId = await askSwap(given, HOA, other);

    expect(await sent()).toMatchObject([
      {
        kind: 'swap.ask',
        op_id: opId,
        shift_id: GIVEN,
        actor_id: BINH,
        body: { asked_id: HOA, in_return: back },
      },
    ]);
    const [swap] = swapsIn(await listShifts(''), TEAM_OF, BEFORE);
    expect(swap).toMatchObject({ swap: { swap_id: opId, state: 'asked' }, lapse: null });
    expect(await shown()).toEqual({ [GIVEN]: [BINH], [OTHER]: [HOA] });
  });

  it('shows both nights exchanged as soon as the other agrees', async () => {
    const given = shift(GIVEN, NIGHT, [BINH], { swaps: [asked({ in_return: back })] });
    await db.shifts.bulkPut([given, shift(OTHER, FRIDAY, [HOA])]);
    await setHolder(HOA);
    await answerSwap(given, SWAP, 'agreed');

    expect(await shown()).toEqual({ [GIVEN]: [HOA], [OTHER]: [BINH] });
    const swaps = swapsIn(await listShifts(''), TEAM_OF, BEFORE);
    expect([takenFrom(swaps, GIVEN, HOA), takenFrom(swaps, OTHER, BINH)]).toEqual([BINH, HOA]);
    expect(await sent()).toMatchObject([{ kind: 'swap.answer', actor_id: HOA, body: { swap_id: SWAP } }]);
  });

  it('is asked and answered on one phone without a network, in that order', async () => {
    const given = shift(GIVEN, NIGHT, [BINH]);
    await db.shifts.put(given);
    const opId = await askSwap(given, HOA, null);
    await setHolder(HOA);
    await answerSwap(given, opId, 'refused');

    expect((await listShifts(''))[0]?.swaps).toMatchObject([{ swap_id: opId, state: 'refused' }]);
    const rows = await db.outbox.toArray();
    expect(new Set(rows.map((row) => row.report_id))).toEqual(new Set([opId]));
  });

  it('can be undone until it goes out, and is then neither in the roster nor counted as lost', async () => {
    const given = shift(GIVEN, NIGHT, [BINH]);
    await db.shifts.put(given);
    const opId = await askSwap(given, HOA, null);
    expect((await db.outbox.get(opId))?.next_try_at).toBeGreaterThan(Date.now());
    expect(await unsay(opId)).toBe(true);
    expect((await listShifts(''))[0]?.swaps).toEqual([]);
    expect([await db.outbox.count(), await getMeta('forgotten')]).toEqual([0, 1]);

    const gone = await askSwap(given, HOA, null);
    await runSync('tap');
    expect(await unsay(gone)).toBe(false);
    expect(await db.outbox.count()).toBe(1);
  });

  it('is put back when another word was first', async () => {
    const given = shift(GIVEN, NIGHT, [BINH], { swaps: [asked()] });
    standing.server.changes.push({ entity: 'shift', ...given });
    await runSync('tap');
    await setHolder(HOA);
    const opId = await answerSwap(given, SWAP, 'agreed');
    const problem = slugged('swap-settled', 409, { state: 'taken-back' });
    standing.server.order.set(opId, { status: 'conflict', problem });
    await runSync('tap');

    expect(await shown()).toEqual({ [GIVEN]: [BINH] });
    const row = await db.outbox.get(opId);
    const { whyOf } = await import('../src/screens/SwapErrand');
    expect(row && whyOf(row, row)).toBe('swap.err.taken-back');
  });

  it('waits as a word about the roster', async () => {
    const given = shift(GIVEN, NIGHT, [BINH], { swaps: [asked()] });
    await db.shifts.put(given);
    await takeSwapBack(given, SWAP);
    const facts = {
      operations: await db.outbox.toArray(),
      photos: [],
      sync: null,
      epoch: null,
      online: false,
    };
    expect(queueBar(facts)).toEqual({ key: 'roster-waiting', offline: true });
  });
});

describe('what a swap comes to', () => {
  const lapse = (given: ShiftRow, others: ShiftRow[] = [], now = BEFORE, team = TEAM_OF) =>
    lapseOf(given.swaps?.[0] ?? asked(), [given, ...others], team, now);
  const about = (more: Partial<ShiftRow> = {}, swap: Partial<Swap> = {}) =>
    shift(GIVEN, NIGHT, [BINH], { swaps: [asked(swap)], ...more });

  it('lapses when the night begins, is called off, or is another', () => {
    expect(lapse(about())).toBeNull();
    expect(lapse(about(), [], Date.parse(`${NIGHT}T22:00:00+07:00`))).toBe('begun');
    expect(lapse(about({ state: 'called-off' }))).toBe('called-off');
    expect(lapse(about({ member_ids: [HOA] }))).toBe('changed');
    expect(lapse(about({ member_ids: [BINH, HOA] }))).toBe('changed');
    expect(lapse(about(), [], BEFORE, new Set([BINH]))).toBe('changed');
  });

  it('lapses with the night that was to be given for it', () => {
    const swap = { in_return: back };
    expect(lapse(about({}, swap), [shift(OTHER, FRIDAY, [HOA])])).toBeNull();
    expect(lapse(about({}, swap))).toBe('changed');
    expect(lapse(about({}, swap), [shift(OTHER, FRIDAY, [BINH])])).toBe('changed');
  });

  it('offers those nights in return on which the other is planned and the holder is not', () => {
    const given = shift(GIVEN, NIGHT, [BINH]);
    const shifts = [given, shift(OTHER, FRIDAY, [HOA]), shift(SWAP, '2026-11-28', [BINH, HOA])];
    const found = returnsFor(given, shifts, BINH, [BINH, HOA], BEFORE);
    expect(found.map((one) => [one.shift.id, one.member])).toEqual([[OTHER, HOA]]);
  });

  it('is told to the asker until he has read it, and no longer than the night', async () => {
    const swaps = swapsIn([about({}, { state: 'refused' })], TEAM_OF, BEFORE);
    expect(swaps.some(isOpen)).toBe(false);
    expect(newsFor(swaps, BINH, [], NIGHT)).toHaveLength(1);
    expect(newsFor(swaps, HOA, [], NIGHT)).toEqual([]);
    expect(newsFor(swaps, BINH, [], '2026-11-26')).toEqual([]);
    await noteRead(SWAP);
    expect(newsFor(swaps, BINH, (await getMeta('swaps_read')) ?? [], NIGHT)).toEqual([]);
  });
});
