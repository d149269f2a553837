/** A queue of months: what is asked of the database for each thing sent must not grow with it. */
import { liveQuery } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { paced } from '../src/db/live';
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
  const slow = () => vi.fn(() => new Promise<number>((done) => setTimeout(() => done(1), 100)));

  it('comes at once after a pause, and else rests four times as long as it takes', async () => {
    vi.useFakeTimers();
    const reading = slow();
    const again = paced(reading);
    const first = again();
    await vi.advanceTimersByTimeAsync(100);
    expect(await first).toBe(1);
    void again();
    await vi.advanceTimersByTimeAsync(399);
    expect(reading).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(101);
    expect(reading).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(5_000);
    void again();
    await vi.advanceTimersByTimeAsync(1);
    expect(reading).toHaveBeenCalledTimes(3);
  });

  it('is done once for many changes in a row', async () => {
    vi.useFakeTimers();
    const reading = slow();
    const again = paced(reading);
    void again();
    await vi.advanceTimersByTimeAsync(150);
    for (let change = 0; change < 5; change++) void again();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(reading).toHaveBeenCalledTimes(2);
  });

  it('shows what many changes in a row have come to', async () => {
    const heard: number[] = [];
    const reading = paced(() => db.photos.where('state').equals('waiting').count());
    const subscription = liveQuery(reading).subscribe((value) => heard.push(value));
    await sendNights(0, 5);
    await vi.waitFor(() => expect(heard.at(-1)).toBe(15), { timeout: 4_000 });
    subscription.unsubscribe();
  });
});
