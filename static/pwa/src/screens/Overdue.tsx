import { Second } from '../components/Buttons';
import { Note } from '../components/States';
import type { Draft } from '../db/drafts';
import { act } from '../house/act';
import { now } from '../house/clock';
import { t } from '../i18n/t';
import { closeShift } from '../reports/commands/shift';
import { go } from '../router';
import { hoursLate } from './roster-facts';

/** A shift that was forgotten open says so, and offers to close it. */
export function Overdue({ draft }: { draft: Draft }) {
  const hours = hoursLate(draft, now.value);
  if (hours === null) return null;
  const close = async () => {
    if (await act(() => closeShift(draft.draft_id))) go('close');
  };
  return (
    <Note icon="clock" tone="now" role="status">
      <b>{t('roster.overdue', { n: hours })}</b> {t('roster.overdueNext')}
      <div class="card__actions">
        <Second onTap={() => void close()} id="close-overdue">
          {t('shift.close')}
        </Second>
      </div>
    </Note>
  );
}
