import type { Checkpoint } from '../api/shapes';
import type { Activity, Id, Incident, Moment, ReportBody } from '../reports/body';
import { db } from './db';

/** What a draft becomes when it is sent. */
export type DraftKind = 'report' | 'mend' | 'part';

/** The route as it was when the shift was opened: a later change of the roster does not move a walked round. */
export type RouteCopy = { id: Id; name: string; checkpoints: Checkpoint[] };

/** One shift being written, one returned report being mended, or one part for a report of another phone. */
export type Draft = {
  /** Equal to `report_id` except for a part, so that a part and a mend of one report stand side by side. */
  draft_id: Id;
  report_id: Id;
  kind: DraftKind;
  /** The `version` that a mend is based on; `null` otherwise. */
  base_version: number | null;
  commune_id: string;
  team_id: Id;
  shift_id: Id;
  /** Who holds the phone. */
  actor_id: Id;
  /** Planned times, for the line of the night. */
  starts_at: Moment;
  ends_at: Moment;
  route: RouteCopy | null;
  body: ReportBody;
  /** "Kết ca" was tapped: the hand-over is being read. */
  closed: boolean;
  /** Incidents and activities taken out by "Thôi"; kept until the report is sent, so that it can be undone. */
  removed: { incidents: Incident[]; activities: Activity[] };
  /** The checkpoint last tapped; a photo without a place of its own goes there. */
  last_checkpoint_id: Id | null;
  /** Pointers of a return that were answered with "Không có". */
  answered_none: string[];
  created_at: number;
  updated_at: number;
};

/** `undefined` when there is none. */
export const findDraft = (draftId: Id): Promise<Draft | undefined> => db.drafts.get(draftId);

/** Throws when there is none. */
export async function getDraft(draftId: Id): Promise<Draft> {
  const draft = await db.drafts.get(draftId);
  if (!draft) throw new Error(`no draft ${draftId}`);
  return draft;
}

/** The shift now open on this phone, the newest first; mends and parts do not count. */
export async function findOpenShift(): Promise<Draft | undefined> {
  const shifts = await db.drafts.where('kind').equals('report').sortBy('created_at');
  return shifts[shifts.length - 1];
}

/** Every draft, the oldest first. */
export const listDrafts = (): Promise<Draft[]> => db.drafts.orderBy('created_at').toArray();
