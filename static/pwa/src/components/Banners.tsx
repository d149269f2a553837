import { db } from '../db/db';
import { getMeta, setMeta } from '../db/meta';
import { databaseTrouble } from '../db/trouble';
import { act } from '../house/act';
import { now } from '../house/clock';
import { watch } from '../house/watch';
import { t } from '../i18n/t';
import { CLOCK_OFF_MS, clockDigits, dateDigits, isBeforeBuild } from '../lib/time';
import { Second } from './Buttons';
import { Note } from './States';

export const warningsWatch = watch(() =>
  db.transaction('r', db.meta, async () => {
    const [lost, offset = 0] = await Promise.all([getMeta('storage_lost'), getMeta('offset_ms')]);
    // Nearly no phone has lost anything, and each question makes the start of a slow one longer.
    const unread = lost && !(await getMeta('loss_read'));
    return { offset, unsentAtLoss: unread ? ((await getMeta('lost_unsent')) ?? 0) : null };
  }),
);

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
      <ClockNote offset={facts?.offset ?? 0} />
      {facts && facts.unsentAtLoss !== null && <LossNote unsent={facts.unsentAtLoss} />}
    </>
  );
}

/** A phone whose clock is wrong is told both times; nothing that was written is changed on account of it. */
function ClockNote({ offset }: { offset: number }) {
  const here = now.value;
  if (isBeforeBuild(here, __VERSION__))
    return (
      <Note icon="clock" tone="trouble" role="alert">
        <b>{t('err.clockYears', { date: dateDigits(here) })}</b> {t('err.clockYearsNext')}
      </Note>
    );
  if (Math.abs(offset) <= CLOCK_OFF_MS) return null;
  const there = here - offset;
  const read = (ms: number) =>
    dateDigits(here) === dateDigits(there) ? clockDigits(ms) : `${clockDigits(ms)} ${dateDigits(ms)}`;
  return (
    <Note icon="clock" tone="trouble">
      <b>{t('err.clock', { phone: read(here), right: read(there) })}</b> {t('err.clockNext')}
    </Note>
  );
}

/** The browser has cleared what this phone kept: what is gone, what is safe, what to do. */
function LossNote({ unsent }: { unsent: number }) {
  return (
    <Note icon="warning" tone="trouble" role="alert">
      <b>{t('state.storageLost')}</b> {unsent > 0 && t('state.lostUnsent', { n: unsent })}{' '}
      {t('state.lostNext')}
      <div class="card__actions">
        <Second onTap={() => void act(() => setMeta('loss_read', true))} id="loss-read">
          {t('btn.understood')}
        </Second>
      </div>
    </Note>
  );
}
