import type { Draft } from '../db/drafts';
import { type Moment, momentOf, msOf } from '../lib/time';
import type { ReportBody } from '../reports/body';

const HOUR_MS = 3_600_000;
const LATE_HOURS = 2;

/** Hours since the planned end of a shift that is still open, once they are two; else `null`. `ms` is the phone's clock. */
export function hoursLate({ ends_at, closed }: Pick<Draft, 'ends_at' | 'closed'>, ms: number): number | null {
  const hours = Math.floor((ms - msOf(ends_at)) / HOUR_MS);
  return !closed && hours >= LATE_HOURS ? hours : null;
}

/**
 * The end that a person names, as it can have been: not before the last thing that was written, not after now (ms). A time of
 * the morning that reads as one before the shift began lies on the day after.
 */
export function trueEnd(body: ReportBody, named: Moment, now: number): Moment {
  const written = [
    body.started_at,
    ...body.rounds.flatMap((round) => [round.started_at, ...round.passes.map((pass) => pass.at)]),
    ...body.incidents.map((incident) => incident.at),
    ...body.activities.map((activity) => activity.at),
  ].map(msOf);
  const started = msOf(body.started_at);
  const meant = msOf(named) < started ? msOf(named) + 24 * HOUR_MS : msOf(named);
  return momentOf(Math.min(now, Math.max(meant, ...written)));
}
