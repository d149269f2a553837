import { db } from './db';
import { getMeta } from './meta';

/** This phone's three words, until the office has compared them; none where the commune does not ask. */
export async function presentWords(): Promise<string[]> {
  const enrolment = await getMeta('enrolment');
  if (!enrolment) return [];
  // Before the first pull, what is known of the team may be of an earlier enrolment.
  const pulled = (await getMeta('cursor')) ? await db.team.get(enrolment.team.id) : enrolment;
  return pulled?.words ?? [];
}
