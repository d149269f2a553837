import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Catalogue } from '../src/api/shapes';
import { findCatalogue } from '../src/db/catalogue';
import { db } from '../src/db/db';
import { clearMeta, getMeta, setMeta } from '../src/db/meta';
import * as commands from '../src/reports/commands';
import { runSync } from '../src/sync/engine';
import { healthNow } from '../src/sync/health';
import { forgetOld, keepingNow } from '../src/sync/keeping';
import {
  addStoredPhoto,
  addWords,
  ENROLMENT,
  freshPhone,
  jpegBytes,
  LOUD,
  openNight,
  sendQuietNight,
} from './fake/cast';
import { broken, cut, impostor, lostAnswer, portal, says, truncated } from './fake/faults';
import { FakeServer } from './fake/server';

let server: FakeServer;

beforeEach(async () => {
  await freshPhone();
  server = new FakeServer();
  vi.stubGlobal('fetch', server.fetch);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const status = async (opId: string) => (await db.outbox.get(opId))?.status;
const nights = Array.from({ length: 60 }, (_, at) =>
  new Date(Date.now() - (59 - at) * 86_400_000).toISOString().slice(0, 10),
);

async function sendNights(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (const night of nights.slice(0, count)) ids.push((await sendQuietNight(night)).opId);
  return ids;
}

describe('sending', () => {
  it('marks what the server has taken, with its receipt and epoch, and keeps it', async () => {
    const { opId, reportId } = await sendQuietNight();
    await runSync('operation');
    expect(await db.outbox.get(opId)).toMatchObject({ status: 'acknowledged', epoch: 'epoch-1', version: 1 });
    expect((await db.outbox.get(opId))?.receipt).toMatch(/-X$/);
    expect(await db.reports.get(reportId)).toMatchObject({ state: 'submitted' });
    expect((await db.reports.get(reportId))?.sent_body).not.toBeNull();
    expect(await getMeta('sync')).toMatchObject({ running: false, trouble: null });
  });

  it.each([
    ['a cut line', cut],
    ['an answer that is lost', lostAnswer],
    ['a captive portal', portal],
    ['a stranger that answers JSON', impostor],
    ['a server error', broken()],
    ['a gateway error', broken(502)],
    ['a busy server', says(503, 'busy')],
    ['a limit', says(429, 'slow-down', { 'Retry-After': '60' })],
    ['an unknown device', says(401, 'device-unknown')],
    ['a locked device', says(401, 'device-revoked')],
    ['a body that was cut off', truncated],
    ['a foreign origin', says(403, 'foreign-origin')],
  ])('loses nothing to %s', async (_name, fault) => {
    const ids = await sendNights(3);
    server.standing = fault;
    for (let attempt = 0; attempt < 3; attempt++) await runSync('tap');
    expect(await db.outbox.where('status').equals('queued').count()).toBe(3);
    expect((await getMeta('sync'))?.trouble).not.toBeNull();
    server.standing = null;
    await runSync('tap');
    for (const id of ids) expect(await status(id)).toBe('acknowledged');
    expect(server.reports.size).toBe(3);
    expect(server.ledger.size).toBe(3);
  });

  it('takes up what an app that was killed had under way', async () => {
    const { opId } = await sendQuietNight();
    await db.outbox.update(opId, { status: 'sending' });
    await runSync('start');
    expect(await status(opId)).toBe('acknowledged');
  });

  it('sends the stored bytes, not newly written ones', async () => {
    const { opId } = await sendQuietNight();
    await runSync('tap');
    const sent = server.requests.find((request) => request.path === '/sync/push')?.body.toString() ?? '';
    expect(sent).toContain(`"ops":[${(await db.outbox.get(opId))?.canonical}]}`);
    expect(JSON.parse(sent)).toMatchObject({
      sync: 1,
      schema: 1,
      known_epoch: null,
      health: { unsent: 0, oldest_unsent_at: null, parked: 0, made: 1, queued: 1 },
    });
  });

  it('puts at most fifty operations in a batch', async () => {
    await sendNights(60);
    await runSync('tap');
    const sizes = server.requests
      .filter((request) => request.path === '/sync/push')
      .map((request) => JSON.parse(request.body.toString()).ops.length);
    expect(sizes).toEqual([50, 10]);
  });

  it('halves a batch that is too large until it fits', async () => {
    await sendNights(9);
    const limit: (typeof server)['standing'] = (request, answer) =>
      request.path === '/sync/push' && JSON.parse(request.body.toString()).ops.length > 2
        ? says(413, 'too-large')(request, answer)
        : answer();
    server.standing = limit;
    await runSync('tap');
    expect(server.reports.size).toBe(9);
  });

  it('parks an operation that is too large even alone, and sends the rest', async () => {
    const ids = await sendNights(5);
    const big = ids[2] ?? '';
    server.standing = (request, answer) =>
      request.body.toString().includes(big) && request.path === '/sync/push'
        ? says(413, 'too-large')(request, answer)
        : answer();
    await runSync('tap');
    expect(await status(big)).toBe('rejected');
    expect(server.reports.size).toBe(4);
    expect(await db.outbox.count()).toBe(5);
  });

  it('gets past an operation at which the server stumbles, in a few requests', async () => {
    const ids = await sendNights(50);
    const poison = ids[0] ?? '';
    server.standing = (request, answer) =>
      request.path === '/sync/push' && request.body.toString().includes(poison)
        ? broken()(request, answer)
        : answer();
    for (let attempt = 0; attempt < 6; attempt++) await runSync('tap');
    expect(server.reports.size).toBe(49);
    expect(await status(poison)).toBe('queued');
    expect(server.countOf('/sync/push')).toBeLessThanOrEqual(20);
  });

  it('parks a hopeless one after a day, visible and never deleted', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { opId } = await sendQuietNight();
    server.standing = (request, answer) =>
      request.path === '/sync/push' ? broken()(request, answer) : answer();
    for (let hour = 0; hour < 30; hour++) {
      vi.setSystemTime(Date.now() + 3_600_000);
      await runSync('tap');
    }
    expect(await status(opId)).toBe('rejected');
    server.standing = null;
    await commands.retryOperation(opId);
    await runSync('tap');
    expect(await status(opId)).toBe('acknowledged');
  });

  it('parks nothing while the server answers nobody for days', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { opId } = await sendQuietNight();
    server.standing = broken();
    for (let hour = 0; hour < 60; hour++) {
      vi.setSystemTime(Date.now() + 3_600_000);
      await runSync('tap');
    }
    expect(await status(opId)).toBe('queued');
  });

  it('parks what is held, in conflict or rejected beside the others, with the reason', async () => {
    const [held = '', conflict = '', rejected = '', later = '', fine = ''] = await sendNights(5);
    const problem = (slug: string) => ({ type: `/problems/${slug}`, title: slug, status: 409 });
    server.order.set(held, { status: 'held', problem: problem('shift-exists') });
    server.order.set(conflict, { status: 'conflict', problem: problem('version-conflict') });
    server.order.set(rejected, { status: 'rejected', problem: problem('operation-reused') });
    server.order.set(later, { status: 'retry', problem: problem('unknown-report') });
    await runSync('operation');
    expect(await Promise.all([held, conflict, rejected, later, fine].map(status))).toEqual([
      'held',
      'conflict',
      'rejected',
      'queued',
      'acknowledged',
    ]);
    expect((await db.outbox.get(held))?.problem?.type).toBe('/problems/shift-exists');
    await runSync('tap');
    expect(await status(later)).toBe('acknowledged');
  });

  it('does not let a late refusal take back an acknowledgement', async () => {
    const { opId } = await sendQuietNight();
    server.faults.push(async (_request, answer) => {
      await db.outbox.update(opId, { status: 'acknowledged', epoch: 'epoch-1' });
      server.order.set(opId, { status: 'conflict' });
      return answer();
    });
    await runSync('tap');
    expect(await status(opId)).toBe('acknowledged');
  });

  it('keeps the order within one report', async () => {
    const { opId, reportId } = await sendQuietNight();
    await addWords(reportId, 'Thêm');
    await db.outbox.update(opId, { next_try_at: Date.now() + 60_000 });
    await runSync('timer');
    expect(server.countOf('/sync/push')).toBe(0);
    await runSync('tap');
    expect(server.ledger.size).toBe(2);
  });

  it('leaves "Để gửi sau" in the queue until its time or a tap', async () => {
    const id = await openNight();
    const opId = await commands.sendReport(id, { later: true });
    await runSync('operation');
    expect(await status(opId)).toBe('queued');
    await runSync('tap');
    expect(await status(opId)).toBe('acknowledged');
  });

  it('waits as long as the server says; only a tap is earlier', async () => {
    await sendQuietNight();
    server.faults.push(says(503, 'busy', { 'Retry-After': '600' }));
    await runSync('operation');
    const asked = server.requests.length;
    for (const reason of ['timer', 'visible', 'online', 'background'] as const) await runSync(reason);
    expect(server.requests.length).toBe(asked);
    await runSync('tap');
    expect(server.reports.size).toBe(1);
  });

  it('asks for nothing on a phone without a team', async () => {
    await clearMeta('enrolment');
    await runSync('tap');
    expect(server.requests).toEqual([]);
  });

  it('runs once when ten ask at once', async () => {
    await sendQuietNight();
    await Promise.all(Array.from({ length: 10 }, () => runSync('visible')));
    expect(server.countOf('/sync/push')).toBe(1);
  });
});

