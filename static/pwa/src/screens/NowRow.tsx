import type { Checkpoint } from '../api/shapes';
import { buzz } from '../components/Buttons';
import { say } from '../components/Live';
import type { Draft } from '../db/drafts';
import { act } from '../house/act';
import { now } from '../house/clock';
import { atCheckpoint } from '../house/place';
import { t } from '../i18n/t';
import { tapCheckpoint } from '../reports/commands/shift';
import { digits } from './night-words';

/** The only raised row: one tap anywhere on it writes time and "bình thường". */
export function NowRow({
  draft,
  number,
  checkpoint,
}: {
  draft: Draft;
  number: number;
  checkpoint: Checkpoint;
}) {
  const tap = () => {
    buzz();
    void act(() => tapCheckpoint(draft.draft_id, number, checkpoint.id)).then((done) => {
      if (!done) return;
      say(t('shift.passed', { name: checkpoint.name }));
      atCheckpoint(draft.draft_id, checkpoint.id);
    });
  };
  return (
    <div class="spine__now">
      <button type="button" class="spine__row" onClick={tap} data-testid="checkpoint">
        <span class="spine__time">{digits(now.value)}</span>
        <span class="spine__dot spine__dot--now" aria-hidden="true">
          <i />
        </span>
        <span class="spine__name">
          <b>{checkpoint.name}</b>
          {t('shift.tapWhenThere')}
        </span>
      </button>
      <a class="second" href={`#/choose?at=${checkpoint.id}&round=${number}`} data-testid="has-matter">
        {t('shift.hasMatter')}
      </a>
    </div>
  );
}
