import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KengDatabase } from '../src/db/db';
import { itemsOf, listWaiting, NoBook, openBook } from '../src/rescue/book';
import { keyBytes, type RescueItem, rescueFile } from '../src/rescue/file';
import { fileName, makeRescueFile } from '../src/rescue/make';
import golden from './golden/rescue.json';

const bytesOf = (size: number): ArrayBuffer =>
  Uint8Array.from({ length: size }, (_, at) => at * 7 + 3).buffer;
const saltBytes = Uint8Array.from(golden.salt.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

async function* goldenItems(): AsyncGenerator<RescueItem> {
  for (const canonical of golden.operations) yield { kind: 'operation', canonical };
  for (const { photo_id, size } of golden.photos) yield { kind: 'photo', photo_id, bytes: bytesOf(size) };
}

async function joined(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
}

describe('a rescue file', () => {
  it('is, byte for byte, the one that the server reads', async () => {
    const made = await joined(rescueFile(goldenItems(), golden.head, keyBytes(golden.rescue_key), saltBytes));
    expect(made.equals(readFileSync('tests/golden/rescue.keng'))).toBe(true);
  });

  it('begins with two lines that anybody can read, and shows nothing else', async () => {
    const made = await joined(rescueFile(goldenItems(), golden.head, keyBytes(golden.rescue_key)));
    const [magic, head] = made.toString('latin1').split('\n');
    expect(magic).toBe('KENG-RESCUE 1');
    expect(JSON.parse(head ?? '')).toMatchObject(golden.head);
    expect(made.includes('report.addendum')).toBe(false);
  });

  it('is locked by another key each time', async () => {
    const make = () => joined(rescueFile(goldenItems(), golden.head, keyBytes(golden.rescue_key)));
    expect((await make()).equals(await make())).toBe(false);
  });

  it('holds one photo in memory at a time', async () => {
    let open = 0;
    async function* watched(): AsyncGenerator<RescueItem> {
      for (let at = 0; at < 20; at++) {
        open = at;
        yield { kind: 'photo', photo_id: golden.photos[0]?.photo_id ?? '', bytes: new ArrayBuffer(200_000) };
      }
    }
    let come = 0;
    for await (const part of rescueFile(watched(), golden.head, keyBytes(golden.rescue_key))) {
      come += part.byteLength;
      // What was asked for is never more than a photo ahead of what was given out.
      expect((open + 1) * 200_000 - come).toBeLessThan(300_000);
    }
  });

  it('is called by its time and its phone', () => {
    const ms = Date.parse('2026-11-21T22:10:00+07:00');
    expect(fileName(golden.head.device, ms)).toBe('keng-20261121-2210-00000a.keng');
  });
});

describe('what goes into the file', () => {
  let db: KengDatabase;
  const open: IDBDatabase[] = [];
  const book = async () => {
    const found = await openBook();
    open.push(found);
    return found;
  };

  beforeEach(async () => {
    db = new KengDatabase();
    await db.open();
    await db.meta.bulkPut([
      { key: 'epoch', value: 'e1' },
      {
        key: 'enrolment',
        value: { device_id: golden.head.device, rescue_key: golden.rescue_key, commune: { id: '24958' } },
      },
    ]);
  });

  afterEach(async () => {
    for (const found of open.splice(0)) found.close();
    await db.delete();
  });

  const operation = (op_id: string, more: object = {}) =>
    db.outbox.put({
      op_id,
      status: 'queued',
      canonical: `{"op_id":"${op_id}"}`,
      made_at: 1,
      ...more,
    } as never);
  const photo = async (photo_id: string, more: object = {}) => {
    await db.photos.put({
      photo_id,
      state: 'waiting',
      kept: true,
      removed: false,
      bytes: 3,
      ...more,
    } as never);
    await db.photoBytes.put({ photo_id, bytes: bytesOf(3) });
  };

  it('is everything that is not proven at the server, in the order it was made', async () => {
    await operation('queued', { made_at: 5 });
    await operation('sending', { status: 'sending', made_at: 2 });
    await operation('held', { status: 'held', epoch: 'e1', made_at: 3 });
    await operation('rejected', { status: 'rejected', made_at: 4 });
    await operation('unproven', { status: 'acknowledged', epoch: 'e1', proven_at: null, made_at: 1 });
    await operation('of-another-history', { status: 'acknowledged', epoch: 'e0', proven_at: 9, made_at: 0 });
    await operation('proven', { status: 'acknowledged', epoch: 'e1', proven_at: 9 });
    await operation('settled', { status: 'conflict', settled: true });
    const waiting = await listWaiting(await book());
    expect(waiting.operations).toEqual([
      'of-another-history',
      'unproven',
      'sending',
      'held',
      'rejected',
      'queued',
    ]);
  });

  it('is every photo that waits, also of a report that has arrived', async () => {
    await photo('waiting', { added_at: 2 });
    await photo('stuck', { state: 'stuck', added_at: 1 });
    await photo('stored-unproven', { state: 'stored', epoch: 'e1', proven_at: null, added_at: 3 });
    await photo('proven', { state: 'stored', epoch: 'e1', proven_at: 9 });
    await photo('draft', { state: 'draft' });
    await photo('taken-out', { removed: true });
    await photo('released', { kept: false });
    const waiting = await listWaiting(await book());
    expect(waiting.photos.map(({ id }) => id)).toEqual(['stuck', 'waiting', 'stored-unproven']);
  });

  it('goes out although a photo cannot be read, and says so', async () => {
    await photo('whole');
    await photo('gone');
    await db.photoBytes.delete('gone');
    const told: string[] = [];
    const found: RescueItem[] = [];
    const read = await book();
    for await (const item of itemsOf(read, await listWaiting(read), (what) => told.push(what)))
      found.push(item);
    expect(found.map((item) => item.kind === 'photo' && item.photo_id)).toEqual(['whole']);
    expect(told.sort()).toEqual(['photo', 'unreadable']);
  });

  it('is read from a database of a later version of the app', async () => {
    await operation('queued');
    db.close();
    await new Promise<void>((done) => {
      const asked = indexedDB.open('keng', 990);
      asked.onupgradeneeded = () => asked.result.createObjectStore('something-new');
      asked.onsuccess = () => {
        asked.result.close();
        done();
      };
    });
    expect((await listWaiting(await book())).operations).toEqual(['queued']);
  });

  it('stays on the phone as it was', async () => {
    await operation('queued');
    await photo('waiting');
    const before = [await db.outbox.toArray(), await db.photos.toArray(), await db.photoBytes.count()];
    const read = await book();
    await makeRescueFile(read, await listWaiting(read));
    expect([await db.outbox.toArray(), await db.photos.toArray(), await db.photoBytes.count()]).toEqual(
      before,
    );
  });
});

describe('a browser without a book', () => {
  it('is told from one that cannot open it, and gets no empty one', async () => {
    await expect(openBook()).rejects.toMatchObject({ reason: 'none' });
    await expect(openBook()).rejects.toBeInstanceOf(NoBook);
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('keng');
  });
});
