import { Second } from '../components/Buttons';
import { Note } from '../components/States';
import { setConsent } from '../consents/commands';
import { type Consent, isInForce, textOn } from '../consents/standing';
import { useLive } from '../db/live';
import { getMeta } from '../db/meta';
import { act } from '../house/act';
import { findName, house } from '../house/house';
import { named, t } from '../i18n/t';
import { dateDigits, msOf } from '../lib/time';
import { syncNow } from '../sync/triggers';

/** Off unless the member who holds the phone says yes; taken back as easily. */
export function ConsentSettings() {
  const holder = house.value?.enrolment.holder_id ?? '';
  const live = useLive(() => getMeta('consents'), []);
  const text = textOn(Date.now());
  if (!text || !holder || live.status !== 'ready') return null;
  const consent = live.value?.[holder];
  const inForce = isInForce(consent, Date.now());
  const say = (given: boolean) =>
    void act(() => setConsent(given)).then((done) => {
      if (done) void syncNow();
    });
  return (
    <>
      <h2 class="label">{t('consent.label')}</h2>
      <p>
        <b>{t('consent.ask')}</b>
      </p>
      <p data-testid="consent-text">{named(text)}</p>
      <p class="quiet">{t('consent.who', { name: findName(holder) ?? '' })}</p>
      {inForce && consent ? (
        <>
          <Note icon="check" tone="good">
            {t('consent.given', { date: dateDigits(msOf(consent.at)) })}
          </Note>
          <Second icon="close" onTap={() => say(false)} wide id="withdraw-consent">
            {t('consent.back')}
          </Second>
        </>
      ) : (
        <>
          <Off consent={consent} />
          <Second icon="check" onTap={() => say(true)} wide id="give-consent">
            {t('consent.yes')}
          </Second>
        </>
      )}
    </>
  );
}

/** Nothing is read now, and why. */
function Off({ consent }: { consent: Consent | undefined }) {
  if (consent?.given)
    return (
      <Note icon="book" tone="wait">
        {t('consent.newText')}
      </Note>
    );
  const words = consent ? 'consent.withdrawn' : 'consent.off';
  return <p class="quiet">{t(words, { date: consent ? dateDigits(msOf(consent.at)) : '' })}</p>;
}
