/** Rounds and checkpoints, one tap each. */
import type { Draft } from '../../db/drafts';
import { momentOf } from '../../lib/time';
import { uuid7 } from '../../lib/uuid';
import type { Id, Pass, PassState } from '../body';
import * as rounds from '../rounds';
import { changeBody, changeDraft } from './drafting';

function planOf(draft: Draft): rounds.RoundPlan {
  const { rounds: walked, started_at } = draft.body;
  return {
    checkpoints: draft.route?.checkpoints ?? [],
    route_id: draft.route?.id ?? null,
    mode: walked[walked.length - 1]?.mode ?? 'motorbike',
    newId: uuid7,
    shift_started_at: started_at,
  };
}

export type TapOptions = { state?: PassState; note?: string; how?: Pass['how'] };

/**
 * A tap on a checkpoint of round `number` (`ShiftView.round`): writes the time now. A tap meant for a round that has
 * ended meanwhile does nothing, so a double tap is one tap.
 */
export function tapCheckpoint(
  draftId: Id,
  number: number,
  checkpointId: Id,
  options: TapOptions = {},
): Promise<Draft> {
  const at = momentOf(Date.now());
  const tap = {
    checkpoint_id: checkpointId,
    at,
    state: options.state ?? 'normal',
    how: options.how ?? 'tap',
    note: options.note ?? '',
  } as const;
  return changeDraft(draftId, (draft) => ({
    ...draft,
    body: { ...draft.body, rounds: rounds.tapped(draft.body.rounds, number, tap, planOf(draft)) },
    last_checkpoint_id: checkpointId,
  }));
}

/** A point that could not be seen; `note` says why. */
export const skipCheckpoint = (draftId: Id, number: number, checkpointId: Id, note: string): Promise<Draft> =>
  tapCheckpoint(draftId, number, checkpointId, { state: 'skipped', note });

/** Changes state or note of a pass, in any round; its time stays. */
export const remarkPass = (
  draftId: Id,
  roundId: Id,
  checkpointId: Id,
  change: { state?: PassState; note?: string },
): Promise<Draft> =>
  changeBody(draftId, (body) => ({
    ...body,
    rounds: rounds.remarked(body.rounds, roundId, checkpointId, change),
  }));

/** "Đủ cả vòng" for round `number`. */
export function confirmRound(draftId: Id, number: number): Promise<Draft> {
  const at = momentOf(Date.now());
  return changeBody(draftId, (body, draft) => ({
    ...body,
    rounds: rounds.confirmedWhole(body.rounds, number, at, planOf(draft)),
  }));
}

/** Takes a tap back. */
export const undoTap = (draftId: Id, roundId: Id, checkpointId: Id): Promise<Draft> =>
  changeBody(draftId, (body) => ({ ...body, rounds: rounds.untapped(body.rounds, roundId, checkpointId) }));

/** Takes "Đủ cả vòng" back; only the last round can be. */
export const undoRound = (draftId: Id, roundId: Id): Promise<Draft> =>
  changeBody(draftId, (body) => ({ ...body, rounds: rounds.unconfirmed(body.rounds, roundId) }));

/** How this round is made: on foot, motorbike … It holds for the rounds after it too. */
export const setMode = (draftId: Id, roundId: Id, mode: string): Promise<Draft> =>
  changeBody(draftId, (body) => ({
    ...body,
    rounds: body.rounds.map((round) => (round.round_id === roundId ? { ...round, mode } : round)),
  }));
