import type { Answer, Route, Shift } from '../api/shapes';
import { msOf } from '../lib/time';
import type { Id, Night } from '../reports/body';
import { db } from './db';
import { getMeta } from './meta';

/** Generation: see ReportRow. */
export type Cached<T> = T & { generation: number };
export type ShiftRow = Cached<Shift>;
export type RouteRow = Cached<Route>;

/** What an operation of this phone makes of a shift: its new plan or state, or what a member says. */
export type RosterChange = {
  op_id: Id;
  shift: Partial<ShiftRow> & { id: Id; night: Night };
  answer?: Answer;
};

/** Planned shifts from that night on, in order of their start; called-off ones too. This phone's own changes lie over them. */
export async function listShifts(from: Night): Promise<ShiftRow[]> {
  const rows = await db.shifts.where('night').aboveOrEqual(from).toArray();
  const known = new Map(rows.map((row) => [row.id, row]));
  for (const { shift, answer } of await listChanges()) {
    const row = { ...known.get(shift.id), ...shift } as ShiftRow;
    if (answer) row.answers = [...answersBut(row, answer.member_id), answer];
    if (shift.night >= from && row.starts_at) known.set(row.id, row);
  }
  return [...known.values()].sort((a, b) => msOf(a.starts_at) - msOf(b.starts_at));
}

const answersBut = (row: ShiftRow, member: Id): Answer[] =>
  (row.answers ?? []).filter((one) => one.member_id !== member);

const GOING = ['queued', 'sending', 'acknowledged'];

/** Those of this phone's changes that the roster does not show by itself yet; one that the server has set aside is none. */
export async function listChanges(): Promise<RosterChange[]> {
  const changes = (await getMeta('roster_changes')) ?? [];
  const rows = await db.outbox.bulkGet(changes.map((change) => change.op_id));
  return changes.filter((_, at) => GOING.includes(rows[at]?.status ?? ''));
}

export const findShift = async (shiftId: Id): Promise<ShiftRow | undefined> =>
  (await listShifts('')).find((row) => row.id === shiftId);

export const listRoutes = (): Promise<RouteRow[]> => db.routes.toCollection().sortBy('name');

export const findRoute = (routeId: Id): Promise<RouteRow | undefined> => db.routes.get(routeId);
