import { Icon } from '../components/Icon';
import type { IconName } from '../components/icons';
import { Screen } from '../components/Screen';
import { type Key, t } from '../i18n/t';

const MAY: readonly Key[] = ['may.1', 'may.2', 'may.3', 'may.4', 'may.5'];
const NOT: readonly Key[] = ['not.1', 'not.2', 'not.3', 'not.4', 'not.5', 'not.6'];
const WHERE: readonly (readonly [IconName, Key])[] = [
  ['phone', 'where.1'],
  ['steps', 'where.2'],
  ['plus', 'where.3'],
  ['camera', 'where.4'],
  ['send', 'where.5'],
  ['undo', 'where.6'],
  ['call', 'where.7'],
];

/** The card of what a member may and may not do, and where each thing is found. */
export function Help() {
  return (
    <Screen id="help" title={t('menu.help')} up="">
      <section class="card">
        <h2 class="card__tag card__tag--good">{t('may.title')}</h2>
        <ul class="rules rules--may">
          {MAY.map((key) => (
            <li key={key}>
              <Icon name="check" />
              <span>{t(key)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section class="card">
        <h2 class="card__tag card__tag--not">{t('not.title')}</h2>
        <ul class="rules rules--not">
          {NOT.map((key) => (
            <li key={key}>
              <Icon name="close" />
              <span>{t(key)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section class="card">
        <h2 class="card__tag">{t('where.title')}</h2>
        <ul class="rules">
          {WHERE.map(([icon, key]) => (
            <li key={key}>
              <Icon name={icon} />
              <span>{t(key)}</span>
            </li>
          ))}
        </ul>
        <a class="second" href="rescue.html" data-testid="to-rescue">
          {t('where.rescue')}
        </a>
      </section>
    </Screen>
  );
}
