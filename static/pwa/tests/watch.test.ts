/** Several queries that the first screen needs: shown at one time, and none of them waited for too long. */
import { effect } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { setMeta } from '../src/db/meta';
import { startTogether, type Watched, watch } from '../src/house/watch';
import * as commands from '../src/reports/commands';
import { runSync } from '../src/sync/engine';
import { addStoredPhoto, freshPhone, jpegBytes, openNight } from './fake/cast';
import { FakeServer } from './fake/server';

beforeEach(freshPhone);
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Each distinct pair that a screen would have drawn. */
function drawn(one: Watched<string>, other: Watched<string>): string[] {
  const seen: string[] = [];
  effect(() => {
    const words = [one, other].map(({ live: { value } }) =>
      value.status === 'ready' ? value.value : value.status,
    );
    seen.push(words.join(' · '));
  });
  return seen;
}

const speaks = (word: string, ms: number) => () =>
  new Promise<string>((done) => setTimeout(() => done(word), ms));

describe('what is started together', () => {
  it('is shown together', async () => {
    const [quick, slow] = [watch(speaks('quick', 0)), watch(speaks('slow', 200))];
    const seen = drawn(quick, slow);
    startTogether([quick, slow]);
    await vi.waitFor(() => expect(seen.at(-1)).toBe('quick · slow'));
    expect(seen).toEqual(['loading · loading', 'quick · slow']);
  });

  it('does not wait for the one that is late, nor for any of them later on', async () => {
    const [quick, late] = [watch(speaks('quick', 0)), watch(speaks('late', 1_600))];
    const seen = drawn(quick, late);
    startTogether([quick, late]);
    await vi.waitFor(() => expect(seen.at(-1)).toBe('quick · loading'), { timeout: 1_500 });
    await vi.waitFor(() => expect(seen.at(-1)).toBe('quick · late'), { timeout: 1_500 });
  });
});

describe('the bar', () => {
  beforeEach(() => {
    vi.stubGlobal('navigator', { onLine: true });
    // Each of these is a start of its own.
    vi.resetModules();
  });

  /** What it said, with the operations and the pictures known then, until all was read; the same once. */
  async function told(): Promise<[string, number, number][]> {
    const { queue, queueWatch, watchQueue } = await import('../src/house/queue');
    const said: [string, number, number][] = [];
    effect(() => {
      const { value } = queueWatch.live;
      if (value.status !== 'ready') return;
      const { operations, photos } = value.value;
      const now: [string, number, number] = [queue.value.key, operations.length, photos.length];
      if (String(now) !== String(said.at(-1))) said.push(now);
    });
    queueWatch.start();
    watchQueue();
    await vi.waitFor(() =>
      expect(queueWatch.live.value).toMatchObject({ status: 'ready', value: { whole: true } }),
    );
    return said;
  }

  it('speaks before all that has arrived is read, and says the same afterwards', async () => {
    vi.stubGlobal('fetch', new FakeServer().fetch);
    for (const night of ['2026-10-01', '2026-10-02', '2026-10-03']) {
      await commands.sendReport(await openNight(night));
      await runSync('tap');
    }
    expect(await told()).toEqual([
      ['all-arrived', 1, 0],
      ['all-arrived', 3, 0],
    ]);
  });

  async function twoNightsWithPictures(): Promise<string[]> {
    const photos = [];
    for (const night of ['2026-10-04', '2026-10-05']) {
      const draftId = await openNight(night);
      photos.push(await addStoredPhoto(draftId, jpegBytes(500)));
      await commands.sendReport(draftId);
    }
    return photos;
  }

  it('tells of the text that waits before the pictures are read', async () => {
    await twoNightsWithPictures();
    expect(await told()).toEqual([
      ['reports-waiting', 2, 0],
      ['reports-waiting', 2, 2],
    ]);
  });

  it('tells at once of a picture that needs help', async () => {
    const [photo = ''] = await twoNightsWithPictures();
    await db.photos.update(photo, { state: 'stuck' });
    expect(await told()).toEqual([
      ['help', 2, 1],
      ['help', 2, 2],
    ]);
  });

  it('counts the pictures at once where no text waits', async () => {
    await twoNightsWithPictures();
    await db.outbox
      .toCollection()
      .modify({ status: 'acknowledged', acknowledged_at: Date.now(), epoch: 'e1' });
    await setMeta('epoch', 'e1');
    const said = await told();
    expect(said[0]).toEqual(['photos-waiting', 1, 2]);
    expect(said.at(-1)).toEqual(['photos-waiting', 2, 2]);
  });
});
