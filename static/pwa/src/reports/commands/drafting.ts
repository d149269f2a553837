import { db } from '../../db/db';
import { type Draft, getDraft } from '../../db/drafts';
import { surely } from '../../db/room';
import type { Id, ReportBody } from '../body';

/** Changes a draft in one durable transaction; `change` gets the row as it is and gives the new one. */
export function changeDraft(draftId: Id, change: (draft: Draft) => Draft): Promise<Draft> {
  return surely(() =>
    db.transaction('rw', db.drafts, async () => {
      const changed = { ...change(await getDraft(draftId)), updated_at: Date.now() };
      await db.drafts.put(changed);
      return changed;
    }),
  );
}

/** The same for the body alone. */
export const changeBody = (
  draftId: Id,
  change: (body: ReportBody, draft: Draft) => ReportBody,
): Promise<Draft> => changeDraft(draftId, (draft) => ({ ...draft, body: change(draft.body, draft) }));
