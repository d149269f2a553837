import { Urgent } from '../components/Buttons';
import { Icon } from '../components/Icon';
import { Screen } from '../components/Screen';
import { Note } from '../components/States';
import { t } from '../i18n/t';

/** An address of a shift that is not open here (any more): nothing is lost, and this is how to go on. */
export function NoShift() {
  return (
    <Screen
      id="no-shift"
      title={t('shift.none')}
      up=""
      dock={
        <div class="dock__row">
          <Urgent />
          <a class="main" href="#/" data-testid="home">
            <Icon name="home" />
            <span>{t('home.title')}</span>
          </a>
        </div>
      }
    >
      <Note icon="book">{t('close.none')}</Note>
    </Screen>
  );
}
