// The phone dies at every single write of a command: either all of it is there afterwards, or nothing.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '../src/db/db';
import * as commands from '../src/reports/commands';
import { addStoredPhoto, freshPhone, jpegBytes, openNight, sendQuietNight } from './fake/cast';

beforeEach(freshPhone);
afterEach(() => vi.restoreAllMocks());

const WRITES = ['put', 'add', 'delete', 'clear'] as const;

/** Lets the `n`th write of `command` be the last thing that this phone does; gives whether it came so far. */
async function diesAt(n: number, command: () => Promise<unknown>): Promise<boolean> {
  let count = 0;
  for (const name of WRITES) {
    const real = IDBObjectStore.prototype[name] as (...given: unknown[]) => IDBRequest;
    vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (
      this: IDBObjectStore,
      ...given: unknown[]
    ) {
      if (this.name !== 'log' && ++count === n) {
        this.transaction.abort();
        throw new DOMException('the battery is empty', 'DataError');
      }
      return real.apply(this, given);
    } as never);
  }
  const died = await command().then(
    () => false,
    () => true,
  );
  vi.restoreAllMocks();
  return died;
}

const TABLES = ['drafts', 'outbox', 'photos', 'photoBytes', 'reports', 'addenda'];

async function everything(): Promise<string> {
  const rows = await Promise.all(TABLES.map((name) => db.table(name).toArray()));
  return JSON.stringify(rows, (_key, value) => (value instanceof ArrayBuffer ? value.byteLength : value));
}

/** Kills the command at each of its writes in turn, until it lives to its end. Gives how often it died. */
async function killAtEveryWrite(command: () => Promise<unknown>): Promise<number> {
  const before = await everything();
  for (let n = 1; ; n++) {
    if (!(await diesAt(n, command))) return n - 1;
    expect(await everything()).toBe(before);
  }
}

describe('a phone that dies while it writes', () => {
  it('has the whole draft or the whole operation of a night with a photo', async () => {
    const draftId = await openNight();
    const photoId = await addStoredPhoto(draftId, jpegBytes(500));
    expect(await killAtEveryWrite(() => commands.sendReport(draftId))).toBeGreaterThan(3);
    expect(await db.drafts.count()).toBe(0);
    expect(await db.outbox.count()).toBe(1);
    expect(await db.photos.get(photoId)).toMatchObject({ state: 'waiting' });
  });

  it('has the whole mend or the whole answer', async () => {
    const { reportId } = await sendQuietNight();
    const body = (await db.reports.get(reportId))?.sent_body ?? null;
    await db.reports.update(reportId, { state: 'returned', version: 1, body });
    const draftId = await commands.startMend(reportId);
    expect(await killAtEveryWrite(() => commands.sendReport(draftId))).toBeGreaterThan(2);
    expect(await db.outbox.count()).toBe(2);
  });

  it('has the whole addendum with its photo, or all of it still being written', async () => {
    const { reportId } = await sendQuietNight();
    const addendumId = await commands.startAddendum(reportId);
    await commands.writeAddendum(addendumId, 'Đèn đã sửa');
    const photoId = await addStoredPhoto(addendumId, jpegBytes(500));
    expect(await killAtEveryWrite(() => commands.sendAddendum(addendumId))).toBeGreaterThan(2);
    expect(await db.addenda.count()).toBe(0);
    expect(await db.photos.get(photoId)).toMatchObject({ state: 'waiting', report_id: reportId });
  });

  it('puts a new photo in place of a bad one whole or not at all', async () => {
    const draftId = await openNight();
    const bad = await addStoredPhoto(draftId, jpegBytes(500));
    await commands.sendReport(draftId);
    await db.photos.update(bad, { state: 'needs-new' });
    const file = new Blob([jpegBytes(600, 3)]);
    expect(await killAtEveryWrite(() => commands.replacePhoto(bad, file))).toBeGreaterThan(2);
    expect(await db.photos.get(bad)).toMatchObject({ removed: true });
    expect(await db.photos.where('state').equals('waiting').count()).toBe(1);
  });

  it('settles a held night only together with the part that goes in its place', async () => {
    const { opId } = await sendQuietNight();
    const problem = { type: '/problems/shift-exists', title: '', status: 409, report_id: 'main' };
    await db.outbox.update(opId, { status: 'held', problem });
    expect(await killAtEveryWrite(() => commands.sendAsPart(opId))).toBeGreaterThan(1);
    expect(
      await db.outbox
        .toCollection()
        .filter((row) => row.kind === 'report.part')
        .count(),
    ).toBe(1);
  });
});

describe('what has to last', () => {
  it('is flushed to the disk with every transaction that writes', async () => {
    const asked: (string | undefined)[] = [];
    const kind = Object.getPrototypeOf(db.backendDB()) as IDBDatabase;
    const real = kind.transaction;
    vi.spyOn(kind, 'transaction').mockImplementation(function (this: IDBDatabase, stores, mode, options) {
      if (mode === 'readwrite') asked.push(options?.durability);
      return real.call(this, stores, mode, options);
    });
    // The library takes hold of the function when it opens.
    db.close();
    await db.open();
    await sendQuietNight();
    expect(asked.length).toBeGreaterThan(4);
    expect(new Set(asked)).toEqual(new Set(['strict']));
  });
});
