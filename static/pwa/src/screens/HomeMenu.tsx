import { Icon } from '../components/Icon';
import type { IconName } from '../components/icons';
import { type Key, t } from '../i18n/t';

const PLACES: readonly (readonly [string, IconName, Key])[] = [
  ['roster', 'people', 'menu.roster'],
  ['things', 'search', 'menu.things'],
  ['month', 'calendar', 'menu.month'],
  ['mine', 'person', 'menu.mine'],
  ['feed', 'news', 'menu.feed'],
  ['help', 'shield', 'menu.help'],
  ['settings', 'settings', 'menu.settings'],
];

/** The seldom places, under everything that belongs to tonight. */
export function HomeMenu() {
  return (
    <nav class="menu" aria-label={t('menu.label')}>
      {PLACES.map(([path, icon, words]) => (
        <a href={`#/${path}`} key={path} data-testid={`menu-${path}`}>
          <Icon name={icon} />
          {t(words)}
        </a>
      ))}
    </nav>
  );
}
