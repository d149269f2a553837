import { TextButton } from '../components/Buttons';
import { act } from '../house/act';
import { t } from '../i18n/t';
import { letBe } from '../reports/commands/roster';
import type { Errand } from '../reports/view';
import { nightTitle } from './night-words';

/** The roster went another way meanwhile: the present one is shown, and the person plans anew or lets it be. */
export function RosterErrand({ errand }: { errand: Errand }) {
  const opId = errand.op_id;
  return (
    <>
      <p>
        <b>{t('sync.rosterChanged', { night: nightTitle(errand.night) })}</b>
      </p>
      <p>{t('sync.rosterChangedNext')}</p>
      <div class="card__actions">
        <a class="second" href="#/roster" data-testid="see-roster">
          {t('sync.rosterSee')}
        </a>
        {opId && (
          <TextButton onTap={() => void act(() => letBe(opId))} id="let-be">
            {t('sync.rosterLetBe')}
          </TextButton>
        )}
      </div>
    </>
  );
}
