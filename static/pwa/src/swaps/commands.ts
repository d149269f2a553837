/** A member asks another to take a shift over; the other answers. Each word can be undone for a moment before it goes out. */
import { db } from '../db/db';
import { getMeta, setMeta } from '../db/meta';
import { HOLD_MS } from '../db/outbox';
import { surely } from '../db/room';
import { listChanges, listShifts, type ShiftRow } from '../db/roster';
import type { Id, SwapOperation, SwapPart } from '../reports/body';
import { holdersHead, outboxRow, readBack } from '../reports/commands/operations';
import { Refusal } from '../reports/refusal';
import { changesOf } from './rules';

/** Asks a member to take the shift of the holder; with `other` in exchange for that one. Gives the operation's id. */
export const askSwap = (shift: ShiftRow, asked_id: Id, other: ShiftRow | null): Promise<Id> =>
  write(shift, {
    kind: 'swap.ask',
    body: {
      ...nightOf(shift),
      asked_id,
      in_return: other && { shift_id: other.id, ...nightOf(other) },
    },
  });

export const answerSwap = (shift: ShiftRow, swap_id: Id, answer: 'agreed' | 'refused'): Promise<Id> =>
  write(shift, { kind: 'swap.answer', body: { ...nightOf(shift), swap_id, answer } });

export const takeSwapBack = (shift: ShiftRow, swap_id: Id): Promise<Id> =>
  write(shift, { kind: 'swap.takeBack', body: { ...nightOf(shift), swap_id } });

const nightOf = ({ night, preset }: ShiftRow) => ({ night, preset });

async function write(shift: ShiftRow, part: SwapPart): Promise<Id> {
  const now = Date.now();
  const row = await surely(() =>
    db.transaction('rw', db.outbox, db.meta, db.shifts, async () => {
      const enrolment = await getMeta('enrolment');
      if (!enrolment) throw new Refusal('not-enrolled');
      const operation: SwapOperation = { ...holdersHead(enrolment, now), shift_id: shift.id, ...part };
      const made = { ...outboxRow(operation, nightOf(shift), now), next_try_at: now + HOLD_MS };
      await db.outbox.add(made);
      const shifts = changesOf(operation, await listShifts(''));
      const changes = shifts.map((changed) => ({ op_id: made.op_id, shift: changed }));
      await setMeta('roster_changes', [...(await listChanges()), ...changes]);
      return made;
    }),
  );
  return readBack(row);
}

const READ_KEPT = 50;

/** The asker has read what became of his wish. */
export const noteRead = (swapId: Id): Promise<void> =>
  db.transaction('rw', db.meta, async () => {
    const read = (await getMeta('swaps_read')) ?? [];
    await setMeta('swaps_read', [...read, swapId].slice(-READ_KEPT));
  });
