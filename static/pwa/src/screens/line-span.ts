import { type Moment, momentOf, msOf } from '../lib/time';

export type Span = { starts_at: Moment; ends_at: Moment };

const EARLY_MS = 3 * 3_600_000;
const LEAST_MS = 3_600_000;

/**
 * The hours that a line is drawn over: the planned ones, unless the shift was walked at another time of the day; then
 * its own, so that its marks do not lie on one heap.
 */
export function lineSpan(planned: Span, started: Moment, ended: Moment | null, now: number): Span {
  const start = msOf(started);
  const fits = start >= msOf(planned.starts_at) - EARLY_MS && start <= msOf(planned.ends_at);
  if (fits && msOf(planned.ends_at) > msOf(planned.starts_at)) return planned;
  const end = Math.max(ended === null ? now : msOf(ended), start + LEAST_MS);
  return { starts_at: started, ends_at: momentOf(end) };
}
