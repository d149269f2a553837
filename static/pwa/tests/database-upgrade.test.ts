import { readFileSync } from 'node:fs';
import Dexie from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db, KengDatabase } from '../src/db/db';
import { databaseTrouble, openDatabase } from '../src/db/trouble';
import { installId } from '../src/enrolment/install';
import { runSync } from '../src/sync/engine';
import { FakeServer } from './fake/server';
import { makeDatabase1, NATIVE_VERSION, opened, rowsOf, STORES } from './recorded/database-1';

beforeEach(async () => {
  await db.delete();
  await makeDatabase1('keng');
});
afterEach(() => {
  db.close();
  databaseTrouble.value = null;
  vi.unstubAllGlobals();
});

const TABLES = Object.keys(STORES);

/** All but the cursor: with the tables of the third shape it reads from nothing, or it would never hear of what fills them. */
async function hasEverything(database: KengDatabase): Promise<void> {
  for (const table of TABLES) {
    const kept = rowsOf(table).filter((row) => table !== 'meta' || row.key !== 'cursor');
    expect({ [table]: await database.table(table).toArray() }).toEqual({ [table]: kept });
  }
}

/** An upgrade that the phone's death stops half-way: the browser takes all of it back. */
async function dieWhileUpgrading(afterStores: number): Promise<void> {
  const request = indexedDB.open('keng', NATIVE_VERSION * 2);
  request.onupgradeneeded = () => {
    for (let at = 0; at < afterStores; at++) request.result.createObjectStore(`half-${at}`);
    request.transaction?.objectStore('outbox').clear();
    request.transaction?.abort();
  };
  await expect(opened(request)).rejects.toBeTruthy();
}

describe('a phone that slept through the change of the database', () => {
  it('has every draft, operation, photo and setting under the new shape', async () => {
    expect(await openDatabase()).toBe(true);
    await hasEverything(db);
    expect(db.verno).toBeGreaterThan(1);
  });

  it('sends what was waiting, with its photo', async () => {
    await openDatabase();
    const server = new FakeServer();
    vi.stubGlobal('fetch', server.fetch);
    await runSync('tap');
    const waiting = rowsOf('outbox').filter((row) => row.status === 'queued');
    for (const row of waiting)
      expect(await db.outbox.get(String(row.op_id))).toMatchObject({ status: 'acknowledged' });
    const announced = rowsOf('photos').filter((row) => row.state === 'waiting');
    expect(announced).toHaveLength(1);
    for (const row of announced)
      expect(await db.photos.get(String(row.photo_id))).toMatchObject({ state: 'stored' });
  });

  it('keeps the id of its installation', async () => {
    await openDatabase();
    expect(await installId()).toBe(rowsOf('meta').find((row) => row.key === 'install_id')?.value);
    expect(await db.meta.get('storage_lost')).toBeUndefined();
  });

  it('loses nothing when it dies twenty times on the way', async () => {
    for (let death = 0; death < 20; death++) await dieWhileUpgrading(death % 5);
    await openDatabase();
    await hasEverything(db);
  });

  it('is not emptied by an upgrade that fails in our own code', async () => {
    const faulty = new KengDatabase();
    faulty.version(99).upgrade(async (tx) => {
      await tx.table('outbox').clear();
      throw new Error('a fault of ours');
    });
    await expect(faulty.open()).rejects.toThrow();
    faulty.close();
    await openDatabase();
    await hasEverything(db);
  });

  it('waits for an older window and says so, and goes on when that is closed', async () => {
    const older = await opened(indexedDB.open('keng'));
    older.onversionchange = () => undefined;
    const opening = openDatabase();
    await vi.waitFor(() => expect(databaseTrouble.value).toBe('blocked'));
    older.close();
    expect(await opening).toBe(true);
    expect(databaseTrouble.value).toBeNull();
    await hasEverything(db);
  });

  it('lets a newer window go first, and writes nothing more until it is opened anew', async () => {
    await openDatabase();
    const newer = new Dexie('keng');
    newer.version(98).stores({ later: 'id' });
    await newer.open();
    newer.close();
    expect(databaseTrouble.value).toBe('outdated');
    await expect(db.meta.count()).rejects.toThrow();
  });
});

describe('the shape of the database', () => {
  it('never takes a table away', () => {
    expect(readFileSync('src/db/db.ts', 'utf8')).not.toMatch(/:\s*null\b|deleteObjectStore/);
  });
});
