import type { Report, ReportState } from '../api/shapes';
import type { Id, Moment, Night, ReportBody } from '../reports/body';
import { db } from './db';
import type { OutboxRow } from './outbox';

/**
 * A report as this phone knows it: what the server last said, and what this phone last sent. The row is a cache; what
 * was written lies in the outbox until it is proven.
 */
export type ReportRow = Omit<Report, 'state' | 'received_at' | 'ended_at'> & {
  /** `null` until the server has spoken of it. */
  state: ReportState | null;
  received_at: Moment | null;
  ended_at: Moment | null;
  /** The content last sent from this phone; `null` when another phone wrote it. */
  sent_body: ReportBody | null;
  /** The epoch of the answer that brought this row; revisions are compared within one epoch only. */
  epoch: string | null;
  /** Counts full pulls: rows of an older one were not in the newest. */
  generation: number;
};

export const findReport = (reportId: Id): Promise<ReportRow | undefined> => db.reports.get(reportId);

/** Reports of the nights from `since` to `until`, both inclusive, newest night first. */
export async function listReports(since: Night, until: Night = '9999-12-31'): Promise<ReportRow[]> {
  // Turned round here: backwards the database gives them one by one.
  return (await db.reports.where('night').between(since, until, true, true).toArray()).reverse();
}

/** The main report of a shift, when this phone knows one. */
export const findReportOfShift = (shiftId: Id): Promise<ReportRow | undefined> =>
  db.reports.where('shift_id').equals(shiftId).first();

/** Reports that wait for the team's mending, oldest night first; one whose answer is on its way does not. */
export async function listReturned(): Promise<ReportRow[]> {
  const returned = await db.reports.where('state').equals('returned').sortBy('night');
  if (returned.length === 0) return [];
  const answers = await db.outbox
    .where('report_id')
    .anyOf(returned.map((report) => report.id))
    .toArray();
  return returned.filter((report) => !answers.some((row) => isAnswer(row, report)));
}

const isAnswer = (row: OutboxRow, report: ReportRow): boolean =>
  row.report_id === report.id &&
  (row.kind === 'report.amend' || row.kind === 'report.withdraw') &&
  (row.status === 'acknowledged' ? (row.rev ?? 0) > report.rev : !row.settled && row.status !== 'rejected');
