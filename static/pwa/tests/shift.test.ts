import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { findOpenShift, getDraft } from '../src/db/drafts';
import { uuid5 } from '../src/lib/uuid';
import * as commands from '../src/reports/commands';
import { missingIn } from '../src/reports/missing';
import { choiceOfPreset, shiftsTonight } from '../src/reports/shifts';
import { countsOf, nightLine, shiftView } from '../src/reports/view';
import { BINH, choice, freshPhone, HOA, LOUD, openNight, POINTS, TEAM } from './fake/cast';

const at = (clock: string) => vi.setSystemTime(new Date(`2026-11-21T${clock}:00+07:00`));
const [first, second, third] = POINTS.map((point) => point.id) as [string, string, string];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  at('22:04');
  await freshPhone();
});
afterEach(() => vi.useRealTimers());

describe('opening a shift', () => {
  it('gives the shift the id that every phone of the team gives it', async () => {
    const draft = await getDraft(await openNight());
    expect(draft.shift_id).toBe(await uuid5(TEAM, '2026-11-21/night'));
    expect(draft.body).toMatchObject({
      night: '2026-11-21',
      lead_id: BINH,
      started_at: '2026-11-21T22:04:00+07:00',
    });
    expect(draft.body.present.map((row) => row.member_id)).toEqual([BINH, HOA]);
  });

  it('opened twice is the same draft', async () => {
    expect(await openNight()).toBe(await openNight());
    expect(await db.drafts.count()).toBe(1);
  });

  it("walks the team's own route when nobody planned one", async () => {
    const usual = { code: 'night', vi: '', en: '', start: '22:00', end: '04:00', default: true };
    const unplanned = choiceOfPreset(usual, '2026-11-21');
    const draft = await getDraft(
      await commands.openShift({ shift: unplanned, lead_id: BINH, present: [BINH] }),
    );
    expect(draft.route?.checkpoints.map((point) => point.id)).toEqual([first, second, third]);
  });

  it('takes the open matters of the last shift along', async () => {
    const matter = {
      id: 'm1',
      rev: 1,
      text: 'Đèn số 7 chưa sửa',
      night: '2026-11-20',
      report_id: 'r',
      generation: 0,
    };
    await db.matters.put({ ...matter, settled: false });
    const draftId = await openNight();
    await commands.settleMatter(draftId, 'm1', true);
    expect((await getDraft(draftId)).body.open_matters).toEqual([
      { matter_id: 'm1', text: 'Đèn số 7 chưa sửa', settled: true },
    ]);
  });

  it('becomes a part when another phone has reported the shift already', async () => {
    const shiftId = await uuid5(TEAM, '2026-11-21/night');
    await db.reports.put({ id: 'main', shift_id: shiftId } as never);
    const draft = await getDraft(await openNight());
    expect(draft).toMatchObject({ kind: 'part', report_id: 'main' });
    expect(draft.draft_id).not.toBe('main');
  });

  it('is refused on a phone without a team', async () => {
    await db.meta.delete('enrolment');
    await expect(openNight()).rejects.toMatchObject({ reason: 'not-enrolled' });
  });
});

describe('walking a round', () => {
  it('writes the time of each tap and ends the round at the last point', async () => {
    const id = await openNight();
    at('22:10');
    await commands.tapCheckpoint(id, 1, first);
    at('22:31');
    await commands.tapCheckpoint(id, 1, second, { state: 'matter' });
    at('22:52');
    await commands.skipCheckpoint(id, 1, third, 'Đường ngập');
    const [round] = (await getDraft(id)).body.rounds;
    expect(round).toMatchObject({
      confirmed: 'points',
      started_at: '2026-11-21T22:10:00+07:00',
      ended_at: '2026-11-21T22:52:00+07:00',
    });
    expect(round?.passes.map((pass) => [pass.at.slice(11, 16), pass.state])).toEqual([
      ['22:10', 'normal'],
      ['22:31', 'matter'],
      ['22:52', 'skipped'],
    ]);
  });

  it('takes a double tap on the last point for one tap', async () => {
    const id = await openNight();
    for (const point of [first, second, third, third]) await commands.tapCheckpoint(id, 1, point);
    expect((await getDraft(id)).body.rounds).toHaveLength(1);
  });

  it('keeps the first time when a point is tapped again', async () => {
    const id = await openNight();
    at('22:10');
    await commands.tapCheckpoint(id, 1, first);
    at('22:40');
    await commands.tapCheckpoint(id, 1, first, { state: 'matter', note: 'Cửa mở' });
    expect((await getDraft(id)).body.rounds[0]?.passes).toMatchObject([
      { at: '2026-11-21T22:10:00+07:00', state: 'matter', note: 'Cửa mở' },
    ]);
  });

  it('takes a tap back, and opens the round again', async () => {
    const id = await openNight();
    for (const point of [first, second, third]) await commands.tapCheckpoint(id, 1, point);
    const roundId = (await getDraft(id)).body.rounds[0]?.round_id ?? '';
    await commands.undoTap(id, roundId, third);
    const draft = await getDraft(id);
    expect(draft.body.rounds[0]?.ended_at).toBeNull();
    expect(shiftView(draft)).toMatchObject({ round: 1, point: 3, points: 3 });
    await commands.undoTap(id, roundId, second);
    await commands.undoTap(id, roundId, first);
    expect((await getDraft(id)).body.rounds).toEqual([]);
  });

  it('confirms a round whole without inventing a pass or its time', async () => {
    const id = await openNight();
    at('22:20');
    await commands.tapCheckpoint(id, 1, second);
    at('23:00');
    await commands.confirmRound(id, 1);
    await commands.confirmRound(id, 1);
    at('23:59');
    await commands.confirmRound(id, 2);
    const { rounds } = (await getDraft(id)).body;
    expect(
      rounds.map((round) => [round.confirmed, round.passes.length, round.ended_at?.slice(11, 16)]),
    ).toEqual([
      ['whole', 1, '23:00'],
      ['whole', 0, '23:59'],
    ]);
    expect(rounds[1]?.started_at).toBe(rounds[0]?.ended_at);
  });

  it('takes "Đủ cả vòng" back and keeps the taps', async () => {
    const id = await openNight();
    await commands.tapCheckpoint(id, 1, second);
    await commands.confirmRound(id, 1);
    await commands.undoRound(id, (await getDraft(id)).body.rounds[0]?.round_id ?? '');
    expect((await getDraft(id)).body.rounds[0]).toMatchObject({ confirmed: 'points', ended_at: null });
  });

  it('shows finished rounds folded and the next point raised', async () => {
    const id = await openNight();
    await commands.confirmRound(id, 1);
    at('23:10');
    await commands.tapCheckpoint(id, 2, first);
    const view = shiftView(await getDraft(id));
    expect(view).toMatchObject({ round: 2, point: 2, points: 3 });
    expect(view.rows.map((row) => row.kind)).toEqual(['round', 'pass', 'now', 'ahead']);
  });
});

