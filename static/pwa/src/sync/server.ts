import { db } from '../db/db';
import { getMeta, type SyncState, setMeta } from '../db/meta';
import type { Id } from '../reports/body';
import type { Outcome } from './outcome';

/** How a step of the engine ended: it goes on, or the run is over for now. */
export type Step = { kind: 'idle' } | { kind: 'again' } | { kind: 'stop'; outcome: Outcome };

/** What one run of the engine remembers between its steps; each count keeps a fault from becoming an endless loop. */
export type Run = {
  /** A tap sends what would wait for its next try. */
  force: boolean;
  /** Operations and pictures that got no further in this run: once more is enough. */
  tried: Map<Id, number>;
  /** Batches that failed in a row. */
  failures: number;
  restarts: number;
  verifications: number;
  /** The epoch under which everything was found proven: nothing to ask again before another one shows itself. */
  checked: string | null;
  catalogue_version: string | null;
};

export const newRun = (force: boolean): Run => ({
  force,
  tried: new Map(),
  failures: 0,
  restarts: 0,
  verifications: 0,
  checked: null,
  catalogue_version: null,
});

export const noteTry = (run: Run, id: Id): Map<Id, number> => run.tried.set(id, (run.tried.get(id) ?? 0) + 1);

/** Changes what the screens are told of the connection. */
export async function setSyncState(change: Partial<SyncState>): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const before = (await getMeta('sync')) ?? { running: false, reached_at: null, trouble: null };
    await setMeta('sync', { ...before, ...change });
  });
}

/**
 * Notes what every answer tells beside its content. Another epoch means that the server's history was cut: numbers are
 * used again, so the cursor is worth nothing, and old acknowledgements have to be verified. `known` = the epoch when the
 * request left: an answer that another one has overtaken may come from a dead server and changes nothing here.
 */
export async function noteEpoch(epoch: string, known: string | undefined): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const present = await getMeta('epoch');
    if (present === epoch || present !== known) return;
    await setMeta('epoch', epoch);
    await db.meta.delete('cursor');
  });
}

/** The server has answered in full: notes when, and its clock. */
export async function noteServed(serverTime: string, now: number = Date.now()): Promise<void> {
  await setSyncState({ reached_at: now, trouble: null });
  await noteServerTime(serverTime, now);
}

/** The phone's clock minus the server's, ms. Both times are kept with every operation; nothing is corrected silently. */
async function noteServerTime(serverTime: string, now: number): Promise<void> {
  const offset = now - Date.parse(serverTime);
  if (!Number.isFinite(offset)) return;
  const known = await getMeta('offset_ms');
  // A write costs the phone a flush; a second more or less tells nobody anything.
  if (known === undefined || Math.abs(known - offset) > 1000) await setMeta('offset_ms', offset);
}
