import { ALERT_TABLES, tellAlerts } from '../../alerts/raising';
import { db } from '../../db/db';
import { findDraft } from '../../db/drafts';
import type { Id } from '../body';

/** Deletes a draft with its unsent photos, after the person has confirmed it; a returned report itself stays. */
export async function discardDraft(draftId: Id): Promise<void> {
  await db.transaction('rw', [...ALERT_TABLES(), db.photos, db.photoBytes], async () => {
    const draft = await findDraft(draftId);
    if (!draft) return;
    // What is thrown away must not keep anybody on the road.
    const { body, removed } = draft;
    const incidents = [...removed.incidents, ...body.incidents];
    await tellAlerts({ ...draft, body: { ...body, incidents: [] }, removed: { ...removed, incidents } });
    const unsent = await db.photos
      .where('report_id')
      .equals(draftId)
      .filter((photo) => photo.state === 'draft')
      .primaryKeys();
    await db.photoBytes.bulkDelete(unsent);
    await db.photos.bulkDelete(unsent);
    await db.drafts.delete(draftId);
  });
}
