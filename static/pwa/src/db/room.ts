import Dexie from 'dexie';
import { db } from './db';
import { note } from './log';
import { probeDatabase } from './trouble';

/** A megabyte kept for the moment when the phone is full: given up, it makes room for the words. */
export type Reserve = { id: 'reserve' | 'trial'; bytes: ArrayBuffer };

const RESERVE_BYTES = 1024 * 1024;
/** Below this, pictures are made smaller; below the second, there is room for words only. */
export const SPARE_BELOW = 50 * 1024 * 1024;
export const TEXT_ONLY_BELOW = 15 * 1024 * 1024;
const MOST_TRIES = 3;

/**
 * A write has found no room. The browser's word is worth nothing then: newer ones always speak of ten gigabytes, so that no
 * page learns how large the disk is.
 */
let full = false;

/** Free bytes that the browser still grants; none from a write without room until some fits; `null` = it does not say. */
export async function freeSpace(): Promise<number | null> {
  try {
    if (full) await tryRoom();
  } catch {
    return 0;
  }
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
  } catch {
    return null;
  }
}

type Fault = { name?: string; message?: string; inner?: Fault | null };

const told = (fault: unknown): string => {
  const { name = '', message = '', inner } = (fault ?? {}) as Fault;
  return `${name} ${message} ${inner ? told(inner) : ''}`;
};

/** Whether the phone had no room for a write; if so, that is remembered. */
export function isFull(fault: unknown): boolean {
  const found = /quota|disk.?full/i.test(told(fault));
  full ||= found;
  return found;
}

/** Whether the browser took the connection away, as Safari does while the app sleeps, or `db.ts` broke the write off. */
const isLost = (fault: unknown): boolean =>
  /UnknownError|InvalidState|DatabaseClosed|TransactionInactive|Abort|in-progress transaction|server lost/i.test(
    told(fault),
  );

/** Fills the reserve when there is plenty of room; it is no one's concern when that fails. */
export async function keepReserve(): Promise<void> {
  try {
    const free = await freeSpace();
    if (free !== null && free < SPARE_BELOW) return;
    if ((await db.reserve.count()) === 0) await putBytes('reserve', RESERVE_BYTES);
  } catch (fault) {
    // The next start tries again.
    isFull(fault);
  }
}

function putBytes(id: Reserve['id'], length: number): PromiseLike<unknown> {
  const bytes = new ArrayBuffer(length);
  // Zeros would be squeezed to nothing on some phones.
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(new Uint8Array(bytes, at, 65_536));
  return db.reserve.put({ id, bytes });
}

/** Throws while a megabyte more, besides the reserve, does not fit. */
async function tryRoom(): Promise<void> {
  await db.transaction('rw', db.reserve, async () => {
    await putBytes('trial', (2 - (await db.reserve.count())) * RESERVE_BYTES);
    await db.reserve.delete('trial');
  });
  full = false;
}

/** Gives the reserve up; `false` = it was gone already. */
export async function giveUpReserve(): Promise<boolean> {
  if ((await db.reserve.count()) === 0) return false;
  await db.reserve.clear();
  await note('reserve-given-up');
  return true;
}

/** A mark without which the work goes on all the same: a full phone must still be able to free its own room. */
export async function ifRoom(mark: PromiseLike<unknown>): Promise<void> {
  try {
    await mark;
  } catch (fault) {
    if (!isFull(fault)) throw fault;
  }
}

/**
 * Writes what a person has written. When the phone is full the reserve makes room, when the browser has lost the
 * connection it is opened anew, three times at most; then the fault is the caller's. `work` is one transaction: what
 * failed has changed nothing. `reserve: false` = a picture, which must leave the last room to words.
 */
export async function surely<T>(work: () => PromiseLike<T>, { reserve = true } = {}): Promise<T> {
  // Inside another write there is nothing to repeat: the outer one is.
  if (Dexie.currentTransaction) return work();
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (fault) {
      const mended = isFull(fault)
        ? reserve && (await giveUpReserve())
        : isLost(fault) && attempt < MOST_TRIES && (await probeDatabase());
      if (!mended) throw fault;
    }
  }
}
