/** A member asks about the own data: a copy, a correction, an erasure. Written here at once, and sent by itself. */
import { type DataRequest, type DataRequests, getDataRequests } from '../api/late';
import { db } from '../db/db';
import { getMeta, setMeta } from '../db/meta';
import { surely } from '../db/room';
import { nightOf } from '../lib/time';
import type { DataOperation, Id } from '../reports/body';
import { holdersHead, outboxRow, readBack } from '../reports/commands/operations';
import { Refusal } from '../reports/refusal';
import { judge } from '../sync/outcome';

export type AskedKind = DataOperation['body']['kind'];
export const KINDS: readonly AskedKind[] = ['provide', 'correct', 'delete'];

/** Gives the operation's id; throws `Refusal`. */
export async function askAboutData(kind: AskedKind, words: string): Promise<Id> {
  const now = Date.now();
  const row = await surely(() =>
    db.transaction('rw', db.meta, db.outbox, async () => {
      const enrolment = await getMeta('enrolment');
      if (!enrolment) throw new Refusal('not-enrolled');
      const operation: DataOperation = {
        ...holdersHead(enrolment, now),
        kind: 'data.ask',
        body: { kind, words: words.trim() || null },
      };
      const made = outboxRow(operation, { night: nightOf(now), preset: '' }, now);
      await db.outbox.add(made);
      return made;
    }),
  );
  return readBack(row);
}

/** A request as far as this phone knows: `told` is what the office's server said of it last. */
export type Asked = { id: Id; kind: AskedKind; arrived: boolean; told?: DataRequest };

/** What this member asked from this phone, the newest first. */
export async function listAsked(member: Id): Promise<Asked[]> {
  const told = (await getMeta('data_requests'))?.[member] ?? [];
  const rows = await db.outbox.where('report_id').equals(member).toArray();
  return rows
    .filter((row) => row.kind === 'data.ask')
    .sort((a, b) => b.made_at - a.made_at)
    .map((row) => ({
      id: row.op_id,
      kind: (JSON.parse(row.canonical) as DataOperation).body.kind,
      arrived: !/^(queued|sending)$/.test(row.status),
      told: told.find((one) => one.id === row.op_id),
    }));
}

/** Asks how this member's requests stand, and keeps the answer; without one what was kept stays. */
export async function fetchAsked(member: Id): Promise<boolean> {
  const outcome = judge(await getDataRequests(member));
  if (outcome.kind !== 'done') return false;
  const told = outcome.json as DataRequests | null;
  // An answer about somebody else is none: on a shared phone nobody reads another's.
  if (told?.member !== member || !Array.isArray(told.items)) return false;
  await db.transaction('rw', db.meta, async () => {
    const known = (await getMeta('data_requests')) ?? {};
    await setMeta('data_requests', { ...known, [member]: told.items });
  });
  return true;
}