describe('reading', () => {
  const shift = (rev: number, state = 'planned') => ({
    entity: 'shift',
    id: 's1',
    rev,
    version: 1,
    night: '2026-11-21',
    state,
    starts_at: '2026-11-21T22:00:00+07:00',
  });

  it('takes all pages and the catalogue when its version differs', async () => {
    server.pageSize = 2;
    server.changes = Array.from({ length: 5 }, (_, at) => ({ ...shift(at + 1), id: `s${at}` }));
    await runSync('start');
    expect(await db.shifts.count()).toBe(5);
    expect((await findCatalogue())?.version).toBe('c1');
    await runSync('tap');
    expect(server.countOf('/catalogue')).toBe(1);
    server.catalogue = { version: 'c2', categories: [LOUD] };
    await runSync('tap');
    expect((await findCatalogue())?.categories).toHaveLength(1);
  });

  it('reads a catalogue that an older app has kept, until the server has a newer one', async () => {
    const catalogue = { version: 'c1', categories: [LOUD] };
    await db.catalogue.put({ key: 'catalogue', etag: null, catalogue: catalogue as Catalogue });
    await runSync('tap');
    expect(server.countOf('/catalogue')).toBe(0);
    expect(await findCatalogue()).toEqual(catalogue);
    server.catalogue = { version: 'c2', categories: [] };
    await runSync('tap');
    expect(await findCatalogue()).toEqual(server.catalogue);
  });

  it('ends at the newest state whatever the order and however often', async () => {
    server.pageSize = 1;
    server.changes = [shift(3, 'called-off'), shift(1), shift(2), shift(3, 'called-off'), shift(1)];
    await runSync('tap');
    expect(await db.shifts.get('s1')).toMatchObject({ rev: 3, state: 'called-off' });
  });

  it('removes what is gone, never what this phone has written', async () => {
    const { reportId } = await sendQuietNight();
    server.changes = [shift(1)];
    await runSync('tap');
    server.removed = [
      { entity: 'shift', id: 's1', reason: 'ended' },
      { entity: 'report', id: reportId, reason: 'scope' },
    ];
    await runSync('tap');
    expect(await db.shifts.count()).toBe(0);
    expect(await db.outbox.count()).toBe(1);
    expect(await db.reports.get(reportId)).toBeDefined();
  });

  it('starts again from nothing when the cursor is too old, and keeps outbox and draft', async () => {
    server.changes = [shift(1)];
    await runSync('tap');
    await db.shifts.put({ ...(await db.shifts.get('s1')), id: 'ghost' } as never);
    const draftId = await openNight();
    server.standing = (request, answer) => (request.path === '/sync/push' ? cut(request, answer) : answer());
    const { opId } = await sendQuietNight('2026-10-01');
    server.standing = null;
    server.cursorsGood = false;
    server.order.set(opId, { status: 'retry' });
    await runSync('tap');
    expect(await db.shifts.toCollection().primaryKeys()).toEqual(['s1']);
    expect(await status(opId)).toBe('queued');
    expect(await db.drafts.get(draftId)).toBeDefined();
  });

  it('gives up on a cursor that is refused again and again, until the next time', async () => {
    await runSync('tap');
    server.standing = (request, answer) =>
      request.path.startsWith('/sync/changes') ? says(410, 'cursor-expired')(request, answer) : answer();
    const before = server.requests.length;
    await runSync('tap');
    expect(server.requests.length - before).toBeLessThan(6);
    expect((await getMeta('sync'))?.trouble).toBe('busy');
  });

  it('brings a returned report back with its body and marks', async () => {
    const { reportId } = await sendQuietNight();
    await runSync('tap');
    const body = (await db.reports.get(reportId))?.sent_body;
    server.move(
      reportId,
      'returned',
      { fields: ['/handover'], reasons: ['other'], comment: 'Xin bổ sung' },
      body,
    );
    await runSync('tap');
    expect(await db.reports.get(reportId)).toMatchObject({
      state: 'returned',
      review: { fields: ['/handover'] },
    });
    await commands.startMend(reportId);
    await commands.sendReport(reportId);
    await runSync('tap');
    expect(server.reports.get(reportId)).toMatchObject({ version: 2, state: 'submitted' });
    expect(await db.reports.get(reportId)).toMatchObject({ version: 2, state: 'submitted' });
  });

  it('hears what a person decided about a held operation', async () => {
    const { opId } = await sendQuietNight();
    server.order.set(opId, {
      status: 'held',
      problem: { type: '/problems/team-moved', title: '', status: 409 },
    });
    await runSync('tap');
    server.changes.push({
      entity: 'held',
      id: opId,
      rev: 9,
      op_id: opId,
      resolution: 'applied',
      note: 'Đã nhận',
      at: '',
    });
    await runSync('tap');
    expect(await db.outbox.get(opId)).toMatchObject({
      status: 'acknowledged',
      resolution: { outcome: 'applied' },
    });
  });

  it('passes over kinds of things that this version does not know', async () => {
    server.changes = [{ entity: 'drone', id: 'd', rev: 1 }, shift(1)];
    await runSync('tap');
    expect(await db.shifts.count()).toBe(1);
  });
});