describe('incidents', () => {
  it('keep both of two quick ticks that were drawn from the same screen', async () => {
    const id = await openNight();
    const incidentId = await commands.addIncident(id, LOUD, {});
    const tick = (code: string) =>
      commands.updateIncident(id, incidentId, ({ actions }) => ({ actions: [...actions, code] }));
    await Promise.all([tick('reminded'), tick('handed-over')]);
    expect((await getDraft(id)).body.incidents[0]?.actions).toEqual(['reminded', 'handed-over']);
  });

  it('are stored at once and answered one by one', async () => {
    const id = await openNight();
    const incidentId = await commands.addIncident(id, LOUD, { checkpoint_id: second, place: 'Cổng chợ' });
    await commands.updateIncident(id, incidentId, { details: { minutes: 20 }, actions: ['reminded'] });
    await commands.updateIncident(id, incidentId, { details: { complied: true } });
    await commands.addInformed(id, incidentId, 'duty');
    const body = (await getDraft(id)).body;
    expect(body.incidents[0]).toMatchObject({
      category: 'A02',
      severity: 1,
      place: 'Cổng chợ',
      actions: ['reminded'],
      details: { minutes: 20, complied: true },
      informed: [{ whom: 'duty', at: '2026-11-21T22:04:00+07:00' }],
    });
    expect(missingIn(body)).toEqual(['/incidents/0/result']);
  });

  it('can be taken out and brought back', async () => {
    const id = await openNight();
    const incidentId = await commands.addIncident(id, LOUD);
    await commands.removeIncident(id, incidentId);
    expect((await getDraft(id)).body.incidents).toEqual([]);
    await commands.restoreIncident(id, incidentId);
    expect((await getDraft(id)).body.incidents).toHaveLength(1);
    expect((await getDraft(id)).removed.incidents).toEqual([]);
  });

  it('replaces kept police-only values only when a new one is written', async () => {
    const id = await openNight();
    const incidentId = await commands.addIncident(id, LOUD, { police_only: { kept: true } });
    await commands.updateIncident(id, incidentId, { what: 'Đã nhắc' });
    expect((await getDraft(id)).body.incidents[0]?.police_only).toEqual({ kept: true });
    await commands.updateIncident(id, incidentId, { police_only: { plate: '49A-12345' } });
    expect((await getDraft(id)).body.incidents[0]?.police_only).toEqual({ plate: '49A-12345' });
  });

  it('lose no tap when two are made at once', async () => {
    const id = await openNight();
    await Promise.all(Array.from({ length: 10 }, () => commands.addIncident(id, LOUD)));
    expect((await getDraft(id)).body.incidents).toHaveLength(10);
  });
});

