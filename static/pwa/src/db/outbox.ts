import type { Table } from 'dexie';
import type { Problem } from '../api/shapes';
import type { Id, Night, Operation, OperationKind } from '../reports/body';
import { db } from './db';
import { getMeta, setMeta } from './meta';

/**
 * `queued` waits · `sending` is on its way · `acknowledged` took effect · `held` the server keeps it for a person ·
 * `conflict` someone else was first · `rejected` cannot be taken; both need help. Nothing here is ever deleted by an error.
 */
export type OperationStatus = 'queued' | 'sending' | 'acknowledged' | 'held' | 'conflict' | 'rejected';

export type OutboxRow = {
  op_id: Id;
  kind: OperationKind;
  report_id: Id;
  shift_id: Id;
  night: Night;
  preset: string;
  /** What a look or an activity was about, to be named in lists: a thing or site, and the state or kind. */
  what?: { name: string; code: string };
  /** Canonical JSON of the operation, made once; what is sent is these very bytes. */
  canonical: string;
  /** Length of `canonical` in UTF-8. */
  bytes: number;
  status: OperationStatus;
  /** Milliseconds since 1970, device clock. */
  made_at: number;
  tries: number;
  /** When it failed alone for the first time since it last had success; `null` when it did not. */
  failing_since: number | null;
  next_try_at: number;
  /** The epoch under which it was acknowledged; worth nothing under another until verified. */
  epoch: string | null;
  receipt: string | null;
  version: number | null;
  rev: number | null;
  acknowledged_at: number | null;
  /** The server's clock in that answer, ms; missing in rows of older versions. */
  received_at?: number;
  /** When `verify` last said that the server still has it. */
  proven_at: number | null;
  problem: Problem | null;
  /** What a person decided about a held operation. */
  resolution: { outcome: string; note: string; at: string } | null;
  /** Sent on in another form (part, addendum): needs no help any more. */
  settled: boolean;
};

export const listOperations = (reportId: Id): Promise<OutboxRow[]> =>
  db.outbox.where('report_id').equals(reportId).sortBy('made_at');

export const findOperation = (opId: Id): Promise<OutboxRow | undefined> => db.outbox.get(opId);

/** How many rows stand in one of these states: the index counts, no row is read. */
export const countEach = (
  table: Table<unknown, Id>,
  index: 'status' | 'state',
  states: readonly string[],
): Promise<number> =>
  db.transaction('r', table, async () => {
    const counts = states.map((state) => table.where(index).equals(state).count());
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  });

export const countWithStatus = (...statuses: OperationStatus[]): Promise<number> =>
  countEach(db.outbox, 'status', statuses);

/**
 * Changes those of the operations that are still in one of the states `from`: without a lock another window may have
 * heard of their arrival meanwhile, and nothing may take that back.
 */
export const changeWhile = (
  ids: readonly Id[],
  from: readonly OperationStatus[],
  change: Partial<OutboxRow>,
): Promise<number> =>
  db.outbox
    .where('op_id')
    .anyOf(ids)
    .filter((row) => from.includes(row.status))
    .modify(change);

/** When the oldest of what waits to be sent, but for those of `except`, was made, ms; `null` when nothing waits. */
export async function oldestUnsent(except: ReadonlySet<Id> = new Set()): Promise<number | null> {
  const firsts = await Promise.all(
    ['queued', 'sending'].map((status) =>
      db.outbox
        .where('[status+made_at]')
        .between([status, 0], [status, Number.POSITIVE_INFINITY])
        .filter((row) => !except.has(row.op_id))
        .first(),
    ),
  );
  const times = firsts.flatMap((row) => (row ? [row.made_at] : []));
  return times.length > 0 ? Math.min(...times) : null;
}

/** How many operations need a person: in conflict or rejected, and not sent on in another form. */
export const countUnsettled = (): Promise<number> =>
  db.outbox
    .where('status')
    .anyOf('conflict', 'rejected')
    .filter((row) => !row.settled)
    .count();

/** The operation as it was made. */
export const operationOf = (row: OutboxRow): Operation => JSON.parse(row.canonical) as Operation;

/** How many operations and pictures wait for the network. */
export const waitingCount = async (): Promise<number> =>
  (await countWithStatus('queued', 'sending')) +
  (await countEach(db.photos, 'state', ['waiting', 'sending']));

/** So long what can be undone stays on the phone: time enough to see what one has tapped. */
export const HOLD_MS = 8_000;

/** Takes a word back that has not begun to go out; `false` when it has. It counts as forgotten, not as lost. */
export const unsay = (opId: Id): Promise<boolean> =>
  db.transaction('rw', db.outbox, db.meta, async () => {
    const row = await db.outbox.get(opId);
    if (row?.status !== 'queued' || row.tries > 0) return false;
    await db.outbox.delete(opId);
    await setMeta('forgotten', ((await getMeta('forgotten')) ?? 0) + 1);
    return true;
  });