describe('proof', () => {
  /** A restore to the hour in which the operation was parked and nobody had accepted it yet. */
  function undoAcceptance(opId: string): void {
    server.ledger.delete(opId);
    server.parked.set(opId, {} as never);
    server.epoch = 'epoch-2';
  }

  it('waits for a person again when a restore has undone the acceptance', async () => {
    const { opId } = await sendQuietNight();
    await runSync('tap');
    undoAcceptance(opId);
    await runSync('tap');
    expect(await db.outbox.get(opId)).toMatchObject({ status: 'held', epoch: 'epoch-2', settled: false });
  });

  it('believes a refusal of this history against an arrival in an earlier one', async () => {
    const { opId } = await sendQuietNight();
    await runSync('tap');
    undoAcceptance(opId);
    const told = { op_id: opId, resolution: 'refused', note: 'Trùng', at: '' };
    server.changes.push({ entity: 'held', id: opId, rev: 9, ...told });
    await runSync('tap');
    expect(await db.outbox.get(opId)).toMatchObject({ status: 'held', settled: true });
  });

  it('sends again what a restored server has lost, once, and reads everything anew', async () => {
    const ids = await sendNights(6);
    await runSync('tap');
    for (const id of ids.slice(3)) server.ledger.delete(id);
    for (const [id] of [...server.reports].slice(3)) server.reports.delete(id);
    server.changes = server.changes.slice(0, 3);
    server.epoch = 'epoch-2';
    await runSync('timer');
    expect(server.reports.size).toBe(6);
    expect(server.ledger.size).toBe(6);
    for (const id of ids)
      expect(await db.outbox.get(id)).toMatchObject({ status: 'acknowledged', epoch: 'epoch-2' });
    expect(await db.reports.count()).toBe(6);
    const again = server.countOf('/sync/verify');
    await runSync('tap');
    expect(server.countOf('/sync/verify')).toBe(again);
  });

  it('does not show an old cursor to a server whose numbers begin anew', async () => {
    await runSync('tap');
    await sendQuietNight();
    server.epoch = 'epoch-2';
    await runSync('tap');
    const pulls = server.requests.filter((request) => request.path.startsWith('/sync/changes'));
    expect(pulls[pulls.length - 1]?.path).not.toContain('cursor');
    expect(await getMeta('cursor')).toMatch(/^epoch-2/);
  });

  it('asks once more a day after each acknowledgement', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { opId } = await sendQuietNight();
    await runSync('tap');
    expect(server.countOf('/sync/verify')).toBe(0);
    vi.setSystemTime(Date.now() + 25 * 3_600_000);
    await runSync('tap');
    await runSync('tap');
    expect(server.countOf('/sync/verify')).toBe(1);
    expect((await db.outbox.get(opId))?.proven_at).not.toBeNull();
  });

  it('distrusts an acknowledgement that a dead server sent late', async () => {
    const { opId } = await sendQuietNight();
    await setMeta('epoch', 'epoch-2');
    await db.outbox.update(opId, { status: 'acknowledged', epoch: 'epoch-1', acknowledged_at: Date.now() });
    server.epoch = 'epoch-2';
    await runSync('tap');
    expect(server.reports.size).toBe(1);
    expect(await db.outbox.get(opId)).toMatchObject({ status: 'acknowledged', epoch: 'epoch-2' });
  });

  it('asks about held operations too, so that none vanishes from both sides', async () => {
    const { opId } = await sendQuietNight();
    server.order.set(opId, {
      status: 'held',
      problem: { type: '/problems/team-moved', title: '', status: 409 },
    });
    await runSync('tap');
    server.parked.clear();
    server.epoch = 'epoch-2';
    await runSync('tap');
    expect(server.reports.size).toBe(1);
  });

  it('does not ask for ever when two servers disagree about the epoch', async () => {
    await sendNights(3);
    await runSync('tap');
    let flip = 0;
    server.standing = (_request, answer) => {
      server.epoch = `epoch-${flip++}`;
      return answer();
    };
    const before = server.requests.length;
    await runSync('tap');
    expect(server.requests.length - before).toBeLessThan(60);
  });

  it('forgets nights of sixty days ago in the views, but none that has not arrived', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const arrived = await sendQuietNight(nights[58]);
    await runSync('tap');
    const waiting = await sendQuietNight(nights[59]);
    await db.outbox.update(waiting.opId, { next_try_at: Date.now() + 1_000 });
    server.order.set(waiting.opId, { status: 'held' });
    vi.setSystemTime(Date.now() + 62 * 24 * 3_600_000);
    server.changes = [];
    await runSync('tap');
    await db.outbox.update(waiting.opId, { epoch: 'epoch-1', proven_at: Date.now() });
    await runSync('tap');
    expect(await db.reports.get(arrived.reportId)).toBeUndefined();
    expect(await db.reports.get(waiting.reportId)).toBeDefined();
    expect(await db.outbox.count()).toBe(2);
  });

  it('forgets an operation after 400 days, when it is proven', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const [old = ''] = await sendNights(1);
    await runSync('tap');
    vi.setSystemTime(Date.now() + 2 * 24 * 3_600_000);
    await runSync('tap');
    vi.setSystemTime(Date.now() + 400 * 24 * 3_600_000);
    await runSync('tap');
    expect(await status(old)).toBeUndefined();
  });
});

