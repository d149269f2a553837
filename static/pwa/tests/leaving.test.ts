// What a page was reading and writing ends when it is left, and after a minute in any case: nobody waits for it for good.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db, KengDatabase } from '../src/db/db';
import { getMeta } from '../src/db/meta';
import * as commands from '../src/reports/commands';
import { runSync } from '../src/sync/engine';
import { freshPhone, openNight, sendQuietNight } from './fake/cast';
import { FakeServer } from './fake/server';

const frame = vi.hoisted(() => {
  const made = new EventTarget();
  globalThis.addEventListener = made.addEventListener.bind(made) as typeof addEventListener;
  return made;
});

const happens = (what: 'pagehide' | 'pageshow', persisted: boolean) =>
  frame.dispatchEvent(Object.assign(new Event(what), { persisted }));

/** Another page's database. */
let other: KengDatabase;
let release: () => void = () => {};

beforeEach(async () => {
  await freshPhone();
  other = new KengDatabase();
});
afterEach(() => {
  vi.useRealTimers();
  release();
  happens('pageshow', true);
  other.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Writes until it is released. */
async function writing(): Promise<void> {
  let held = true;
  release = () => {
    held = false;
  };
  await db.transaction('rw', db.meta, async () => {
    while (held) await db.meta.put({ key: 'forgotten', value: 7 });
  });
}

/** Something that is not ours to end writes to `meta` until it is released. */
async function holdMeta(): Promise<void> {
  const opened = indexedDB.open('keng');
  await new Promise((done) => opened.addEventListener('success', done));
  const store = opened.result.transaction('meta', 'readwrite').objectStore('meta');
  let held = true;
  const hold = () => {
    if (held) store.get('forgotten').onsuccess = hold;
    else opened.result.close();
  };
  hold();
  release = () => {
    held = false;
  };
}

describe('a page that is left', () => {
  it('and kept as it stands lets go of what it was writing', async () => {
    const brokenOff = expect(writing()).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((done) => setTimeout(done, 20));
    happens('pagehide', true);
    await other.meta.put({ key: 'batch_limit', value: 3 });
    await brokenOff;
    expect(await getMeta('forgotten')).toBeUndefined();
  });

  it('and not kept may still end what it was writing', async () => {
    const written = writing();
    await new Promise((done) => setTimeout(done, 20));
    happens('pagehide', false);
    release();
    await written;
    expect(await getMeta('forgotten')).toBe(7);
  });

  it('writes the words that were on their way when it is shown again', async () => {
    const draftId = await openNight();
    const { put } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (
      this: IDBObjectStore,
      ...given
    ) {
      const asked = put.apply(this, given);
      happens('pagehide', true);
      happens('pageshow', true);
      return asked;
    });
    await commands.saveDraft(draftId, { remark: 'Cổng chợ mất điện' });
    expect((await db.drafts.get(draftId))?.body.remark).toBe('Cổng chợ mất điện');
  });
});

describe('a database that does not answer', () => {
  it('ends a run after a minute, and the next one sends', async () => {
    const server = new FakeServer();
    vi.stubGlobal('fetch', server.fetch);
    await sendQuietNight();
    await holdMeta();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const run = runSync('operation');
    const minute = setInterval(() => vi.advanceTimersByTime(60_000), 50);
    await run.finally(() => clearInterval(minute));
    expect(server.requests).toEqual([]);
    vi.useRealTimers();
    release();
    await runSync('operation');
    expect(server.reports.size).toBe(1);
  });
});
