import { signal } from '@preact/signals';
import { getMeta } from '../db/meta';
import { databaseTrouble } from '../db/trouble';
import { watch } from '../house/watch';
import { t } from '../i18n/t';
import { newVersion, takeNewVersion } from '../sw/register';
import { Second, TextButton } from './Buttons';
import { Note } from './States';

const CLOCK_OFF_MS = 5 * 60_000;
const putOff = signal(false);

export const warningsWatch = watch(async () => ({
  storageLost: (await getMeta('storage_lost')) ?? false,
  offset: (await getMeta('offset_ms')) ?? 0,
}));

/** A new version takes over when the person says so, never in the middle of a tap. */
export function UpdateBanner() {
  if (!newVersion.value || putOff.value) return null;
  return (
    <div class="update" role="status" data-testid="update">
      <span>{t('update.ready')}</span>
      <TextButton
        tone="quiet"
        onTap={() => {
          putOff.value = true;
        }}
      >
        {t('install.later')}
      </TextButton>
      <Second onTap={takeNewVersion} id="take-update">
        {t('update.take')}
      </Second>
    </div>
  );
}

/** What the person should know about this phone: its database, its clock, what its browser has done. */
export function PhoneWarnings() {
  const trouble = databaseTrouble.value;
  const live = warningsWatch.live.value;
  const facts = live.status === 'ready' ? live.value : null;
  return (
    <>
      {trouble && (
        <Note icon="hand" tone="trouble" role="alert">
          <b>{t(trouble === 'unreadable' ? 'state.readFailed' : `state.${trouble}`)}</b> {t('state.safe')}
          <div class="card__actions">
            <Second onTap={() => location.reload()}>{t('fault.reload')}</Second>
          </div>
        </Note>
      )}
      {facts && Math.abs(facts.offset) > CLOCK_OFF_MS && (
        <Note icon="clock" tone="trouble">
          {t('err.clock')}
        </Note>
      )}
      {facts?.storageLost && (
        <Note icon="warning" tone="trouble">
          {t('state.storageLost')}
        </Note>
      )}
    </>
  );
}