describe('the clock', () => {
  it('measures how far the phone is off, and corrects nothing', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const real = Date.now();
    vi.setSystemTime(real + 600_000);
    const { opId } = await sendQuietNight();
    server.standing = async (_request, answer) => {
      vi.setSystemTime(real);
      const response = answer();
      vi.setSystemTime(real + 600_000);
      return response;
    };
    await runSync('tap');
    expect(Math.round(((await getMeta('offset_ms')) ?? 0) / 1000)).toBe(600);
    expect(Math.abs(((await db.outbox.get(opId))?.made_at ?? 0) - real - 600_000)).toBeLessThan(2_000);
    expect(await getMeta('enrolment')).toMatchObject({ device_id: ENROLMENT.device_id });
  });
});

describe('counting what was made', () => {
  const sums = async () => {
    const health = await healthNow();
    return { made: health.made, sum: health.proven + health.unproven + health.queued + health.aside };
  };

  it('accounts for every operation through its whole life', async () => {
    const [first, second] = await sendNights(3);
    expect(await sums()).toEqual({ made: 3, sum: 3 });
    server.order.set(second ?? '', {
      status: 'held',
      problem: { type: '/problems/x', title: '', status: 409 },
    });
    await runSync('tap');
    expect(await healthNow()).toMatchObject({ made: 3, unproven: 2, aside: 1, queued: 0, proven: 0 });
    await db.outbox.update(first ?? '', { proven_at: 1, acknowledged_at: 1 });
    expect(await healthNow()).toMatchObject({ made: 3, proven: 1, unproven: 1 });
    await forgetOld(server.epoch, await keepingNow(), Date.now());
    expect(await db.outbox.count()).toBe(2);
    expect(await healthNow()).toMatchObject({ made: 3, proven: 1, unproven: 1, aside: 1 });
  });

  it('goes down only when something is lost', async () => {
    const [first] = await sendNights(2);
    await runSync('tap');
    await db.outbox.delete(first ?? '');
    expect(await sums()).toEqual({ made: 1, sum: 1 });
  });
});

