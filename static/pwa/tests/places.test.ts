import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setConsent } from '../src/consents/commands';
import { db } from '../src/db/db';
import { getDraft } from '../src/db/drafts';
import { getMeta, setMeta } from '../src/db/meta';
import { listReceipts } from '../src/db/receipts';
import { placeNews } from '../src/house/place';
import { readAtCheckpoint, readPlace } from '../src/places/reading';
import * as commands from '../src/reports/commands';
import { queueBar, syncBoard } from '../src/reports/view';
import { applyChange } from '../src/sync/apply';
import { BINH, ENROLMENT, freshPhone, HOA, LOUD, openNight, POINTS } from './fake/cast';

const at = (clock: string) => vi.setSystemTime(new Date(`2026-11-21T${clock}:00+07:00`));
const [first, second] = POINTS.map((point) => point.id) as [string, string];
type Found = (fix: unknown) => void;
type Failed = (fault: { code: number }) => void;
const FIX = { coords: { latitude: 11.735_681, longitude: 108.373_249, accuracy: 12.4 } };
const asked = vi.fn((found: Found, _failed: Failed, _options?: unknown) => found(FIX));

const ops = () => db.outbox.orderBy('op_id').toArray();
const positions = async (id: string) =>
  (await getDraft(id)).body.rounds.flatMap((round) => round.passes.map((pass) => pass.position));

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  at('22:04');
  asked.mockReset();
  asked.mockImplementation((found) => found(FIX));
  vi.stubGlobal('navigator', { onLine: true, geolocation: { getCurrentPosition: asked } });
  placeNews.value = null;
  await freshPhone();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a consent', () => {
  it('is an operation of the member who holds the phone, with the text that was read', async () => {
    await setConsent(true);

    const [row] = await ops();
    expect(JSON.parse(row?.canonical ?? '')).toMatchObject({
      kind: 'consent.give',
      actor_id: BINH,
      team_id: ENROLMENT.team.id,
      client_time: '2026-11-21T22:04:00+07:00',
      body: { purpose: 'position', version: 1 },
    });
    expect(JSON.parse(row?.canonical ?? '')).not.toHaveProperty('report_id');
  });

  it('is kept with every giving and withdrawal', async () => {
    await setConsent(true);
    at('22:30');
    await setConsent(false);

    expect((await ops()).map((row) => row.kind)).toEqual(['consent.give', 'consent.withdraw']);
    expect((await getMeta('consents'))?.[BINH]).toMatchObject({ given: false });
  });

  it('is no report: neither in the bar nor among the codes of receipt', async () => {
    await setConsent(true);
    const facts = { operations: await ops(), photos: [], sync: null, epoch: 'e' };
    expect(queueBar({ ...facts, online: true }).key).toBe('saved');
    expect(syncBoard(facts).waiting.map((item) => item.kind)).toEqual(['consent.give']);

    await db.outbox.toCollection().modify({ status: 'acknowledged', epoch: 'e', acknowledged_at: 1 });

    expect(syncBoard({ ...facts, operations: await ops() }).arrived).toEqual([]);
    expect(await listReceipts('e')).toEqual([]);
  });

  it('of another phone is heard, but not over what was said here and has not gone out', async () => {
    const news = { entity: 'consent' as const, version: 1, text_version: 1, at: '2026-11-20T20:00:00+07:00' };
    await setConsent(false);
    await applyChange({ ...news, id: BINH, rev: 7, given: true }, 'e', 0);
    await applyChange({ ...news, id: HOA, rev: 7, given: true }, 'e', 0);

    const known = await getMeta('consents');
    expect([known?.[BINH]?.given, known?.[HOA]?.given]).toEqual([false, true]);
  });

  it('of an older revision never replaces a newer one', async () => {
    const news = { entity: 'consent' as const, version: 1, text_version: 1, at: '2026-11-20T20:00:00+07:00' };
    await applyChange({ ...news, id: HOA, rev: 9, given: false }, 'e', 0);
    await applyChange({ ...news, id: HOA, rev: 7, given: true }, 'e', 0);

    expect((await getMeta('consents'))?.[HOA]?.given).toBe(false);
  });
});

