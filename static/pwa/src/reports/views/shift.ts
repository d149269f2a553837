/** The upright line of the shift being walked. */
import type { Checkpoint } from '../../api/shapes';
import type { Draft } from '../../db/drafts';
import { msOf } from '../../lib/time';
import type { Activity, Id, Incident, Moment, Pass, Round } from '../body';
import { currentRoundNumber, openRound } from '../rounds';

export type ShiftRow =
  | { kind: 'round'; number: number; round: Round; passes: number; points: number; at: Moment }
  | { kind: 'pass'; number: number; round_id: Id; checkpoint: Checkpoint; pass: Pass; at: Moment }
  | { kind: 'incident'; incident: Incident; at: Moment }
  | { kind: 'activity'; activity: Activity; at: Moment }
  | { kind: 'now'; number: number; checkpoint: Checkpoint }
  | { kind: 'ahead'; number: number; checkpoint: Checkpoint };

export type ShiftView = {
  /** The round being walked, from 1. */
  round: number;
  /** Its next point, from 1, and how many there are: "điểm 3 trên 5". */
  point: number;
  points: number;
  /** Past things in order of time, then the next point (the only raised row), then those ahead. */
  rows: ShiftRow[];
};

/** Upright line of the shift: finished rounds folded to one row, the present one point by point. */
export function shiftView(draft: Pick<Draft, 'body' | 'route'>): ShiftView {
  const { rounds, incidents, activities } = draft.body;
  const checkpoints = [...(draft.route?.checkpoints ?? [])].sort((a, b) => a.position - b.position);
  const number = currentRoundNumber(rounds);
  const open = openRound(rounds);
  const past: Extract<ShiftRow, { at: Moment }>[] = [
    ...finishedRows(rounds, open, checkpoints.length),
    ...passRows(open, number, checkpoints),
    ...incidents.map((incident) => ({ kind: 'incident' as const, incident, at: incident.at })),
    ...activities.map((activity) => ({ kind: 'activity' as const, activity, at: activity.at })),
  ];
  past.sort((a, b) => msOf(a.at) - msOf(b.at));
  const seen = new Set(open?.passes.map((pass) => pass.checkpoint_id));
  const left = checkpoints.filter((checkpoint) => !seen.has(checkpoint.id));
  const ahead: ShiftRow[] = left.map((checkpoint, index) => ({
    kind: index === 0 ? 'now' : 'ahead',
    number,
    checkpoint,
  }));
  return {
    round: number,
    point: checkpoints.length - left.length + 1,
    points: checkpoints.length,
    rows: [...past, ...ahead],
  };
}

function finishedRows(rounds: Round[], open: Round | null, points: number) {
  return rounds.flatMap((round, index) =>
    round === open
      ? []
      : [
          {
            kind: 'round' as const,
            number: index + 1,
            round,
            passes: round.passes.filter((pass) => pass.state !== 'skipped').length,
            points,
            // A folded round stands where it began, as its first point did before it was folded.
            at: round.passes[0]?.at ?? round.ended_at ?? round.started_at,
          },
        ],
  );
}

function passRows(open: Round | null, number: number, checkpoints: Checkpoint[]) {
  return (open?.passes ?? []).flatMap((pass) => {
    const checkpoint = checkpoints.find((point) => point.id === pass.checkpoint_id);
    return checkpoint && open
      ? [{ kind: 'pass' as const, number, round_id: open.round_id, checkpoint, pass, at: pass.at }]
      : [];
  });
}