describe('closing', () => {
  it('hands over what two quick taps said, the second before the first is on the screen', async () => {
    const id = await openNight();
    await Promise.all([
      commands.saveHandover(id, { kit_ok: false }),
      commands.saveHandover(id, { text: 'Đèn pin cần sạc lại' }),
    ]);
    expect((await getDraft(id)).body.handover).toEqual({ kit_ok: false, text: 'Đèn pin cần sạc lại' });
  });

  it('ends an unfinished round at its last tap', async () => {
    const id = await openNight();
    at('22:10');
    await commands.tapCheckpoint(id, 1, first);
    at('23:50');
    await commands.closeShift(id, { handover: { text: 'Camera kho lạnh hỏng', kit_ok: true } });
    const { body, closed } = await getDraft(id);
    expect(closed).toBe(true);
    expect(body.ended_at).toBe('2026-11-21T23:50:00+07:00');
    expect(body.rounds[0]?.ended_at).toBe('2026-11-21T22:10:00+07:00');
    expect(body.present.every((row) => row.to === body.ended_at)).toBe(true);
  });

  it('keeps the first end until the shift is opened again', async () => {
    const id = await openNight();
    at('23:00');
    await commands.closeShift(id);
    at('23:30');
    expect((await commands.closeShift(id)).body.ended_at).toBe('2026-11-21T23:00:00+07:00');
    await commands.reopenShift(id);
    const reopened = await getDraft(id);
    expect(reopened.body.ended_at).toBeNull();
    expect(reopened.body.present.every((row) => row.to === null)).toBe(true);
    expect((await commands.closeShift(id)).body.ended_at).toBe('2026-11-21T23:30:00+07:00');
  });

  it('notes a member who came late from then on', async () => {
    const id = await commands.openShift({ shift: choice(), lead_id: BINH, present: [BINH] });
    await commands.confirmRound(id, 1);
    at('23:00');
    await commands.setPresence(id, (now) => ({ ...now, present: [BINH, HOA] }));
    expect((await getDraft(id)).body.present.map((row) => row.from.slice(11, 16))).toEqual([
      '22:04',
      '23:00',
    ]);
  });

  it('keeps both of two quick ticks of the roll, drawn from the same screen', async () => {
    const id = await commands.openShift({ shift: choice(), lead_id: BINH, present: [BINH] });
    const arrives = (who: string) =>
      commands.setPresence(id, (now) => ({ ...now, present: [...now.present, who] }));
    const carries = (item: string) =>
      commands.saveDraft(id, ({ kit }) => ({ kit: [...kit, { item, ok: true }] }));
    await Promise.all([arrives(HOA), arrives(TEAM), carries('light'), carries('whistle')]);
    const { body } = await getDraft(id);
    expect(body.present.map((row) => row.member_id)).toEqual([BINH, HOA, TEAM]);
    expect(body.kit.map((row) => row.item)).toEqual(['light', 'whistle']);
  });

  it('discards a draft with its unsent pictures only', async () => {
    const id = await openNight();
    const photo = (photo_id: string, state: string) => ({ photo_id, report_id: id, state }) as never;
    await db.photos.bulkPut([photo('p1', 'draft'), photo('p2', 'stored')]);
    await commands.discardDraft(id);
    expect(await findOpenShift()).toBeUndefined();
    expect(await db.photos.toCollection().primaryKeys()).toEqual(['p2']);
  });
});

describe('what screens derive', () => {
  it('draws the night as dots, rings and diamonds by their time', async () => {
    const id = await openNight();
    at('23:00');
    await commands.tapCheckpoint(id, 1, first);
    await commands.skipCheckpoint(id, 1, second, 'Ngập');
    await commands.confirmRound(id, 1);
    await commands.addIncident(id, { ...LOUD, severity: 3 }, { at: '2026-11-22T01:00:00+07:00' });
    const draft = await getDraft(id);
    const line = nightLine(draft.body, draft);
    expect(line.marks.map((mark) => [mark.kind, Number(mark.share.toFixed(3))])).toEqual([
      ['pass', 0.167],
      ['round', 0.167],
      ['incident', 0.5],
    ]);
    expect(countsOf(draft.body)).toEqual({
      rounds: 1,
      whole_rounds: 1,
      passes: 1,
      skipped: 1,
      incidents: 1,
      activities: 0,
      people: 2,
      severity: 3,
    });
  });

  it('offers the planned shifts of the present night, not those called off or reported', () => {
    const row = (id: string, night: string, state = 'planned') =>
      ({
        id,
        night,
        state,
        starts_at: `${night}T22:00:00+07:00`,
        ends_at: '',
        preset: 'night',
        route_id: null,
        member_ids: [],
      }) as never;
    const rows = [
      row('a', '2026-11-21'),
      row('b', '2026-11-21', 'called-off'),
      row('c', '2026-11-22'),
      row('d', '2026-11-21'),
    ];
    const dawn = Date.parse('2026-11-22T05:30:00+07:00');
    expect(shiftsTonight(rows, new Set(['d']), dawn).map((one) => one.id)).toEqual(['a']);
  });

  it('makes a shift from a preset, also one that ends after six', () => {
    const preset = { code: 'night', vi: '', en: '', start: '22:00', end: '04:00', default: true };
    expect(choiceOfPreset(preset, '2026-11-21')).toMatchObject({
      id: null,
      night: '2026-11-21',
      starts_at: '2026-11-21T22:00:00+07:00',
      ends_at: '2026-11-22T04:00:00+07:00',
    });
    expect(choiceOfPreset({ ...preset, end: '06:00' }, '2026-11-21').ends_at).toBe(
      '2026-11-22T06:00:00+07:00',
    );
  });
});
