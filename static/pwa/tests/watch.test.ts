/** Several queries that the first screen needs: shown at one time, and none of them waited for too long. */
import { effect } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTogether, type Watched, watch } from '../src/house/watch';
import * as commands from '../src/reports/commands';
import { runSync } from '../src/sync/engine';
import { freshPhone, openNight } from './fake/cast';
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
  });

  it('speaks before all that has arrived is read, and says the same afterwards', async () => {
    vi.stubGlobal('fetch', new FakeServer().fetch);
    for (const night of ['2026-10-01', '2026-10-02', '2026-10-03']) {
      await commands.sendReport(await openNight(night));
      await runSync('tap');
    }
    const { queue, queueWatch, watchQueue } = await import('../src/house/queue');
    const told: [string, number, boolean][] = [];
    effect(() => {
      const { value } = queueWatch.live;
      if (value.status === 'ready')
        told.push([queue.value.key, value.value.operations.length, value.value.whole]);
    });
    queueWatch.start();
    watchQueue();
    await vi.waitFor(() => expect(told.at(-1)?.[2]).toBe(true));
    expect(told[0]).toEqual(['all-arrived', 1, false]);
    expect(told.at(-1)).toEqual(['all-arrived', 3, true]);
  });
});
