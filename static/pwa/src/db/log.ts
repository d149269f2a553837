import { db } from './db';

export type LogRow = { id?: number; at: number; what: string; facts: Record<string, unknown> | null };

const RING = 2000;

/** Notes an event for support; keeps the newest 2,000. Never throws: a full phone must not stop work over a log line. */
export async function note(what: string, facts: Record<string, unknown> | null = null): Promise<void> {
  try {
    const id = await db.log.add({ at: Date.now(), what, facts });
    if (id % 100 === 0)
      await db.log
        .where('id')
        .belowOrEqual(id - RING)
        .delete();
  } catch {
    // Nothing depends on the log.
  }
}
