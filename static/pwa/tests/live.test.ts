import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { follow, type Live } from '../src/db/live';
import { getMeta, setMeta } from '../src/db/meta';
import { freshPhone } from './fake/cast';

beforeEach(freshPhone);
const ends: (() => void)[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const end of ends.splice(0)) end();
});

/** What a screen is shown, until it fits. */
const shows = (query: () => Promise<unknown>, fits: (live: Live<unknown>) => boolean, patience = 3_000) =>
  new Promise<Live<unknown>>((done, failed) => {
    const timer = setTimeout(() => failed(new Error('nothing is shown')), patience);
    ends.push(
      follow(query, (live) => {
        if (!fits(live)) return;
        clearTimeout(timer);
        done(live);
      }),
    );
  });

describe('what a screen follows', () => {
  it('is shown although the connection was taken away in the middle of the first read', async () => {
    let reads = 0;
    const query = async () => {
      reads += 1;
      if (reads === 1) {
        db.close({ disableAutoOpen: false });
        void db.open();
      }
      return getMeta('install_id');
    };
    const live = await shows(query, ({ status }) => status === 'ready');
    expect(live).toMatchObject({ status: 'ready', value: await getMeta('install_id') });
  });

  it('goes on following after that', async () => {
    let cut = true;
    const query = async () => {
      if (cut) {
        cut = false;
        throw Object.assign(new Error('closed'), { name: 'DatabaseClosedError' });
      }
      return getMeta('batch_limit');
    };
    const seen = shows(query, (live) => live.status === 'ready' && live.value === 7);
    setTimeout(() => void setMeta('batch_limit', 7), 600);
    expect((await seen).status).toBe('ready');
  });

  it('is shown although the first read is never answered', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let reads = 0;
    const seen = shows(
      () => {
        reads += 1;
        return reads === 1 ? new Promise(() => undefined) : getMeta('install_id');
      },
      ({ status }) => status === 'ready',
      60_000,
    );
    await vi.advanceTimersByTimeAsync(20_000);
    vi.useRealTimers();
    expect((await seen).status).toBe('ready');
  });

  it('is unreadable, and said so, when it is cut off again and again', async () => {
    const query = async () => {
      throw Object.assign(new Error('closed'), { name: 'AbortError' });
    };
    expect((await shows(query, () => true)).status).toBe('unreadable');
  });
});
