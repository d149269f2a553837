import { note } from '../db/log';
import { getMeta, setMeta } from '../db/meta';
import { uuid7 } from '../lib/uuid';
import type { Id } from '../reports/body';

// Beside the database, so that a database that came back empty is noticed and not taken for a new phone.
const CANARY = 'keng.install';

/** The id of this installation, made with the database. */
export async function installId(): Promise<Id> {
  const known = await getMeta('install_id');
  if (known) return known;
  const made = uuid7();
  if (readCanary() !== null) {
    await setMeta('storage_lost', true);
    await note('storage-lost', { before: readCanary() });
  }
  await setMeta('install_id', made);
  try {
    localStorage.setItem(CANARY, made);
  } catch {
    // Without it a later loss stays unnoticed; nothing else depends on it.
  }
  return made;
}

function readCanary(): string | null {
  try {
    return localStorage.getItem(CANARY);
  } catch {
    return null;
  }
}

/** Asks the browser never to clear this app's storage by itself; remembers whether it agreed. */
export async function protectStorage(): Promise<boolean> {
  let persisted = false;
  try {
    persisted = (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    // Old browsers and private windows have no such promise to give.
  }
  await setMeta('persisted', persisted);
  return persisted;
}
