import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import * as commands from '../src/reports/commands';
import { startTriggers, syncNow } from '../src/sync/triggers';
import { addStoredPhoto, freshPhone, jpegBytes, openNight, sendQuietNight } from './fake/cast';
import { cut } from './fake/faults';
import { FakeServer } from './fake/server';

let server: FakeServer;
let stop: () => void = () => {};
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
const frame = new EventTarget();
const registered: string[] = [];

beforeEach(async () => {
  await freshPhone();
  server = new FakeServer();
  registered.length = 0;
  vi.stubGlobal('fetch', server.fetch);
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', frame.addEventListener.bind(frame));
  vi.stubGlobal('removeEventListener', frame.removeEventListener.bind(frame));
  const sync = { register: async (tag: string) => void registered.push(tag) };
  vi.stubGlobal('navigator', { serviceWorker: { ready: Promise.resolve({ sync }) } });
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

const settled = async (check: () => Promise<void> | void) =>
  vi.waitFor(check, { timeout: 4_000, interval: 20 });

describe('the engine runs', () => {
  it('at the start', async () => {
    await sendQuietNight();
    stop = startTriggers();
    await settled(() => expect(server.reports.size).toBe(1));
  });

  it('when something new is in the queue, and asks the browser to go on without the app', async () => {
    stop = startTriggers();
    await settled(() => expect(server.countOf('/sync/changes')).toBe(1));
    await sendQuietNight();
    await settled(() => expect(server.reports.size).toBe(1));
    expect(registered).toContain('keng-sync');
  });

  it('when the network returns and when the app is looked at again', async () => {
    server.standing = cut;
    stop = startTriggers();
    await sendQuietNight();
    await settled(() => expect(server.requests.length).toBeGreaterThan(0));
    server.standing = null;
    frame.dispatchEvent(new Event('online'));
    await settled(() => expect(server.reports.size).toBe(1));
    const pulls = server.countOf('/sync/changes');
    page.dispatchEvent(new Event('visibilitychange'));
    await settled(() => expect(server.countOf('/sync/changes')).toBeGreaterThan(pulls));
  });

  it('at a tap, whatever pause there is', async () => {
    server.standing = cut;
    await sendQuietNight();
    await syncNow();
    server.standing = null;
    await syncNow();
    expect(server.reports.size).toBe(1);
  });

  it('in a browser that cannot send for a closed app, and says that there is no network', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    stop = startTriggers();
    await sendQuietNight();
    await settled(() => expect(server.reports.size).toBe(1));
  });

  it('not at all after it was stopped', async () => {
    stop = startTriggers();
    await settled(() => expect(server.countOf('/sync/changes')).toBe(1));
    // A run that is under way ends what it has begun; this one joins it, and ends last.
    await syncNow();
    stop();
    await sendQuietNight();
    frame.dispatchEvent(new Event('online'));
    await new Promise((done) => setTimeout(done, 200));
    expect(server.reports.size).toBe(0);
  });
});

describe('a night with pictures', () => {
  it('arrives whole by itself', async () => {
    stop = startTriggers();
    const draftId = await openNight();
    await addStoredPhoto(draftId, jpegBytes(150_000));
    await addStoredPhoto(draftId, jpegBytes(90_000, 3));
    await commands.sendReport(draftId);
    await settled(async () => {
      expect(await db.photos.where('state').equals('stored').count()).toBe(2);
    });
  });
});
