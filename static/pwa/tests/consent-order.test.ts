import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setConsent } from '../src/consents/commands';
import { db } from '../src/db/db';
import { getDraft } from '../src/db/drafts';
import type { OutboxRow } from '../src/db/outbox';
import * as commands from '../src/reports/commands';
import { writePlace } from '../src/reports/commands/placing';
import { runSync } from '../src/sync/engine';
import { freshPhone, openNight, POINTS, sendQuietNight } from './fake/cast';
import { FakeServer } from './fake/server';

const first = POINTS[0]?.id ?? '';
const RETRY = { status: 'retry', problem: { type: '/problems/busy', title: '', status: 503 } };
let server: FakeServer;

beforeEach(async () => {
  await freshPhone();
  server = new FakeServer();
  vi.stubGlobal('fetch', server.fetch);
});
afterEach(() => vi.unstubAllGlobals());

/** A night with a position, sent. */
async function sendPlacedNight(): Promise<string> {
  const id = await openNight();
  await commands.tapCheckpoint(id, 1, first);
  const round_id = (await getDraft(id)).body.rounds[0]?.round_id ?? '';
  const place = { lat: 11.7357, lon: 108.3732, accuracy_m: 12 };
  await writePlace({ draft_id: id, round_id, checkpoint_id: first }, place);
  await commands.closeShift(id);
  return commands.sendReport(id);
}

const statuses = async (...ids: string[]) =>
  (await db.outbox.bulkGet(ids)).map((row) => (row as OutboxRow).status);
const arrived = () => [...server.ledger.keys()];

describe('a consent and the positions that it allows', () => {
  it('never go in one envelope: the consent has to have arrived first', async () => {
    const consent = await setConsent(true);
    const report = await sendPlacedNight();

    await runSync('operation');

    expect(arrived()).toEqual([consent, report]);
    expect(server.countOf('/sync/push')).toBe(2);
  });

  it('wait for each other when the consent has to come again, and nothing else waits with them', async () => {
    const consent = await setConsent(true);
    server.order.set(consent, RETRY);
    const report = await sendPlacedNight();
    const { opId: other } = await sendQuietNight('2026-11-20');

    await runSync('operation');
    expect(await statuses(consent, report, other)).toEqual(['queued', 'queued', 'acknowledged']);
    await runSync('tap');

    expect(await statuses(consent, report, other)).toEqual(['acknowledged', 'acknowledged', 'acknowledged']);
    expect(arrived()).toEqual([other, consent, report]);
  });

  it.each(['held', 'rejected'])('part when the consent is %s: the report goes', async (status) => {
    const consent = await setConsent(true);
    server.order.set(consent, { ...RETRY, status });
    const report = await sendPlacedNight();

    await runSync('operation');

    expect(await statuses(consent, report)).toEqual([status, 'acknowledged']);
  });

  it('part after five tries: a report is never held back for ever', async () => {
    const consent = await setConsent(true);
    const report = await sendPlacedNight();
    for (let tries = 0; tries < 6; tries += 1) {
      server.order.set(consent, RETRY);
      await runSync('tap');
    }

    expect(await statuses(consent, report)).toEqual(['queued', 'acknowledged']);
  });

  it('that was given after the report holds back nothing', async () => {
    const report = await sendPlacedNight();
    await db.outbox.update(report, { made_at: Date.now() - 1000 });
    const consent = await setConsent(true);
    server.order.set(consent, RETRY);

    await runSync('operation');

    expect(await statuses(consent, report)).toEqual(['queued', 'acknowledged']);
  });
});
