import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { getMeta } from '../src/db/meta';
import { noteUnsent, readCanary } from '../src/enrolment/canary';
import { installId, protectOnceMore } from '../src/enrolment/install';
import { runSync } from '../src/sync/engine';
import { freshPhone, sendQuietNight } from './fake/cast';
import { FakeServer } from './fake/server';

const storage = new Map<string, string>();
const page = {
  jar: '',
  get cookie() {
    return this.jar;
  },
  set cookie(text: string) {
    this.jar = text.split(';')[0] ?? '';
  },
};

beforeEach(async () => {
  await freshPhone();
  storage.clear();
  page.jar = '';
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
  });
  vi.stubGlobal('document', page);
  vi.stubGlobal('location', { protocol: 'https:' });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function wipeDatabase(): Promise<void> {
  await db.delete();
  await db.open();
}

describe('a database that came back empty', () => {
  it('is noticed by the mark in the local storage, with what had not been sent', async () => {
    await installId();
    noteUnsent(3);
    page.jar = '';
    await wipeDatabase();
    await installId();
    expect(await getMeta('storage_lost')).toBe(true);
    expect(await getMeta('lost_unsent')).toBe(3);
  });

  it('is noticed by the mark in the cookie alone', async () => {
    await installId();
    storage.clear();
    await wipeDatabase();
    await installId();
    expect(await getMeta('storage_lost')).toBe(true);
  });

  it('is a new phone when both marks are gone', async () => {
    await installId();
    storage.clear();
    page.jar = '';
    await wipeDatabase();
    await installId();
    expect(await getMeta('storage_lost')).toBeUndefined();
  });

  it('is read once more before it is believed to be empty', async () => {
    const id = await installId();
    vi.spyOn(db.meta, 'get').mockResolvedValueOnce(undefined as never);
    expect(await installId()).toBe(id);
    expect(await getMeta('storage_lost')).toBeUndefined();
  });

  it('gets its marks back when only they were cleared', async () => {
    const id = await installId();
    storage.clear();
    page.jar = '';
    await installId();
    expect(readCanary()).toEqual({ install_id: id, unsent: 0 });
    expect(page.jar).toContain(id);
  });

  it('knows the mark of older versions, which held the id alone', async () => {
    storage.set('keng.install', '0199aa00-0000-7000-8000-00000000000a');
    await wipeDatabase();
    await installId();
    expect(await getMeta('storage_lost')).toBe(true);
    expect(await getMeta('lost_unsent')).toBe(0);
  });
});

describe('the promise not to clear the storage', () => {
  it('is asked for again after the first report has arrived, once', async () => {
    const persist = vi.fn(async () => true);
    vi.stubGlobal('navigator', {
      storage: { persisted: async () => false, persist, estimate: async () => ({}) },
    });
    const server = new FakeServer();
    vi.stubGlobal('fetch', server.fetch);
    await protectOnceMore();
    expect(persist).not.toHaveBeenCalled();
    await sendQuietNight();
    await runSync('tap');
    await protectOnceMore();
    expect(await getMeta('persisted')).toBe(true);
    await protectOnceMore();
    expect(persist).toHaveBeenCalledTimes(1);
    await sendQuietNight('2026-11-20');
    await runSync('tap');
    const pushes = server.requests.filter((request) => request.path === '/sync/push');
    expect(JSON.parse(pushes[pushes.length - 1]?.body.toString() ?? '').health).toMatchObject({
      persisted: true,
    });
  });
});
