import { signal } from '@preact/signals';
import { db } from './db';
import { note } from './log';

/**
 * `blocked` another window holds the old version open · `outdated` this window is older than the database now ·
 * `unreadable` the browser gives no access. What was written is safe in each case; nothing may be offered as empty.
 */
export type DatabaseTrouble = 'blocked' | 'outdated' | 'unreadable' | null;

export const databaseTrouble = signal<DatabaseTrouble>(null);

const PATIENCE_MS = 4_000;

let watching = false;

function watchWindows(): void {
  if (watching) return;
  watching = true;
  db.on('blocked', () => {
    databaseTrouble.value = 'blocked';
  });
  db.on('versionchange', () => {
    // Another window wants to upgrade: holding on would freeze it.
    db.close();
    databaseTrouble.value = 'outdated';
    // The library's own handler would open the database again by itself, newer than this code knows.
    return false;
  });
}

/** Opens the database; `false` = it is not to be had now, and `databaseTrouble` says why. */
export async function openDatabase(): Promise<boolean> {
  watchWindows();
  const slow = setTimeout(() => {
    databaseTrouble.value ??= 'unreadable';
  }, PATIENCE_MS);
  try {
    await db.open();
    databaseTrouble.value = null;
    return true;
  } catch {
    databaseTrouble.value = 'unreadable';
    return false;
  } finally {
    clearTimeout(slow);
  }
}

/**
 * Before the first write after a pause: some phones lose the connection while the app sleeps. Opens it anew, three
 * times at most.
 */
export async function probeDatabase(): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await db.meta.count();
      if (databaseTrouble.value === 'unreadable') databaseTrouble.value = null;
      return true;
    } catch (fault) {
      if (databaseTrouble.value === 'outdated') return false;
      db.close({ disableAutoOpen: false });
      await db.open().catch(() => undefined);
      await note('database-reopened', { message: String(fault) });
    }
  }
  databaseTrouble.value = 'unreadable';
  return false;
}
