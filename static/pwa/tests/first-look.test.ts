import { afterEach, describe, expect, it, vi } from 'vitest';
import { startTriggers } from '../src/sync/triggers';
import { freshPhone, sendQuietNight } from './fake/cast';
import { FakeServer } from './fake/server';

// The first look at the queue is as slow as the test wants it.
const gate = vi.hoisted(() => {
  let open = () => {};
  const opened = new Promise<void>((done) => {
    open = done;
  });
  return { opened, open: () => open(), isFirst: true };
});
vi.mock('../src/db/outbox', async (original) => {
  const real = await original<typeof import('../src/db/outbox')>();
  return {
    ...real,
    waitingCount: async () => {
      if (gate.isFirst) {
        gate.isFirst = false;
        await gate.opened;
      }
      return real.waitingCount();
    },
  };
});

let stop: () => void = () => {};
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

describe('a slow phone', () => {
  it('sends at once what was written before it had looked at its queue for the first time', async () => {
    await freshPhone();
    const server = new FakeServer();
    vi.stubGlobal('fetch', server.fetch);
    vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
    vi.stubGlobal('addEventListener', () => {});
    vi.stubGlobal('removeEventListener', () => {});
    stop = startTriggers();
    // Whatever runs by itself at the start has run.
    await new Promise((done) => setTimeout(done, 1_500));
    await sendQuietNight();
    gate.open();
    await vi.waitFor(() => expect(server.reports.size).toBe(1), { timeout: 4_000, interval: 20 });
  });
});
