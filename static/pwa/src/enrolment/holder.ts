import { db } from '../db/db';
import { getMeta, setMeta } from '../db/meta';
import type { Id } from '../reports/body';

/** Another member takes the phone: what is sent from now on carries that name. */
export async function setHolder(holderId: Id): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    const enrolment = await getMeta('enrolment');
    if (enrolment) await setMeta('enrolment', { ...enrolment, holder_id: holderId });
  });
}
