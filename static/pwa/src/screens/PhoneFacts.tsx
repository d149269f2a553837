import { useLive } from '../db/live';
import { getMeta } from '../db/meta';
import type { House } from '../house/house';
import { t } from '../i18n/t';
import { dateDigits } from '../lib/time';

/** My phone: whose book it is, since when, and whether the browser promised to keep it. */
export function PhoneFacts({ house }: { house: House }) {
  const live = useLive(async () => ({ persisted: (await getMeta('persisted')) ?? false }), []);
  const { enrolment, team } = house;
  return (
    <>
      <h2 class="label">{t('phone.label')}</h2>
      <dl class="card detail">
        <dt>{t('phone.team')}</dt>
        <dd>{team.name}</dd>
        <dt>{t('phone.commune')}</dt>
        <dd>
          {team.commune.name}, {team.commune.province}
        </dd>
        <dt>{t('phone.since')}</dt>
        <dd>{dateDigits(enrolment.enrolled_at)}</dd>
        <dt>{t('phone.storage')}</dt>
        <dd>
          {t(live.status === 'ready' && live.value.persisted ? 'phone.persisted' : 'phone.notPersisted')}
        </dd>
        <dt>{t('protection.label')}</dt>
        <dd>{t('protection.words')}</dd>
        <dt>{t('phone.version')}</dt>
        <dd class="num">{__VERSION__}</dd>
      </dl>
      <a class="second" href="#/enrol" data-testid="enrol-again">
        {t('phone.enrolAgain')}
      </a>
    </>
  );
}
