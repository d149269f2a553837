import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import { freeSpace, keepReserve, surely } from '../src/db/room';
import { databaseTrouble } from '../src/db/trouble';
import { roomFor } from '../src/house/room';
import * as commands from '../src/reports/commands';
import { stateOf } from '../src/reports/view';
import { runSync } from '../src/sync/engine';
import { addStoredPhoto, freshPhone, jpegBytes, openNight, sendQuietNight } from './fake/cast';
import { FakeServer } from './fake/server';

beforeEach(freshPhone);
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  databaseTrouble.value = null;
});

/** A disk that takes nothing more into the stores of this name while the reserve is there: what the browser does on a full phone. */
function fillUp(store: string | RegExp, room = () => false): void {
  const real = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
    if (this.name.match(store) && !room()) {
      this.transaction.abort();
      throw new DOMException('no room', 'QuotaExceededError');
    }
    return real.apply(this, given);
  });
}

/** Whether the reserve was given up, without reading it in the middle of a write. */
function watchReserve(): () => boolean {
  let gone = false;
  const real = IDBObjectStore.prototype.clear;
  vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementation(function (this: IDBObjectStore) {
    if (this.name === 'reserve') gone = true;
    return real.apply(this);
  });
  return () => gone;
}

const lost = () => new DOMException('Connection to Indexed Database server lost', 'UnknownError');

describe('a phone that is full', () => {
  it('still takes words: a reserve makes room for them', async () => {
    await keepReserve();
    expect((await db.reserve.get('reserve'))?.bytes.byteLength).toBe(1024 * 1024);
    const draftId = await openNight();
    fillUp('drafts', watchReserve());
    await commands.saveDraft(draftId, { remark: 'Cổng chợ mất điện' });
    expect((await db.drafts.get(draftId))?.body.remark).toBe('Cổng chợ mất điện');
    expect(await db.reserve.count()).toBe(0);
  });

  it('gives the reserve to words alone, never to a picture', async () => {
    await keepReserve();
    const draftId = await openNight();
    vi.spyOn(db.photoBytes, 'add').mockRejectedValue(new DOMException('full', 'QuotaExceededError'));
    await expect(addStoredPhoto(draftId, jpegBytes(500))).rejects.toMatchObject({ reason: 'no-space' });
    expect(await db.reserve.count()).toBe(1);
  });

  it('loses nothing that was there when even the reserve is gone', async () => {
    const draftId = await openNight();
    await commands.saveDraft(draftId, { remark: 'trước' });
    fillUp('drafts');
    await expect(commands.saveDraft(draftId, { remark: 'sau' })).rejects.toThrow();
    vi.restoreAllMocks();
    expect((await db.drafts.get(draftId))?.body.remark).toBe('trước');
    await commands.saveDraft(draftId, { remark: 'sau' });
    expect((await db.drafts.get(draftId))?.body.remark).toBe('sau');
  });

  it('marks an arrival after all, with the help of the reserve', async () => {
    await keepReserve();
    const { opId } = await sendQuietNight();
    const server = new FakeServer();
    vi.stubGlobal('fetch', server.fetch);
    fillUp('meta', watchReserve());
    await runSync('tap');
    expect(await db.outbox.get(opId)).toMatchObject({ status: 'acknowledged' });
    expect(server.ledger.size).toBe(1);
  });

  it('lets the bytes of pictures go that have arrived, though nothing more can be written before', async () => {
    const draftId = await openNight();
    await addStoredPhoto(draftId, jpegBytes(500));
    await commands.sendReport(draftId);
    const server = new FakeServer();
    vi.stubGlobal('fetch', server.fetch);
    await runSync('tap');
    expect(await db.photos.toArray()).toMatchObject([{ state: 'stored', kept: true }]);
    const next = await openNight();
    let room = false;
    fillUp(/./, () => room);
    await expect(commands.saveDraft(next, { remark: 'hết chỗ' })).rejects.toThrow();
    const real = IDBObjectStore.prototype.delete;
    vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (
      this: IDBObjectStore,
      ...given
    ) {
      // What is deleted makes room once it is committed, and not before.
      if (this.name === 'photoBytes') this.transaction.addEventListener('complete', () => (room = true));
      return real.apply(this, given);
    });
    await runSync('tap');
    expect(await db.photoBytes.count()).toBe(0);
    expect(await db.photos.toArray()).toMatchObject([{ state: 'stored', kept: false }]);
  });

  it('keeps no reserve where there is little room', async () => {
    vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: 100e6, usage: 60e6 }) } });
    await keepReserve();
    expect(await db.reserve.count()).toBe(0);
  });

  it('believes a write that found no room more than the browser, until a megabyte fits again', async () => {
    const plenty = 10e9;
    vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: plenty, usage: 0 }) } });
    const draftId = await openNight();
    expect(await freeSpace()).toBe(plenty);
    let room = false;
    vi.spyOn(db.photoBytes, 'add').mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'));
    fillUp('reserve', () => room);
    await expect(addStoredPhoto(draftId, jpegBytes(500))).rejects.toMatchObject({ reason: 'no-space' });
    expect(await freeSpace()).toBe(0);
    await expect(addStoredPhoto(draftId, jpegBytes(500))).rejects.toMatchObject({ reason: 'no-space' });
    room = true;
    expect(await freeSpace()).toBe(plenty);
    expect(await db.reserve.count()).toBe(0);
    await addStoredPhoto(draftId, jpegBytes(500));
    expect(await db.photoBytes.count()).toBe(1);
  });

  it('says before the camera how many pictures there is room for', () => {
    const MB = 1024 * 1024;
    expect(roomFor(null)).toEqual({ key: 'unknown' });
    expect(roomFor(14 * MB)).toEqual({ key: 'words-only' });
    expect(roomFor(49 * MB)).toEqual({ key: 'small' });
    expect(roomFor(75 * MB)).toEqual({ key: 'some', photos: 204 });
    expect(roomFor(900 * MB)).toEqual({ key: 'plenty' });
  });
});

