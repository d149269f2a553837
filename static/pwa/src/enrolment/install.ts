import { db } from '../db/db';
import { note } from '../db/log';
import { getMeta, setMeta } from '../db/meta';
import { uuid7 } from '../lib/uuid';
import type { Id } from '../reports/body';
import { readCanary, writeCanary } from './canary';

/**
 * The id of this installation, made with the database. A database that is empty although its mark is still there is read
 * once more over a new connection (some phones show an empty one first), and only then counted as lost.
 */
export async function installId(): Promise<Id> {
  const before = readCanary();
  const known = (await getMeta('install_id')) ?? (before ? await readAnew() : undefined);
  if (known) {
    if (before?.install_id !== known) writeCanary({ install_id: known, unsent: before?.unsent ?? 0 });
    return known;
  }
  const made = uuid7();
  if (before) {
    await setMeta('storage_lost', true);
    await setMeta('lost_unsent', before.unsent);
    await note('storage-lost', { before: before.install_id, unsent: before.unsent });
  }
  await setMeta('install_id', made);
  writeCanary({ install_id: made, unsent: 0 });
  return made;
}

async function readAnew(): Promise<Id | undefined> {
  db.close({ disableAutoOpen: false });
  await db.open();
  return getMeta('install_id');
}

/**
 * Asks the browser never to clear this app's storage by itself; remembers whether it agreed. Never wait for the answer:
 * Firefox asks the person, who may leave the question standing for ever.
 */
export async function protectStorage(): Promise<void> {
  try {
    await setMeta('persisted', (await navigator.storage.persisted()) || (await navigator.storage.persist()));
  } catch {
    // Old browsers and private windows have no such promise to give.
  }
}

let asked = false;

/** Asks again, once a start: after a report browsers trust an app more than before. */
export async function protectOnceMore(): Promise<void> {
  if (asked || (await getMeta('persisted'))) return;
  if ((await db.outbox.where('status').equals('acknowledged').count()) === 0) return;
  asked = true;
  await protectStorage();
}
