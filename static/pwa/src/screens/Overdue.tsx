import { useState } from 'preact/hooks';
import { Second } from '../components/Buttons';
import { Note } from '../components/States';
import { TimeField } from '../components/TimeField';
import type { Draft } from '../db/drafts';
import { act } from '../house/act';
import { now } from '../house/clock';
import { t } from '../i18n/t';
import type { Moment } from '../lib/time';
import { closeShift } from '../reports/commands/shift';
import { go } from '../router';
import { hoursLate, trueEnd } from './overdue-facts';

/** A shift that was forgotten open says so, and offers to close it with the time when it truly ended. */
export function Overdue({ draft }: { draft: Draft }) {
  const [chosen, setChosen] = useState<Moment>(draft.ends_at);
  const hours = hoursLate(draft, now.value);
  if (hours === null) return null;
  const endedAt = trueEnd(draft.body, chosen, now.value);
  const close = async () => {
    if (await act(() => closeShift(draft.draft_id, { ended_at: endedAt }))) go('close');
  };
  return (
    <Note icon="clock" tone="now" role="status">
      <b>{t('roster.overdue', { n: hours })}</b>
      <TimeField
        label={t('roster.overdueWhen')}
        showLabel
        value={endedAt}
        night={draft.body.night}
        onTime={setChosen}
        id="true-end"
      />
      <div class="card__actions">
        <Second onTap={() => void close()} id="close-overdue">
          {t('shift.close')}
        </Second>
      </div>
    </Note>
  );
}
