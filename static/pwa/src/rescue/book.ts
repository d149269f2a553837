/**
 * Reads what waits straight from the browser's store, without the app's own database code: it must work when that code
 * throws, and when a newer version of the app has changed the database. Reads only.
 */
import type { RescueItem } from './file';

const NAME = 'keng';
const PATIENCE_MS = 8_000;

/** `none` there is no database · `unreadable` the browser gives no access now. */
export class NoBook extends Error {
  constructor(readonly reason: 'none' | 'unreadable') {
    super(reason);
  }
}

/** What a row of the outbox and of the photos must have; whatever else is there is passed over. */
type Operation = {
  op_id: string;
  status: string;
  canonical: string;
  made_at: number;
  epoch?: string | null;
  proven_at?: number | null;
  settled?: boolean;
  resolution?: unknown;
};
type Photo = {
  photo_id: string;
  state: string;
  bytes: number;
  sha256: string;
  added_at?: number;
  epoch?: string | null;
  proven_at?: number | null;
  kept?: boolean;
  removed?: boolean;
};

export type Waiting = {
  /** Whose key locks the file; `null` on a phone that never was of a team. */
  owner: { commune: string; device: string; key: string } | null;
  operations: string[];
  photos: { id: string; sha256: string }[];
  /** Bytes of all of it, about. */
  bytes: number;
};

export function openBook(): Promise<IDBDatabase> {
  return new Promise((opened, failed) => {
    const asked = indexedDB.open(NAME);
    const timer = setTimeout(() => failed(new NoBook('unreadable')), PATIENCE_MS);
    const end = () => clearTimeout(timer);
    asked.onupgradeneeded = () => {
      // Asking for a database that is not there would make an empty one, which the app could take for its own.
      end();
      asked.transaction?.abort();
      failed(new NoBook('none'));
    };
    asked.onerror = () => {
      end();
      failed(new NoBook('unreadable'));
    };
    asked.onsuccess = () => {
      end();
      const book = asked.result;
      book.onversionchange = () => book.close();
      opened(book);
    };
  });
}

const answerTo = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((done, failed) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });

const get = <T>(book: IDBDatabase, table: string, key: string): Promise<T | undefined> =>
  answerTo(book.transaction(table).objectStore(table).get(key));

/** Goes through a table row by row, so that a year of nights is never in memory at once. */
function eachRow<T>(book: IDBDatabase, table: string, look: (row: T) => void): Promise<void> {
  return new Promise((done, failed) => {
    const asked = book.transaction(table).objectStore(table).openCursor();
    asked.onerror = () => failed(asked.error);
    asked.onsuccess = () => {
      const cursor = asked.result;
      if (cursor) {
        look(cursor.value as T);
        cursor.continue();
      } else done();
    };
  });
}

const isProven = (row: Operation | Photo, epoch: string | undefined): boolean =>
  typeof row.proven_at === 'number' && row.epoch === epoch;

/** Whether the server may not have it: all that is not proven there and not settled by a person. */
const operationWaits = (row: Operation, epoch: string | undefined): boolean =>
  !isProven(row, epoch) && !row.settled && !row.resolution && row.canonical !== '';

const photoWaits = (row: Photo, epoch: string | undefined): boolean =>
  row.kept !== false &&
  !row.removed &&
  row.state !== 'draft' &&
  row.state !== 'needs-new' &&
  !isProven(row, epoch);

type Enrolment = { device_id: string; rescue_key: string; commune: { id: string } };
type Meta<T> = { value?: T };

export async function listWaiting(book: IDBDatabase): Promise<Waiting> {
  const enrolment = (await get<Meta<Enrolment>>(book, 'meta', 'enrolment'))?.value;
  const epoch = (await get<Meta<string>>(book, 'meta', 'epoch'))?.value;
  const operations: [at: number, id: string][] = [];
  const photos: [at: number, photo: Waiting['photos'][number]][] = [];
  let bytes = 0;
  await eachRow<Operation>(book, 'outbox', (row) => {
    if (!operationWaits(row, epoch)) return;
    operations.push([row.made_at, row.op_id]);
    bytes += row.canonical.length;
  });
  await eachRow<Photo>(book, 'photos', (row) => {
    if (!photoWaits(row, epoch)) return;
    photos.push([row.added_at ?? 0, { id: row.photo_id, sha256: row.sha256 }]);
    bytes += row.bytes;
  });
  const inOrder = <T>(found: [number, T][]): T[] => found.sort(([a], [b]) => a - b).map(([, one]) => one);
  const owner = enrolment
    ? { commune: enrolment.commune.id, device: enrolment.device_id, key: enrolment.rescue_key }
    : null;
  return { owner, operations: inOrder(operations), photos: inOrder(photos), bytes };
}

/** Told after each item; `unreadable` = a photo whose bytes the phone could not give. */
export type Progress = (what: 'operation' | 'photo' | 'unreadable') => void;

/** Text first, then the pictures, one at a time: a copy that was cut off has the reports all the same. */
export async function* itemsOf(
  book: IDBDatabase,
  waiting: Waiting,
  tell: Progress = () => undefined,
): AsyncGenerator<RescueItem> {
  for (const id of waiting.operations) {
    const row = await get<Operation>(book, 'outbox', id);
    if (!row) continue;
    yield { kind: 'operation', canonical: row.canonical };
    tell('operation');
  }
  for (const { id } of waiting.photos) {
    const bytes = await readPhoto(book, id);
    if (bytes) yield { kind: 'photo', photo_id: id, bytes };
    tell(bytes ? 'photo' : 'unreadable');
  }
}

/** A picture that cannot be read must not keep the others back. */
async function readPhoto(book: IDBDatabase, id: string): Promise<ArrayBuffer | null> {
  try {
    return (await get<{ bytes: ArrayBuffer }>(book, 'photoBytes', id))?.bytes ?? null;
  } catch {
    return null;
  }
}
