/** What a swap is and makes of the roster: plain, no database, no clock, no words. */
import type { Answer, Swap } from '../api/shapes';
import type { RosterChange, ShiftRow } from '../db/roster';
import { msOf } from '../lib/time';
import type { Id, SwapOperation } from '../reports/body';

type ShiftChange = RosterChange['shift'];

export type Lapse = 'begun' | 'called-off' | 'changed';

/** A swap beside the shift that it is about, and the one that is given for it. */
export type SwapShown = { swap: Swap; shift: ShiftRow; other: ShiftRow | null; lapse: Lapse | null };

/** Why a wish cannot come true any more, as the server judges it too; `now` in ms, `team` the members of today. */
export function lapseOf(swap: Swap, shifts: readonly ShiftRow[], team: ReadonlySet<Id>, now: number) {
  const { asker_id, asked_id, in_return } = swap;
  const given = shifts.find((shift) => shift.swaps?.some((one) => one.swap_id === swap.swap_id));
  const lapse = lapseOfSide(given, asker_id, asked_id, team, now);
  if (lapse || !in_return) return lapse;
  const other = shifts.find((shift) => shift.id === in_return.shift_id);
  return lapseOfSide(other, asked_id, asker_id, team, now);
}

function lapseOfSide(
  shift: ShiftRow | undefined,
  giver: Id,
  taker: Id,
  team: ReadonlySet<Id>,
  now: number,
): Lapse | null {
  if (!shift) return 'changed';
  if (shift.state !== 'planned') return 'called-off';
  if (now >= msOf(shift.starts_at)) return 'begun';
  const fits = shift.member_ids.includes(giver) && !shift.member_ids.includes(taker) && team.has(taker);
  return fits ? null : 'changed';
}

/** Everything that was asked about these shifts, the newest first. */
export function swapsIn(shifts: readonly ShiftRow[], team: ReadonlySet<Id>, now: number): SwapShown[] {
  return shifts
    .flatMap((shift) =>
      (shift.swaps ?? []).map((swap) => ({
        swap,
        shift,
        other: shifts.find((one) => one.id === swap.in_return?.shift_id) ?? null,
        lapse: swap.state === 'asked' ? lapseOf(swap, shifts, team, now) : null,
      })),
    )
    .sort((a, b) => msOf(b.swap.asked_at) - msOf(a.swap.asked_at));
}

export const isOpen = ({ swap, lapse }: SwapShown): boolean => swap.state === 'asked' && lapse === null;

/** Whether a swap is about that shift, given or given for it. */
export const isAbout = ({ swap, shift }: SwapShown, shiftId: Id): boolean =>
  shift.id === shiftId || swap.in_return?.shift_id === shiftId;

/** Who walked that shift before the member took it over by a swap; `null` when nobody did. */
export function takenFrom(swaps: readonly SwapShown[], shiftId: Id, member: Id): Id | null {
  for (const { swap, shift } of swaps) {
    if (swap.state !== 'agreed') continue;
    if (shift.id === shiftId && swap.asked_id === member) return swap.asker_id;
    if (swap.in_return?.shift_id === shiftId && swap.asker_id === member) return swap.asked_id;
  }
  return null;
}

/** The other members who could take the shift over. */
export const takersOf = (shift: ShiftRow, team: readonly Id[]): Id[] =>
  team.filter((id) => !shift.member_ids.includes(id));

/** The shifts ahead of those members that the holder could walk for them in return, by time. */
export function returnsFor(
  shift: ShiftRow,
  shifts: readonly ShiftRow[],
  holder: Id,
  team: readonly Id[],
  now: number,
): { shift: ShiftRow; member: Id }[] {
  const takers = takersOf(shift, team);
  return shifts
    .filter((one) => one.state === 'planned' && msOf(one.starts_at) > now && !one.member_ids.includes(holder))
    .flatMap((one) =>
      takers.filter((id) => one.member_ids.includes(id)).map((member) => ({ shift: one, member })),
    );
}

/** What an operation of this phone makes of the roster: of the shift, and of the one that is given for it. */
export function changesOf(operation: SwapOperation, shifts: readonly ShiftRow[]): ShiftChange[] {
  const shift = shifts.find((one) => one.id === operation.shift_id);
  if (!shift) return [];
  const known = shift.swaps ?? [];
  const { id, night } = shift;
  if (operation.kind === 'swap.ask') return [{ id, night, swaps: [...known, askedBy(operation)] }];
  const { body } = operation;
  const state = 'answer' in body ? body.answer : ('taken-back' as const);
  const swap = known.find((one) => one.swap_id === body.swap_id);
  if (!swap) return [];
  const settled = { ...swap, state, settled_at: operation.client_time };
  const swaps = known.map((one) => (one === swap ? settled : one));
  if (state !== 'agreed') return [{ id, night, swaps }];
  const other = shifts.find((one) => one.id === swap.in_return?.shift_id);
  const given = { ...handOver(shift, swap.asker_id, swap.asked_id), swaps };
  return other ? [given, handOver(other, swap.asked_id, swap.asker_id)] : [given];
}

const askedBy = (operation: Extract<SwapOperation, { kind: 'swap.ask' }>): Swap => ({
  swap_id: operation.op_id,
  asker_id: operation.actor_id,
  asked_id: operation.body.asked_id,
  in_return: operation.body.in_return,
  state: 'asked',
  asked_at: operation.client_time,
  settled_at: null,
});

/** Who takes a shift has said that he comes. */
function handOver({ id, night, member_ids, answers = [] }: ShiftRow, giver: Id, taker: Id): ShiftChange {
  const said: Answer = { member_id: taker, answer: 'joining' };
  return {
    id,
    night,
    member_ids: member_ids.map((one) => (one === giver ? taker : one)),
    answers: [...answers.filter((one) => one.member_id !== giver), said],
  };
}

/** What the holder asked and what came of it, as long as the night lies ahead and he has not read it. */
export const newsFor = (swaps: readonly SwapShown[], holder: Id, read: readonly Id[], since: string) =>
  swaps.filter(
    (one) =>
      one.swap.asker_id === holder &&
      one.swap.state !== 'taken-back' &&
      !(one.swap.state === 'asked' && one.lapse === null) &&
      one.shift.night >= since &&
      !read.includes(one.swap.swap_id),
  );
