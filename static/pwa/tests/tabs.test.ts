import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { getMeta, setMeta } from '../src/db/meta';
import { isProven } from '../src/reports/view';
import { runSync } from '../src/sync/engine';
import { freshPhone, sendQuietNight } from './fake/cast';
import { cut, says } from './fake/faults';
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
/** What another window learns while this one's request is under way. */
const heardElsewhere = (opId: string) =>
  db.outbox.update(opId, { status: 'acknowledged', epoch: 'epoch-1', acknowledged_at: Date.now() });

describe('two windows without a lock', () => {
  it('send everything once when both are at it', async () => {
    const nights = Array.from({ length: 12 }, (_, at) => `2026-10-${String(at + 10)}`);
    for (const night of nights) await sendQuietNight(night);
    vi.resetModules();
    const { runSync: runOther } = await import('../src/sync/engine');
    await Promise.all([runSync('tap'), runOther('tap')]);
    expect(server.reports.size).toBe(12);
    expect(server.ledger.size).toBe(12);
    expect(await db.outbox.where('status').equals('acknowledged').count()).toBe(12);
  });

  it.each([
    ['a cut line', cut],
    ['a refusal of the whole batch', says(413, 'too-large')],
    ['a server error', says(500, 'internal')],
  ])('do not take an arrival back on account of %s', async (_name, fault) => {
    const { opId } = await sendQuietNight();
    server.faults.push(async (request, answer) => {
      await heardElsewhere(opId);
      return fault(request, answer);
    });
    await runSync('tap');
    expect(await status(opId)).toBe('acknowledged');
  });
});

describe('a lock that is never granted', () => {
  it('delays the first piece of work by a few seconds, and no other', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.resetModules();
    const { exclusively } = await import('../src/sync/lock');
    const request = vi.fn(() => new Promise(() => undefined));
    vi.stubGlobal('navigator', { locks: { request } });
    let done = 0;
    const work = async () => ++done;
    const first = exclusively(work);
    await vi.advanceTimersByTimeAsync(4_900);
    expect(done).toBe(0);
    await vi.advanceTimersByTimeAsync(200);
    expect(await first).toBe(1);
    expect(await exclusively(work)).toBe(2);
    expect(request).toHaveBeenCalledTimes(1);
  });

  it('does not let a window start that another one has given up waiting for', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.resetModules();
    const { exclusively } = await import('../src/sync/lock');
    let grant: (() => unknown) | undefined;
    const request = (_name: string, _options: object, work: (lock: object) => unknown) => {
      grant = () => work({});
      return new Promise(() => undefined);
    };
    vi.stubGlobal('navigator', { locks: { request } });
    let done = 0;
    const first = exclusively(async () => ++done);
    await vi.advanceTimersByTimeAsync(5_100);
    await first;
    grant?.();
    expect(done).toBe(1);
  });
});

describe('an answer of a server that is dead by now', () => {
  it('does not count: what it acknowledged is asked for and sent again', async () => {
    await setMeta('epoch', 'epoch-1');
    const { opId } = await sendQuietNight();
    let proven: boolean | null = null;
    server.faults.push(async (_request, answer) => {
      const late = answer();
      // Meanwhile another window has spoken to the server that took over, which never got this.
      server.epoch = 'epoch-2';
      server.ledger.clear();
      server.reports.clear();
      server.changes = [];
      await setMeta('epoch', 'epoch-2');
      return late;
    });
    server.faults.push(async (request, answer) => {
      const row = await db.outbox.get(opId);
      proven = row ? isProven(row, (await getMeta('epoch')) ?? null) : null;
      expect(request.path).toBe('/sync/verify');
      return answer();
    });
    await runSync('tap');
    expect(proven).toBe(false);
    expect(await getMeta('epoch')).toBe('epoch-2');
    expect(server.reports.size).toBe(1);
    expect(await db.outbox.get(opId)).toMatchObject({ status: 'acknowledged', epoch: 'epoch-2' });
  });

  it('does not bring back what it told of the past', async () => {
    await runSync('tap');
    server.changes = [{ entity: 'matter', id: 'm', rev: 1, night: '2026-11-01', text: 'cũ', settled: false }];
    server.faults.push(async (_request, answer) => {
      const late = answer();
      server.epoch = 'epoch-2';
      server.changes = [];
      await setMeta('epoch', 'epoch-2');
      await db.meta.delete('cursor');
      return late;
    });
    await runSync('tap');
    expect(await db.matters.count()).toBe(0);
  });
});

describe('a clock that is set back', () => {
  const YEAR = 365 * 24 * 3_600_000;

  it('does not leave the queue waiting for a moment years ahead', async () => {
    const { opId } = await sendQuietNight();
    await db.outbox.update(opId, { next_try_at: Date.now() + YEAR });
    await setMeta('backoff', { tries: 5, until: Date.now() + YEAR, told: true });
    await runSync('timer');
    expect(await status(opId)).toBe('acknowledged');
  });

  it('does not make a dead window look alive for ever', async () => {
    const { exclusively } = await import('../src/sync/lock');
    await setMeta('heartbeat', Date.now() + YEAR);
    const request = async (_name: string, options: LockOptions, work: (lock: object | null) => unknown) =>
      work(options.steal ? {} : null);
    vi.stubGlobal('navigator', { locks: { request } });
    expect(await exclusively(async () => 'done')).toBe('done');
  });

  it('does not keep an arrival unproven for years', async () => {
    const { opId } = await sendQuietNight();
    await runSync('tap');
    await db.outbox.update(opId, { acknowledged_at: Date.now() + YEAR });
    await runSync('tap');
    expect((await db.outbox.get(opId))?.proven_at).not.toBeNull();
  });
});

describe('a browser that says that there is no network', () => {
  it('is not believed by the engine', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    await sendQuietNight();
    await runSync('timer');
    expect(server.reports.size).toBe(1);
  });
});
