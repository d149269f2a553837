/** The line of the night and the counts of a report. */
import type { ReportRow } from '../../db/reports';
import { msOf } from '../../lib/time';
import type { Moment, ReportBody, Severity } from '../body';

/** A mark on the line; `share` from 0 (planned start) to 1 (planned end). */
export type LineMark = {
  share: number;
  at: Moment;
  kind: 'pass' | 'round' | 'incident';
  severity: Severity | null;
};

export type NightLine = { marks: LineMark[]; done: number };

type Span = { starts_at: Moment; ends_at: Moment };

function shareOf(at: Moment, span: Span): number {
  const length = msOf(span.ends_at) - msOf(span.starts_at);
  return length <= 0 ? 0 : Math.min(1, Math.max(0, (msOf(at) - msOf(span.starts_at)) / length));
}

/** Marks in order of time: a dot for a pass, a ring for a round confirmed whole, a diamond for an incident. */
export function nightLine(
  body: Pick<ReportBody, 'rounds' | 'incidents' | 'ended_at'>,
  span: Span,
): NightLine {
  const marks: LineMark[] = [];
  const add = (at: Moment, kind: LineMark['kind'], severity: Severity | null) =>
    marks.push({ share: shareOf(at, span), at, kind, severity });
  for (const round of body.rounds) {
    for (const pass of round.passes) if (pass.state !== 'skipped') add(pass.at, 'pass', null);
    if (round.confirmed === 'whole' && round.ended_at) add(round.ended_at, 'round', null);
  }
  for (const incident of body.incidents) add(incident.at, 'incident', incident.severity);
  return finishLine(marks);
}

/** The same from the short marks that a pulled report carries. */
export function lineOfSummary(marks: ReportRow['summary']['marks'], span: Span): NightLine {
  return finishLine(
    marks.map((mark) => ({ ...mark, severity: mark.severity ?? null, share: shareOf(mark.at, span) })),
  );
}

function finishLine(marks: LineMark[]): NightLine {
  marks.sort((a, b) => a.share - b.share);
  return { marks, done: marks[marks.length - 1]?.share ?? 0 };
}

export type Counts = {
  /** Rounds walked point by point or confirmed whole; an unfinished one counts when a point of it was seen. */
  rounds: number;
  whole_rounds: number;
  /** Points tapped one by one; skipped ones do not count, and a round confirmed whole adds none. */
  passes: number;
  skipped: number;
  incidents: number;
  activities: number;
  people: number;
  /** The highest severity of the night; 0 without incidents. */
  severity: Severity | 0;
};

export function countsOf(body: ReportBody): Counts {
  const passes = body.rounds.flatMap((round) => round.passes);
  const severities = body.incidents.map((incident) => incident.severity);
  return {
    rounds: body.rounds.length,
    whole_rounds: body.rounds.filter((round) => round.confirmed === 'whole').length,
    passes: passes.filter((pass) => pass.state !== 'skipped').length,
    skipped: passes.filter((pass) => pass.state === 'skipped').length,
    incidents: body.incidents.length,
    activities: body.activities.length,
    people: new Set(body.present.map((present) => present.member_id)).size,
    severity: Math.max(0, ...severities) as Severity | 0,
  };
}

/** Whether the short way ("Ca bình thường, không có vụ việc") is the true one. */
export const isQuiet = (body: ReportBody): boolean => body.incidents.length === 0;
