import type { Id } from '../reports/body';
import { db } from './db';

/**
 * Words after the fact while they are being written; its photos carry `addendum_id` as their report. It is in the
 * database from its first moment, because the phone may close the app behind the camera.
 */
export type Addendum = {
  addendum_id: Id;
  report_id: Id;
  text: string;
  /** A parked operation whose matter this carries on; `null` for a word of its own. */
  settles: Id | null;
  created_at: number;
  updated_at: number;
};

/** The one being written about a report; `settles` as above. */
export const findAddendum = (reportId: Id, settles: Id | null = null): Promise<Addendum | undefined> =>
  db.addenda
    .where('report_id')
    .equals(reportId)
    .filter((row) => row.settles === settles)
    .first();

/** Throws when there is none. */
export async function getAddendum(addendumId: Id): Promise<Addendum> {
  const addendum = await db.addenda.get(addendumId);
  if (!addendum) throw new Error(`no addendum ${addendumId}`);
  return addendum;
}
