// Whatever happens to the right of a phone to send: what waits in it stays, and goes out afterwards.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { getMeta, setMeta } from '../src/db/meta';
import { operationOf } from '../src/db/outbox';
import { enrol } from '../src/enrolment/commands';
import { setHolder } from '../src/enrolment/holder';
import { lockFor, lockNow, removeAllPins, setPin } from '../src/house/lock';
import * as commands from '../src/reports/commands';
import { runSync } from '../src/sync/engine';
import { BINH, ENROLMENT, freshPhone, HOA, openNight, sendQuietNight } from './fake/cast';
import { says } from './fake/faults';
import { FakeServer } from './fake/server';

let server: FakeServer;
const { holder_id: _holder, enrolled_at: _at, ...ANSWER } = ENROLMENT;
const storage = new Map<string, string>();

beforeEach(async () => {
  await freshPhone();
  server = new FakeServer();
  vi.stubGlobal('fetch', server.fetch);
  vi.stubGlobal('navigator', { userAgent: 'Android', maxTouchPoints: 5 });
  storage.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
    removeItem: (key: string) => storage.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

const night = (at: number) => new Date(Date.now() - at * 86_400_000).toISOString().slice(0, 10);

async function queueNights(count: number): Promise<void> {
  for (let at = 0; at < count; at++) await sendQuietNight(night(at));
}

/** The enrolment's answer, for this request alone. */
function answersEnrolment(facts: object = {}): void {
  server.faults.push(() => {
    const headers = { 'Keng-Sync': '1', 'Keng-Epoch': server.epoch, 'Content-Type': 'application/json' };
    return new Response(JSON.stringify({ ...ANSWER, ...facts }), { status: 201, headers });
  });
}

const unsent = () => db.outbox.where('status').anyOf('queued', 'sending').count();

const EVENTS: [string, () => Promise<unknown>][] = [
  [
    'the session ends',
    async () => {
      server.standing = says(401, 'device-unknown');
      await runSync('tap');
    },
  ],
  [
    'the phone is revoked',
    async () => {
      server.standing = says(401, 'device-revoked');
      await runSync('tap');
    },
  ],
  ['another member takes the phone', () => setHolder(HOA)],
  [
    'a PIN is set and the phone is locked',
    async () => {
      lockFor(BINH);
      await setPin('2468');
      lockNow();
    },
  ],
  [
    'the phone is enrolled again',
    async () => {
      answersEnrolment();
      await enrol('k7q2m4x9', BINH);
    },
  ],
  [
    'the team changes',
    async () => {
      answersEnrolment({ team: { ...ANSWER.team, id: 'another' } });
      await enrol('k7q2m4x9', BINH);
    },
  ],
  [
    'the scope changes and everything is read anew',
    async () => {
      server.standing = (request, answer) =>
        request.path === '/sync/push'
          ? says(503, 'busy')(request, answer)
          : says(409, 'scope-changed')(request, answer);
      await runSync('tap');
    },
  ],
];

describe.each(EVENTS)('when %s', (_name, event) => {
  it.each([0, 1, 50])('%i unsent nights stay unsent nights', async (count) => {
    await queueNights(count);
    const before = await db.outbox.orderBy('op_id').primaryKeys();
    await event();
    expect(await unsent()).toBe(count);
    expect(await db.outbox.orderBy('op_id').primaryKeys()).toEqual(before);
  });
});

describe('after a new code of the team', () => {
  it.each([
    ['the same device', {}],
    ['another device of the team', { device_id: '0199aa00-0000-7000-8000-0000000000e2' }],
  ])('the queue goes out as %s, byte for byte', async (_name, facts) => {
    await queueNights(7);
    const bytes = (await db.outbox.toArray()).map((row) => row.canonical);
    server.standing = says(401, 'device-revoked');
    await runSync('tap');
    expect((await getMeta('sync'))?.trouble).toBe('revoked');
    server.standing = null;
    answersEnrolment(facts);
    await enrol('k7q2m4x9', BINH);
    await runSync('tap');
    expect(server.reports.size).toBe(7);
    expect((await db.outbox.toArray()).map((row) => row.canonical)).toEqual(bytes);
    expect(await unsent()).toBe(0);
  });

  it('a draft is still there and can be sent', async () => {
    const draftId = await openNight(night(0));
    answersEnrolment();
    await enrol('k7q2m4x9', BINH);
    await commands.sendReport(draftId, { quiet: true });
    await runSync('tap');
    expect(server.reports.size).toBe(1);
  });
});

describe('one phone for the team', () => {
  const actorOf = async (opId: string) => {
    const row = await db.outbox.get(opId);
    return row && operationOf(row).actor_id;
  };

  it('sends in the name of the member who holds it then, not of who opened the shift', async () => {
    const draftId = await openNight(night(0));
    await setHolder(HOA);
    expect(await actorOf(await commands.sendReport(draftId, { quiet: true }))).toBe(HOA);
  });

  it('does not change the name under what was sent before', async () => {
    const { opId } = await sendQuietNight(night(0));
    await setHolder(HOA);
    expect(await actorOf(opId)).toBe(BINH);
  });

  it('sends in the name of the writer when it has gone to another team meanwhile', async () => {
    const draftId = await openNight(night(0));
    await setMeta('enrolment', { ...ENROLMENT, team: { ...ENROLMENT.team, id: 'another' }, holder_id: HOA });
    expect(await actorOf(await commands.sendReport(draftId, { quiet: true }))).toBe(BINH);
  });
});

describe('a PIN', () => {
  it('is the member’s own: another one’s nights are not locked by it', async () => {
    const { hasPin, isLocked, tryPin } = await import('../src/house/lock');
    lockFor('a');
    await setPin('1357');
    lockFor('b');
    expect(hasPin.value).toBe(false);
    lockFor('a');
    expect(isLocked.value).toBe(true);
    expect(await tryPin('1357')).toBe('open');
  });

  it('goes over to the holder from versions that had one for the phone', async () => {
    const { hasPin, tryPin } = await import('../src/house/lock');
    lockFor('c');
    await setPin('8642');
    storage.set('keng.lock', storage.get('keng.lock.c') ?? '');
    storage.delete('keng.lock.c');
    lockFor('d');
    expect(hasPin.value).toBe(true);
    expect(await tryPin('8642')).toBe('open');
    expect(storage.has('keng.lock')).toBe(false);
  });

  it('that everybody has forgotten is taken off by a new code', async () => {
    const { hasPin } = await import('../src/house/lock');
    lockFor('e');
    await setPin('1111');
    vi.stubGlobal(
      'localStorage',
      Object.assign(Object.fromEntries(storage), {
        removeItem: (key: string) => storage.delete(key),
        getItem: (key: string) => storage.get(key) ?? null,
        setItem: () => undefined,
      }),
    );
    removeAllPins();
    expect(hasPin.value).toBe(false);
    expect([...storage.keys()].filter((key) => key.startsWith('keng.lock'))).toEqual([]);
  });
});
