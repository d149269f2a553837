/** Rounds and passes, pure: each function gives a new list and leaves the old one alone. */
import type { Checkpoint } from '../api/shapes';
import type { Id, Moment, Pass, PassState, Round } from './body';

/** The number (from 1) of the round now being walked: the unfinished one, else the one after the last. */
export function currentRoundNumber(rounds: Round[]): number {
  const last = rounds[rounds.length - 1];
  return last && last.ended_at === null ? rounds.length : rounds.length + 1;
}

/** The unfinished round, if a point of it was tapped already. */
export function openRound(rounds: Round[]): Round | null {
  const last = rounds[rounds.length - 1];
  return last && last.ended_at === null ? last : null;
}

export type RoundPlan = {
  checkpoints: Checkpoint[];
  route_id: Id | null;
  mode: string;
  newId: () => Id;
  /** When the shift began: the earliest time the first round can have begun. */
  shift_started_at: Moment;
};

export type Tap = { checkpoint_id: Id; at: Moment; state: PassState; how: Pass['how']; note: string };

function beginRound(plan: RoundPlan, startedAt: Moment): Round {
  return {
    round_id: plan.newId(),
    route_id: plan.route_id,
    mode: plan.mode,
    started_at: startedAt,
    ended_at: null,
    rest_minutes: 0,
    confirmed: 'points',
    passes: [],
  };
}

const replaceLast = (rounds: Round[], round: Round): Round[] => [...rounds.slice(0, -1), round];

/** Whether every point of the route was tapped in that round (skipped ones too: they were accounted for). */
export function isWalked(round: Round, checkpoints: Checkpoint[]): boolean {
  const seen = new Set(round.passes.map((pass) => pass.checkpoint_id));
  return checkpoints.length > 0 && checkpoints.every((point) => seen.has(point.id));
}

/**
 * One tap on a checkpoint of round `number`. The first tap begins the round, the last one ends it. A second tap on
 * the same point of the same round changes its state and note, never its time. A tap meant for a round that has ended
 * meanwhile (a double tap on the last point) changes nothing.
 */
export function tapped(rounds: Round[], number: number, tap: Tap, plan: RoundPlan): Round[] {
  if (number !== currentRoundNumber(rounds)) return rounds;
  const open = openRound(rounds) ?? beginRound(plan, tap.at);
  const before = open.passes.find((pass) => pass.checkpoint_id === tap.checkpoint_id);
  const pass: Pass = { ...tap, at: before?.at ?? tap.at, position: before?.position ?? null };
  const passes = before
    ? open.passes.map((other) => (other === before ? pass : other))
    : [...open.passes, pass];
  const walked = isWalked({ ...open, passes }, plan.checkpoints);
  const round = { ...open, passes, ended_at: walked ? tap.at : null };
  return openRound(rounds) ? replaceLast(rounds, round) : [...rounds, round];
}

/**
 * "Đủ cả vòng" for round `number`: the time of this tap ends it, and the passes stay those tapped one by one. A round
 * of which no point was tapped begins where the one before ended: the earliest time that is known.
 */
export function confirmedWhole(rounds: Round[], number: number, at: Moment, plan: RoundPlan): Round[] {
  if (number !== currentRoundNumber(rounds)) return rounds;
  const open = openRound(rounds);
  const startedAt = rounds[rounds.length - 1]?.ended_at ?? plan.shift_started_at;
  const round: Round = { ...(open ?? beginRound(plan, startedAt)), confirmed: 'whole', ended_at: at };
  return open ? replaceLast(rounds, round) : [...rounds, round];
}

/** Takes a pass back. The last round becomes open again; a round that loses its last pass goes altogether. */
export function untapped(rounds: Round[], roundId: Id, checkpointId: Id): Round[] {
  return rounds.flatMap((round, index) => {
    if (round.round_id !== roundId) return [round];
    const passes = round.passes.filter((pass) => pass.checkpoint_id !== checkpointId);
    if (passes.length === 0 && round.confirmed === 'points') return [];
    const reopens = index === rounds.length - 1 && round.confirmed === 'points';
    return [{ ...round, passes, ended_at: reopens ? null : round.ended_at }];
  });
}

/** Takes "Đủ cả vòng" back from the last round: its tapped points stay, and it is open again. */
export function unconfirmed(rounds: Round[], roundId: Id): Round[] {
  const last = rounds[rounds.length - 1];
  if (!last || last.round_id !== roundId || last.confirmed !== 'whole') return rounds;
  if (last.passes.length === 0) return rounds.slice(0, -1);
  return replaceLast(rounds, { ...last, confirmed: 'points', ended_at: null });
}

/** Changes state and note of a pass in any round; its time stays. */
export function remarked(
  rounds: Round[],
  roundId: Id,
  checkpointId: Id,
  change: Partial<Pick<Pass, 'state' | 'note'>>,
): Round[] {
  return rounds.map((round) =>
    round.round_id !== roundId
      ? round
      : {
          ...round,
          passes: round.passes.map((pass) =>
            pass.checkpoint_id === checkpointId ? { ...pass, ...change } : pass,
          ),
        },
  );
}

/** Ends an unfinished round at its last tap, as "Kết ca" does: no time is invented for points not seen. */
export function finished(rounds: Round[]): Round[] {
  const open = openRound(rounds);
  if (!open) return rounds;
  const last = open.passes[open.passes.length - 1];
  return last ? replaceLast(rounds, { ...open, ended_at: last.at }) : rounds.slice(0, -1);
}