describe('a position', () => {
  it('is not even asked for without consent', async () => {
    const id = await openNight();
    await commands.tapCheckpoint(id, 1, first);
    await readAtCheckpoint(id, first);

    expect(asked).not.toHaveBeenCalled();
    expect(placeNews.value).toBeNull();
  });

  it('is read once at a tap, rounded, and says who held the phone and when', async () => {
    await setConsent(true);
    const id = await openNight();
    await commands.tapCheckpoint(id, 1, first);
    at('22:05');
    await readAtCheckpoint(id, first);
    await readAtCheckpoint(id, first);

    expect(asked).toHaveBeenCalledTimes(1);
    expect(asked.mock.calls[0]?.[2]).toMatchObject({ timeout: 10_000, maximumAge: 0 });
    expect(await positions(id)).toEqual([
      { lat: 11.7357, lon: 108.3732, accuracy_m: 12, by: BINH, at: '2026-11-21T22:05:00+07:00' },
    ]);
  });

  it('never delays the tap: the pass is there while it is being read', async () => {
    await setConsent(true);
    const id = await openNight();
    let found: Found = () => undefined;
    asked.mockImplementation((then) => {
      found = then;
    });
    await commands.tapCheckpoint(id, 1, first);
    const reading = readAtCheckpoint(id, first);
    await vi.waitFor(() => expect(placeNews.value?.tone).toBe('now'));

    expect(await positions(id)).toEqual([null]);
    found(FIX);
    await reading;
    expect((await positions(id))[0]?.lat).toBe(11.7357);
    expect(placeNews.value?.tone).toBe('good');
  });

  it('is not asked for after a withdrawal, by another member, for an older text, or after the shift', async () => {
    await setConsent(true);
    const id = await openNight();
    await commands.tapCheckpoint(id, 1, first);
    await setConsent(false);
    await readAtCheckpoint(id, first);
    await setConsent(true);
    await setMeta('enrolment', { ...ENROLMENT, holder_id: HOA });
    await readAtCheckpoint(id, first);
    await setMeta('enrolment', ENROLMENT);
    const older = { given: true, text_version: 0, at: '2026-01-01T08:00:00+07:00', rev: 1, generation: 0 };
    await setMeta('consents', { [BINH]: older });
    await readAtCheckpoint(id, first);
    await setConsent(true);
    await commands.closeShift(id);
    await readAtCheckpoint(id, first);

    expect(asked).not.toHaveBeenCalled();
  });

  it('is dropped when the consent is taken back while it is read', async () => {
    await setConsent(true);
    const id = await openNight();
    await commands.tapCheckpoint(id, 1, first);
    asked.mockImplementation((found) => void setConsent(false).then(() => found(FIX)));
    await readAtCheckpoint(id, first);

    expect(asked).toHaveBeenCalledTimes(1);
    expect(await positions(id)).toEqual([null]);
  });

  it('that cannot be had is said once and hinders nothing', async () => {
    await setConsent(true);
    const id = await openNight();
    asked.mockImplementation((_found, failed) => failed({ code: 1 }));
    await commands.tapCheckpoint(id, 1, first);
    await readAtCheckpoint(id, first);
    expect(placeNews.value?.tone).toBe('trouble');

    await commands.tapCheckpoint(id, 1, second);
    await readAtCheckpoint(id, second);

    expect(placeNews.value).toBeNull();
    expect(await positions(id)).toEqual([null, null]);
  });

  it('is never read for a point that was skipped', async () => {
    await setConsent(true);
    const id = await openNight();
    await commands.skipCheckpoint(id, 1, first, 'Đường ngập');
    await readAtCheckpoint(id, first);

    expect(asked).not.toHaveBeenCalled();
  });

  it('of an incident is read only by its own button', async () => {
    await setConsent(true);
    const id = await openNight();
    const incident_id = await commands.addIncident(id, LOUD);
    expect(asked).not.toHaveBeenCalled();

    await readPlace({ draft_id: id, incident_id });

    expect((await getDraft(id)).body.incidents[0]?.position).toMatchObject({ lat: 11.7357, by: BINH });
  });
});