describe('a picture that was taken out for cause', () => {
  async function sentPicture(): Promise<string> {
    const id = await openNight();
    const photoId = await addStoredPhoto(id, jpegBytes(3000));
    await commands.sendReport(id);
    return photoId;
  }

  it('leaves the phone when the server says so, and is not asked after any more', async () => {
    const photoId = await sentPicture();
    await runSync('tap');
    server.removed.push({ entity: 'photo', id: photoId, reason: 'erased' });
    await runSync('tap');
    expect(await db.photoBytes.get(photoId)).toBeUndefined();
    expect(await db.photos.get(photoId)).toMatchObject({ kept: false, removed: true, state: 'stored' });
    server.epoch = 'epoch-2';
    const before = server.countOf('/photos/');
    await runSync('tap');
    await runSync('tap');
    expect(server.countOf('/photos/')).toBe(before);
  });

  it('stops on its way', async () => {
    const photoId = await sentPicture();
    server.standing = (request, answer) =>
      request.path.startsWith('/photos/') ? says(410, 'erased')(request, answer) : answer();
    await runSync('tap');
    expect(await db.photoBytes.get(photoId)).toBeUndefined();
    expect((await getMeta('sync'))?.trouble).toBeNull();
  });
});

describe('a worker that is woken to send', () => {
  it('asks for nothing when the page has sent everything', async () => {
    await sendNights(1);
    await runSync('tap');
    const before = server.requests.length;
    await runSync('background');
    expect(server.requests.length).toBe(before);
    await sendQuietNight('2026-10-30');
    await runSync('background');
    expect(server.requests.length).toBeGreaterThan(before);
  });
});