describe('a database that the browser closes under the app', () => {
  it('is opened anew and takes the words, without a second tap', async () => {
    const draftId = await openNight();
    vi.spyOn(db.drafts, 'put').mockRejectedValueOnce(lost()).mockRejectedValueOnce(lost());
    await commands.saveDraft(draftId, { remark: 'sau khi máy ngủ' });
    expect((await db.drafts.get(draftId))?.body.remark).toBe('sau khi máy ngủ');
  });

  it('is tried three times, not for ever', async () => {
    const work = vi.fn().mockRejectedValue(lost());
    await expect(surely(work)).rejects.toThrow('server lost');
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('is called unreadable when it cannot be opened, and nothing is written over it', async () => {
    const draftId = await openNight();
    vi.spyOn(db.meta, 'count').mockRejectedValue(lost());
    vi.spyOn(db.drafts, 'put').mockRejectedValue(lost());
    await expect(commands.saveDraft(draftId, { remark: 'x' })).rejects.toThrow();
    expect(databaseTrouble.value).toBe('unreadable');
    vi.restoreAllMocks();
    expect((await db.drafts.get(draftId))?.body.remark).toBe('');
  });

  it('does not make a fault of ours be tried again', async () => {
    const work = vi.fn().mockRejectedValue(new TypeError('ours'));
    await expect(surely(work)).rejects.toThrow('ours');
    expect(work).toHaveBeenCalledTimes(1);
  });
});

describe('a queue that cannot be read', () => {
  it('puts no tick on a night of which nothing is known', () => {
    const report = { state: null, rev: -1, complete: false };
    const parts = { report, draft: false, operations: [], photos: [], epoch: 'e' };
    expect(stateOf(parts)).toBe('queued');
  });

  it('is called so by the bar, not "saved"', async () => {
    vi.stubGlobal('location', { hash: '', protocol: 'https:' });
    vi.stubGlobal('navigator', { onLine: true });
    const { queue, queueWatch } = await import('../src/house/queue');
    queueWatch.live.value = { status: 'unreadable', error: lost() };
    expect(queue.value).toEqual({ key: 'unreadable' });
  });
});
