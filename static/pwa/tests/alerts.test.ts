import { afterEach, describe, expect, it, vi } from 'vitest';
import { listAlerts } from '../src/alerts/reading';
import { type AlertState, alertState, bodyOf } from '../src/alerts/state';
import type { Category } from '../src/api/shapes';
import { db } from '../src/db/db';
import { setMeta } from '../src/db/meta';
import * as commands from '../src/reports/commands';
import { queueBar } from '../src/reports/view';
import { runSync } from '../src/sync/engine';
import { urgentPause } from '../src/sync/urgent';
import { LOUD, openNight, sendQuietNight } from './fake/cast';
import { broken, cut, lostAnswer } from './fake/faults';
import { standServer } from './fake/standing';

const standing = standServer();
const FIRE: Category = { ...LOUD, code: 'C01', vi: 'Cháy nhà', group: 'C', severity: 4, call_first: true };
const MINUTE = 60_000;

afterEach(() => {
  vi.useRealTimers();
});

type Pushed = { ops: { kind: string; body: Record<string, unknown> }[] };
const pushes = (): Pushed[] =>
  standing.server.requests
    .filter((request) => request.path === '/sync/push')
    .map((request) => JSON.parse(request.body.toString()));
const kinds = () => pushes().map(({ ops }) => ops.map((op) => op.kind));
const rows = async () =>
  (await db.outbox.toArray())
    .filter((row) => row.kind === 'alert.raise')
    .map(bodyOf)
    .sort((a, b) => a.count - b.count);

/** A fire, written in an open shift; gives the shift and the incident, which is the alert. */
async function fire(): Promise<{ shift: string; alert: string }> {
  const shift = await openNight();
  return { shift, alert: await commands.addIncident(shift, FIRE, { place: 'Cổng chợ' }) };
}

/** How it stands, by default with a network and two minutes to answer. */
async function stateOf(alert: string, around = {}): Promise<AlertState | null> {
  const facts = (await listAlerts()).find(({ id }) => id === alert);
  return facts
    ? alertState(facts, { now: Date.now(), wait_ms: 2 * MINUTE, offline: false, ...around })
    : null;
}

const later = async (alert: string, ms: number, around = {}) =>
  stateOf(alert, { now: Date.now() + ms, ...around });

