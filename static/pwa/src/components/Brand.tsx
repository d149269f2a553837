import { t } from '../i18n/t';
import { Mark } from './Mark';

/** The mark, the name, and what this is. */
export function Brand() {
  return (
    <div class="brand">
      <Mark size={72} />
      <div>
        <h1>{t('app.name')}</h1>
        <p class="quiet">{t('app.what')}</p>
      </div>
    </div>
  );
}
