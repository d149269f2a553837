/** The roster written on the phone: planned and called off by the leader, answered by each member for himself. */
import type { Answer } from '../../api/shapes';
import { db } from '../../db/db';
import { type Enrolment, getMeta, setMeta } from '../../db/meta';
import type { OutboxRow } from '../../db/outbox';
import { surely } from '../../db/room';
import { listChanges, type RosterChange, type ShiftRow } from '../../db/roster';
import { clockOf } from '../../lib/time';
import type { Id, Operation, RosterPart } from '../body';
import { Refusal } from '../refusal';
import { shiftIdOf } from '../shifts';
import { headOf, outboxRow, readBack } from './operations';

/** A shift as it should be; its id follows from night and preset, the same on every phone. */
export type Plan = Pick<ShiftRow, 'night' | 'preset' | 'starts_at' | 'ends_at' | 'route_id' | 'member_ids'>;

type Deed = { id: Id; night: string; preset: string; part: RosterPart } & Pick<RosterChange, 'answer'> & {
    shift: Partial<ShiftRow>;
  };

const digits = (moment: string): string => {
  const { hour, minute } = clockOf(moment);
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
};

/** Plans shifts, changes them or takes them up again, all or none. */
export async function planShifts(plans: readonly Plan[]): Promise<void> {
  const enrolment = await enrolled();
  const deeds = plans.map(async ({ night, preset, starts_at, ends_at, route_id, member_ids }) => {
    const id = await shiftIdOf(enrolment.team.id, { id: null, night, preset });
    const times = { start: digits(starts_at), end: digits(ends_at) };
    const body = { night, preset, route_id, member_ids, ...times };
    const plan = { night, preset, starts_at, ends_at, route_id, member_ids };
    const shift = { ...plan, team_id: enrolment.team.id, state: 'planned' as const, reason: null };
    return { id, night, preset, part: { kind: 'roster.plan' as const, body }, shift };
  });
  await write(enrolment, await Promise.all(deeds));
}

/** Calls a planned shift off: its night is then neither missing nor quiet. Planning it again takes that back. */
export async function callOff({ id, night, preset }: ShiftRow, reason: string): Promise<void> {
  const part = { kind: 'roster.callOff' as const, body: { night, preset, reason } };
  await write(await enrolled(), [{ id, night, preset, part, shift: { state: 'called-off', reason } }]);
}

/** What the member who holds the phone says of a shift that he is planned for. */
export async function answerShift({ id, night, preset }: ShiftRow, answer: Answer['answer']): Promise<void> {
  const enrolment = await enrolled();
  const part = { kind: 'roster.answer' as const, body: { night, preset, answer } };
  const said = { member_id: enrolment.holder_id, answer };
  await write(enrolment, [{ id, night, preset, part, shift: {}, answer: said }]);
}

/** A person has seen that the roster went another way than this operation wanted: it needs no help any more. */
export const letBe = (opId: Id): Promise<unknown> => db.outbox.update(opId, { settled: true });

async function enrolled(): Promise<Enrolment> {
  const enrolment = await getMeta('enrolment');
  if (!enrolment) throw new Refusal('not-enrolled');
  return enrolment;
}

/** Operations and what they make of the roster, in one durable transaction. */
async function write(enrolment: Enrolment, deeds: readonly Deed[]): Promise<void> {
  const rows = await surely(() =>
    db.transaction('rw', db.outbox, db.meta, db.shifts, async () => {
      const written: OutboxRow[] = [];
      for (const deed of deeds) written.push(await queue(enrolment, deed));
      return written;
    }),
  );
  for (const row of rows) await readBack(row);
}

async function queue(enrolment: Enrolment, deed: Deed): Promise<OutboxRow> {
  const { id, night, preset, part, shift, answer } = deed;
  const changes = await listChanges();
  const now = Date.now();
  const { report_id: _, ...head } = headOf(
    {
      commune_id: enrolment.commune.id,
      team_id: enrolment.team.id,
      shift_id: id,
      report_id: id,
      actor_id: enrolment.holder_id,
    },
    now,
  );
  const operation = { ...head, ...(answer ? part : await onTop(part, id, changes)) } as Operation;
  const row = outboxRow(operation, { night, preset }, now);
  await db.outbox.add(row);
  const change = { op_id: row.op_id, shift: { ...shift, id, night }, ...(answer ? { answer } : {}) };
  await setMeta('roster_changes', [...changes, change]);
  return row;
}

/** Names what the change was written on: this phone's own change before it, else the version that the roster has here. */
async function onTop(part: RosterPart, id: Id, changes: readonly RosterChange[]): Promise<object> {
  const before = changes.filter((change) => change.shift.id === id && !change.answer).pop();
  if (before) return { ...part, body: { ...part.body, follows: before.op_id } };
  const known = await db.shifts.get(id);
  return known ? { ...part, base_version: known.version } : part;
}
