import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { getMeta, setMeta } from '../src/db/meta';
import { runSync } from '../src/sync/engine';
import { BUSY, exclusively } from '../src/sync/lock';
import { freshPhone, sendQuietNight } from './fake/cast';
import { FakeServer } from './fake/server';

type Options = { ifAvailable?: boolean; steal?: boolean };

let held = false;
const asked: Options[] = [];

beforeEach(async () => {
  await freshPhone();
  held = false;
  asked.length = 0;
  const request = async (_name: string, options: Options, work: (lock: object | null) => unknown) => {
    asked.push(options);
    return work(held && !options.steal ? null : {});
  };
  vi.stubGlobal('navigator', { locks: { request } });
});
afterEach(() => vi.unstubAllGlobals());

describe('the lock between tabs', () => {
  it('leaves the work to the tab that is at it', async () => {
    held = true;
    await setMeta('heartbeat', Date.now() - 89_000);
    expect(await exclusively(async () => 'done')).toBe(BUSY);
  });

  it('is taken from a frozen tab after ninety seconds without a sign of life', async () => {
    held = true;
    await setMeta('heartbeat', Date.now() - 91_000);
    expect(await exclusively(async () => 'done')).toBe('done');
    expect(asked).toEqual([{ ifAvailable: true }, { steal: true }]);
  });

  it('is held for one request, never for a whole run', async () => {
    const server = new FakeServer();
    vi.stubGlobal('fetch', server.fetch);
    await sendQuietNight();
    await runSync('tap');
    expect(asked.length).toBeGreaterThanOrEqual(server.requests.length);
    expect(await getMeta('heartbeat')).toBeGreaterThan(Date.now() - 5_000);
  });

  it('changes nothing for a tab that does not get it', async () => {
    const server = new FakeServer();
    vi.stubGlobal('fetch', server.fetch);
    await sendQuietNight();
    held = true;
    await setMeta('heartbeat', Date.now());
    await runSync('tap');
    expect(server.requests).toEqual([]);
    expect(await getMeta('sync')).toMatchObject({ running: false });
  });
});
