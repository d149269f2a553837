// The phone's database as client 2026.11.0 made it, by IndexedDB alone. Never changed: phones still have it.
import rows from './database-1.json';

type Store = { key: string; auto?: boolean; indexes: Record<string, string | string[]> };

export const STORES: Record<string, Store> = {
  drafts: { key: 'draft_id', indexes: plain('kind', 'report_id', 'shift_id', 'created_at') },
  reports: { key: 'id', indexes: plain('night', 'shift_id', 'state') },
  outbox: {
    key: 'op_id',
    indexes: {
      ...plain('status', 'report_id', 'acknowledged_at'),
      '[status+made_at]': ['status', 'made_at'],
      '[status+next_try_at]': ['status', 'next_try_at'],
    },
  },
  photos: {
    key: 'photo_id',
    indexes: {
      ...plain('report_id', 'state', 'op_id'),
      '[state+next_try_at]': ['state', 'next_try_at'],
    },
  },
  photoBytes: { key: 'photo_id', indexes: {} },
  shifts: { key: 'id', indexes: plain('night') },
  routes: { key: 'id', indexes: {} },
  team: { key: 'id', indexes: {} },
  catalogue: { key: 'key', indexes: {} },
  matters: { key: 'id', indexes: {} },
  notices: { key: 'id', indexes: plain('at') },
  feed: { key: 'id', indexes: plain('at') },
  meta: { key: 'key', indexes: {} },
  log: { key: 'id', auto: true, indexes: {} },
};

function plain(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, name]));
}

/** What a phone of that time had in its tables; bytes of pictures as ArrayBuffer. */
export function rowsOf(table: string): Record<string, unknown>[] {
  const kept = (rows as Record<string, Record<string, unknown>[]>)[table] ?? [];
  if (table !== 'photoBytes') return kept;
  return kept.map((row) => ({
    ...row,
    bytes: new Uint8Array(Buffer.from(String(row.bytes), 'base64')).buffer,
  }));
}

/** Dexie writes ten times its version. */
export const NATIVE_VERSION = 10;

export const opened = (request: IDBOpenDBRequest): Promise<IDBDatabase> =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

/** Writes the database as it was, under `name`, and closes it. */
export async function makeDatabase1(name: string): Promise<void> {
  const request = indexedDB.open(name, NATIVE_VERSION);
  request.onupgradeneeded = () => {
    for (const [table, { key, auto, indexes }] of Object.entries(STORES)) {
      const store = request.result.createObjectStore(table, { keyPath: key, autoIncrement: auto ?? false });
      for (const [index, path] of Object.entries(indexes)) store.createIndex(index, path);
      for (const row of rowsOf(table)) store.add(row);
    }
  };
  (await opened(request)).close();
}
