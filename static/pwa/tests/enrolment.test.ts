import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { getMeta, setMeta } from '../src/db/meta';
import { findTeam } from '../src/db/team';
import { codeOf, enrol, platformName, preview } from '../src/enrolment/commands';
import { installId } from '../src/enrolment/install';
import { BINH, ENROLMENT, freshPhone, HOA, sendQuietNight, TEAM } from './fake/cast';
import { cut, portal, says } from './fake/faults';
import type { Fault } from './fake/server';

const { holder_id: _holder, enrolled_at: _at, ...ANSWER } = ENROLMENT;

function answering(body: unknown, status = 201) {
  const sent: { path: string; body: unknown }[] = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    sent.push({ path, body: JSON.parse(new TextDecoder().decode(init.body as Uint8Array)) });
    const headers = { 'Keng-Sync': '1', 'Keng-Epoch': 'e', 'Content-Type': 'application/json' };
    return new Response(JSON.stringify(body), { status, headers });
  });
  return sent;
}

const failing = (fault: Fault) =>
  vi.stubGlobal('fetch', async () => fault({} as never, () => new Response()));

beforeEach(async () => {
  await freshPhone();
  await db.meta.delete('enrolment');
  vi.stubGlobal('navigator', {
    userAgent: 'Mozilla/5.0 (Linux; Android 13; SM-A155F) Chrome/150',
    maxTouchPoints: 5,
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('a code', () => {
  it.each([
    ['https://keng.example/app/#/enrol/Ab3_-xyz', 'Ab3_-xyz'],
    [' k7q2 m4x9 ', 'K7Q2M4X9'],
    ['k7q2-m4x9', 'K7Q2M4X9'],
    ['abcDEF0123456789abcDEF', 'abcDEF0123456789abcDEF'],
    ['ab-DEF0123456789abc_-F', 'ab-DEF0123456789abc_-F'],
  ])('%s is read as %s', (typed, code) => {
    expect(codeOf(typed)).toBe(code);
  });

  it('shows its team before it is used', async () => {
    const sent = answering({ ...ANSWER, expires_at: '2026-11-22T00:00:00Z' }, 200);
    expect(await preview('k7q2-m4x9')).toMatchObject({ ok: true, value: { team: { id: TEAM } } });
    expect(sent).toEqual([{ path: '/api/v1/enrolments/preview', body: { code: 'K7Q2M4X9' } }]);
  });

  it.each([
    [cut, 'offline'],
    [portal, 'portal'],
    [says(410, 'enrolment-over'), 'over'],
    [says(404, 'not-found'), 'unknown-code'],
    [says(429, 'slow-down'), 'slow-down'],
    [says(503, 'busy'), 'busy'],
  ])('that does not work says why', async (fault, reason) => {
    failing(fault);
    expect(await preview('k7q2m4x9')).toEqual({ ok: false, fault: reason });
  });
});

describe('enrolling', () => {
  it('remembers team, holder and install id', async () => {
    const sent = answering(ANSWER);
    await enrol('k7q2m4x9', HOA);
    expect(await getMeta('enrolment')).toMatchObject({ holder_id: HOA, team: { id: TEAM } });
    expect((await findTeam())?.members.map((member) => member.id)).toEqual([BINH, HOA]);
    expect(sent[0]?.body).toMatchObject({
      device: { name: 'SM-A155F', platform: 'android', install_id: await installId() },
    });
  });

  it('does not wait for a person whom the browser asks whether the storage may be kept', async () => {
    const unanswered = new Promise<boolean>(() => {});
    vi.stubGlobal('navigator', {
      userAgent: 'Mozilla/5.0 (Android 14; Mobile; rv:153.0) Firefox/153.0',
      storage: { persisted: async () => false, persist: () => unanswered },
    });
    answering(ANSWER);
    expect(await enrol('k7q2m4x9', HOA)).toMatchObject({ ok: true });
  });

  it('again keeps what waits and the nights of the same team', async () => {
    await setMeta('enrolment', ENROLMENT);
    const { opId, reportId } = await sendQuietNight();
    await setMeta('cursor', 'c');
    answering(ANSWER, 200);
    await enrol('k7q2m4x9', BINH);
    expect(await db.outbox.get(opId)).toMatchObject({ status: 'queued' });
    expect(await db.reports.get(reportId)).toBeDefined();
    expect(await getMeta('cursor')).toBeUndefined();
  });

  it('into another team drops the views of the first, never the outbox', async () => {
    await setMeta('enrolment', ENROLMENT);
    const { opId, reportId } = await sendQuietNight();
    answering({ ...ANSWER, team: { ...ANSWER.team, id: 'another' } });
    await enrol('k7q2m4x9', BINH);
    expect(await db.outbox.get(opId)).toMatchObject({ status: 'queued' });
    expect(await db.reports.get(reportId)).toBeUndefined();
  });

  it('changes nothing when the answer does not come', async () => {
    failing(cut);
    expect(await enrol('k7q2m4x9', BINH)).toEqual({ ok: false, fault: 'offline' });
    expect(await getMeta('enrolment')).toBeUndefined();
  });
});

describe('the phone', () => {
  it('is told apart', () => {
    expect(platformName('… (iPhone; CPU iPhone OS 18_4 …', 5)).toBe('ios');
    expect(platformName('… (Macintosh; Intel Mac OS X …', 5)).toBe('ios');
    expect(platformName('… (Macintosh; Intel Mac OS X …', 0)).toBe('desktop');
  });

  it('notices that its storage was wiped', async () => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    });
    await db.meta.delete('install_id');
    const first = await installId();
    expect(await getMeta('storage_lost')).toBeUndefined();
    await db.delete();
    await db.open();
    expect(await installId()).not.toBe(first);
    expect(await getMeta('storage_lost')).toBe(true);
  });
});