describe('raising an alert', () => {
  it('goes with naming a grave incident, and says where without what people wrote', async () => {
    const { alert } = await fire();
    expect(await rows()).toMatchObject([
      {
        alert_id: alert,
        incident_id: alert,
        count: 1,
        category: 'C01',
        severity: 4,
        place: 'Cổng chợ',
        cancelled: false,
      },
    ]);
    expect(Object.keys((await rows())[0] ?? {}).sort()).toEqual([
      'alert_id',
      'at',
      'cancelled',
      'category',
      'checkpoint_id',
      'count',
      'incident_id',
      'place',
      'raised_at',
      'severity',
    ]);
  });

  it('leaves what is not grave to the report', async () => {
    await commands.addIncident(await openNight(), LOUD);
    expect(await rows()).toEqual([]);
  });

  it('follows when the severity is chosen later', async () => {
    const shift = await openNight();
    const incident = await commands.addIncident(shift, LOUD);
    await commands.updateIncident(shift, incident, { severity: 3 });
    expect(await rows()).toMatchObject([{ alert_id: incident, severity: 3, count: 1 }]);
  });

  it('writes neither incident nor alert when the phone takes only one of them', async () => {
    const shift = await openNight();
    vi.spyOn(db.outbox, 'add').mockRejectedValue(new Error('full'));
    await expect(commands.addIncident(shift, FIRE)).rejects.toThrow();
    vi.restoreAllMocks();
    expect((await db.drafts.get(shift))?.body.incidents).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('is corrected when the severity changes, and called off when it was milder after all', async () => {
    const { shift, alert } = await fire();
    await commands.updateIncident(shift, alert, { severity: 3 });
    await commands.updateIncident(shift, alert, { severity: 2 });
    await commands.updateIncident(shift, alert, { severity: 1 });
    expect((await rows()).map(({ severity, cancelled }) => [severity, cancelled])).toEqual([
      [4, false],
      [3, false],
      [3, true],
    ]);
  });

  it('is called off when the incident is taken out, and raised again when it is put back', async () => {
    const { shift, alert } = await fire();
    await commands.removeIncident(shift, alert);
    await commands.restoreIncident(shift, alert);
    expect((await rows()).map(({ count, cancelled }) => [count, cancelled])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
  });

  it('is called off when the whole shift is thrown away', async () => {
    const { shift } = await fire();
    await commands.discardDraft(shift);
    expect((await rows()).map(({ cancelled }) => cancelled)).toEqual([false, true]);
  });

  it('tells a new place once, when its question is left', async () => {
    const { shift, alert } = await fire();
    for (const place of ['K', 'Kho', 'Kho lạnh']) await commands.updateIncident(shift, alert, { place });
    expect(await rows()).toHaveLength(1);
    for (let again = 0; again < 3; again++) await commands.tellAgain(shift);
    expect((await rows()).map(({ place }) => place)).toEqual(['Cổng chợ', 'Kho lạnh']);
  });

  it('does not come from a report that is mended the day after', async () => {
    const { shift, alert } = await fire();
    await db.drafts.update(shift, { kind: 'mend' });
    await commands.updateIncident(shift, alert, { severity: 3 });
    await commands.removeIncident(shift, alert);
    expect(await rows()).toHaveLength(1);
  });

  it('does nothing any more once the shift was sent', async () => {
    const { shift } = await fire();
    await db.drafts.delete(shift);
    await expect(commands.tellAgain(shift)).resolves.toBeUndefined();
  });
});

describe('sending an alert', () => {
  it('goes before every waiting report, in an envelope of its own', async () => {
    for (const night of ['2026-11-18', '2026-11-19', '2026-11-20']) await sendQuietNight(night);
    await fire();
    await runSync('operation');
    expect(kinds()).toEqual([['alert.raise'], ['report.submit', 'report.submit', 'report.submit']]);
  });

  it('goes out when its own report has to wait', async () => {
    const { shift, alert } = await fire();
    await commands.updateIncident(shift, alert, { result: 'settled' });
    await commands.sendReport(shift, { later: true });
    await runSync('operation');
    expect(kinds()).toEqual([['alert.raise']]);
    expect(standing.server.alerts.has(alert)).toBe(true);
  });

  it('lets the reports go when the server stumbles over it alone', async () => {
    await sendQuietNight('2026-11-20');
    await fire();
    standing.server.standing = (request, answer) =>
      request.body.toString().includes('alert.raise') ? broken()(request, answer) : answer();
    await runSync('operation');
    expect(standing.server.reports.size).toBe(1);
    expect(standing.server.alerts.size).toBe(0);
    const waits = (await db.outbox.toArray()).find((row) => row.kind === 'alert.raise');
    expect(waits).toMatchObject({ status: 'queued', tries: 1 });
    expect((waits?.next_try_at ?? 0) - Date.now()).toBeLessThanOrEqual(10_000);
  });

  it('is taken once although the first answer was lost', async () => {
    const { alert } = await fire();
    standing.server.faults = [lostAnswer];
    await runSync('operation');
    await runSync('tap');
    expect(standing.server.alerts.get(alert)).toMatchObject({ version: 1 });
    expect(await stateOf(alert)).toEqual({ kind: 'waiting' });
  });

  it('is tried by the clock in spite of a pause that no server asked for', async () => {
    await fire();
    standing.server.standing = cut;
    await runSync('operation');
    standing.server.standing = null;
    await setMeta('backoff', { tries: 9, until: Date.now() + 5 * MINUTE, told: false });
    await runSync('timer');
    expect(standing.server.alerts.size).toBe(1);
  });
});

describe('what the phone says of an alert', () => {
  it('without a network: not sent, call; and after two minutes that nobody knows of it', async () => {
    const { alert } = await fire();
    expect(await stateOf(alert, { offline: true })).toEqual({ kind: 'unsent', late: false });
    expect(await later(alert, 2 * MINUTE, { offline: true })).toEqual({ kind: 'unsent', late: true });
  });

  it('while it goes out for the first time: that it is being sent, and no longer than ten seconds', async () => {
    const { alert } = await fire();
    expect(await stateOf(alert)).toEqual({ kind: 'sending' });
    expect(await later(alert, 11_000)).toEqual({ kind: 'unsent', late: false });
  });

  it('once it has arrived: waiting for an answer, for two minutes from the receipt', async () => {
    const { alert } = await fire();
    await runSync('operation');
    expect(await stateOf(alert)).toEqual({ kind: 'waiting' });
    expect(await later(alert, 2 * MINUTE - 5_000)).toEqual({ kind: 'waiting' });
    expect(await later(alert, 2 * MINUTE)).toEqual({ kind: 'late' });
    expect(await later(alert, MINUTE, { wait_ms: 30_000 })).toEqual({ kind: 'late' });
  });

  it.each([-3, 3])('counts by the server although the phone is %i hours off', async (hours) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const real = Date.now();
    vi.setSystemTime(real + hours * 60 * MINUTE);
    const { alert } = await fire();
    standing.server.standing = (_request, answer) => {
      vi.setSystemTime(real);
      const given = answer();
      vi.setSystemTime(real + hours * 60 * MINUTE);
      return given;
    };
    await runSync('operation');
    expect(await stateOf(alert)).toEqual({ kind: 'waiting' });
    expect(await later(alert, 2 * MINUTE + 1_000)).toEqual({ kind: 'late' });
  });

  it('says who answered and when, however late', async () => {
    const { alert } = await fire();
    await runSync('operation');
    standing.server.acknowledge(alert, 'Trực ban Hoàng Minh Tú');
    await runSync('timer');
    expect(await later(alert, 60 * MINUTE)).toMatchObject({
      kind: 'acknowledged',
      by: 'Trực ban Hoàng Minh Tú',
    });
  });

  it('keeps the answer through a correction, and loses it when raised again after it was called off', async () => {
    const { shift, alert } = await fire();
    await runSync('operation');
    standing.server.acknowledge(alert, 'Trực ban Hoàng Minh Tú');
    await commands.updateIncident(shift, alert, { severity: 3 });
    await runSync('operation');
    expect(await stateOf(alert)).toMatchObject({ kind: 'acknowledged' });
    await commands.removeIncident(shift, alert);
    expect(await stateOf(alert)).toEqual({ kind: 'cancelled', arrived: false });
    await runSync('operation');
    expect(await stateOf(alert)).toEqual({ kind: 'cancelled', arrived: true });
    await commands.restoreIncident(shift, alert);
    expect(await stateOf(alert)).toEqual({ kind: 'sending' });
    await runSync('operation');
    expect(await stateOf(alert)).toEqual({ kind: 'waiting' });
  });

  it('asks to call when an older server does not know alerts', async () => {
    const { alert } = await fire();
    const [row] = await db.outbox.toArray();
    standing.server.order.set(row?.op_id ?? '', {
      status: 'held',
      problem: { type: '/problems/unknown-kind', title: '', status: 409 },
    });
    await runSync('operation');
    expect(await stateOf(alert)).toEqual({ kind: 'refused' });
  });

  it('takes an arrival for nothing when the server has lost it in a restore', async () => {
    const { alert } = await fire();
    await runSync('operation');
    await setMeta('epoch', 'epoch-2');
    await setMeta('alert_news', {});
    expect(await later(alert, MINUTE)).toEqual({ kind: 'unsent', late: false });
  });

  it('never calls the book all arrived while an alert has not gone out', async () => {
    await sendQuietNight('2026-11-20');
    await runSync('operation');
    await fire();
    const operations = await db.outbox.toArray();
    const bar = queueBar({ operations, photos: [], sync: null, epoch: 'epoch-1', online: true });
    expect(bar).toEqual({ key: 'alert-waiting' });
  });
});

describe('looking for the answer', () => {
  it('looks every ten seconds, later every minute, and after an hour as always', async () => {
    await fire();
    await runSync('operation');
    const now = Date.now();
    expect(await urgentPause(now)).toBe(10_000);
    expect(await urgentPause(now + 11 * MINUTE)).toBe(60_000);
    expect(await urgentPause(now + 61 * MINUTE)).toBe(Number.POSITIVE_INFINITY);
  });

  it('stops once somebody has answered', async () => {
    const { alert } = await fire();
    await runSync('operation');
    standing.server.acknowledge(alert, 'Trực ban Hoàng Minh Tú');
    await runSync('timer');
    expect(await urgentPause()).toBe(Number.POSITIVE_INFINITY);
  });

  it('has nothing to look for on a quiet night', async () => {
    await sendQuietNight();
    await runSync('operation');
    expect(await urgentPause()).toBe(Number.POSITIVE_INFINITY);
  });
});
