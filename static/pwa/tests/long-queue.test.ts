/** A queue of months: what is asked of the database for each thing sent must not grow with it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { follow, type Live } from '../src/db/live';
import { getMeta, setMeta } from '../src/db/meta';
import { countWithStatus, waitingCount } from '../src/db/outbox';
import * as commands from '../src/reports/commands';
import { syncBoard } from '../src/reports/view';
import { runSync } from '../src/sync/engine';
import { addStoredPhoto, freshPhone, jpegBytes, openNight } from './fake/cast';
import { says } from './fake/faults';
import { FakeServer } from './fake/server';

let server: FakeServer;
let read = 0;
const count = <T>(row: T): T => {
  read += 1;
  return row;
};

beforeEach(async () => {
  await freshPhone();
  server = new FakeServer();
  vi.stubGlobal('fetch', server.fetch);
  read = 0;
});
afterEach(() => {
  db.photos.hook('reading').unsubscribe(count);
  db.outbox.hook('reading').unsubscribe(count);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const nightNumber = (at: number): string => `2026-10-${String(at + 1).padStart(2, '0')}`;

async function sendNights(from: number, until: number): Promise<void> {
  for (let at = from; at < until; at++) {
    const draftId = await openNight(nightNumber(at));
    for (let photo = 0; photo < 3; photo++) await addStoredPhoto(draftId, jpegBytes(500, at * 3 + photo));
    await commands.sendReport(draftId);
  }
}

/** How many rows of pictures are read for each one that is sent, when so many nights wait. */
async function readPerPhoto(from: number, until: number): Promise<number> {
  await sendNights(from, until);
  db.photos.hook('reading', count);
  read = 0;
  await runSync('tap');
  db.photos.hook('reading').unsubscribe(count);
  expect(await waitingCount()).toBe(0);
  return read / ((until - from) * 3);
}

describe('a long queue', () => {
  it('costs each picture no more than a short one', async () => {
    const short = await readPerPhoto(0, 3);
    const long = await readPerPhoto(3, 21);
    expect(long).toBeLessThan(short * 2);
  });

  it('is counted without being read', async () => {
    await sendNights(0, 4);
    for (const table of [db.photos, db.outbox]) table.hook('reading', count);
    const cursors = vi.spyOn(IDBIndex.prototype, 'openCursor');
    expect(await waitingCount()).toBe(16);
    expect(await countWithStatus('queued', 'sending')).toBe(4);
    expect(read).toBe(0);
    expect(cursors).not.toHaveBeenCalled();
    cursors.mockRestore();
  });

  it('lets pictures of a later night go when those of the first have to wait for a person', async () => {
    await sendNights(0, 3);
    const first = await db.outbox.orderBy('op_id').first();
    await db.outbox.update(first?.op_id ?? '', { status: 'held', epoch: server.epoch });
    await runSync('tap');
    const states = (await db.photos.orderBy('photo_id').toArray()).map((row) => row.state);
    expect(states).toEqual([...Array(3).fill('waiting'), ...Array(6).fill('stored')]);
  });

  it('shows how far a night has got from what waits and what was announced', async () => {
    await sendNights(0, 1);
    let sent = 0;
    server.standing = (request, answer) =>
      request.path.startsWith('/photos/') && ++sent > 2 ? says(503, 'busy')(request, answer) : answer();
    await runSync('tap');
    const epoch = server.epoch;
    const operations = await db.outbox.toArray();
    const photos = await db.photos.where('state').above('stored').toArray();
    const [item] = syncBoard({ operations, photos, epoch }).waiting;
    const all = operations[0]!.bytes + 1500;
    expect(item).toMatchObject({ text_arrived: true, photos_left: 1 });
    expect(item?.share).toBeCloseTo((all - 500) / all);
  });
});

describe('a reading that is repeated', () => {
  const heard: number[] = [];
  let end = () => {};
  const hear = (live: Live<number>) => {
    if (live.status === 'ready') heard.push(live.value);
  };
  beforeEach(() => {
    heard.length = 0;
  });
  afterEach(() => end());

  const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
  const sayMany = async (count: number, every: number) => {
    for (let change = 1; change <= count; change++) {
      await setMeta('forgotten', change);
      await pause(every);
    }
  };
  const slowly = (ms: number) => async () => {
    const value = (await getMeta('forgotten')) ?? 0;
    await pause(ms);
    return value;
  };

  it('shows what many changes in a row have come to, and reads for few of them', async () => {
    const reading = vi.fn(slowly(20));
    end = follow(reading, hear);
    await sayMany(40, 5);
    await vi.waitFor(() => expect(heard.at(-1)).toBe(40), { timeout: 4_000 });
    expect(reading.mock.calls.length).toBeLessThan(15);
  });

  it('shows something while changes come faster than it can read', async () => {
    end = follow(slowly(60), hear);
    await sayMany(40, 10);
    expect(heard.length).toBeGreaterThan(0);
  });

  it('shows nothing more once it is ended', async () => {
    end = follow(slowly(30), hear);
    await setMeta('forgotten', 1);
    end();
    await pause(100);
    expect(heard).toEqual([]);
  });

  it('says when it cannot read', async () => {
    const shown: Live<number>[] = [];
    const fault = new Error('gone');
    end = follow(
      () => Promise.reject(fault),
      (live) => shown.push(live),
    );
    await vi.waitFor(() => expect(shown).toEqual([{ status: 'unreadable', error: fault }]));
  });
});
