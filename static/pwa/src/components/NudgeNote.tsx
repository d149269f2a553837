import type { Nudge } from '../api/shapes';
import { noteNudgeRead, presentNudge } from '../db/nudge';
import { act } from '../house/act';
import { watch } from '../house/watch';
import { type Key, t } from '../i18n/t';
import { syncSoon } from '../sync/triggers';
import { Second } from './Buttons';
import { Note } from './States';

const nudgeWatch = watch(presentNudge);
nudgeWatch.start();

/** What each reason asks for; one that only a later server knows asks to look and to call. */
const WORDS: Readonly<Record<string, Key>> = {
  'storage-lost': 'nudge.storage-lost',
  counters: 'nudge.counters',
  'old-unsent': 'nudge.old-unsent',
  parked: 'nudge.parked',
  silent: 'nudge.silent',
  'little-room': 'nudge.little-room',
  unprotected: 'nudge.unprotected',
  clock: 'nudge.clock',
  'old-version': 'nudge.old-version',
};

/** The commune police remind this phone of something: what to do, and a tap that tells them it was read. */
export function NudgeNote() {
  const live = nudgeWatch.live.value;
  if (live.status !== 'ready' || live.value === null) return null;
  const nudge = live.value;
  return (
    <Note icon="hand" tone="wait">
      <div role="status" data-testid="nudge">
        <b>{t('nudge.from')}</b> {t(WORDS[nudge.reason] ?? 'nudge.other')}
        <div class="card__actions">
          <Second onTap={() => void understand(nudge)} id="nudge-read">
            {t('btn.understood')}
          </Second>
        </div>
      </div>
    </Note>
  );
}

async function understand(nudge: Nudge): Promise<void> {
  await act(() => noteNudgeRead(nudge));
  syncSoon();
}
