import { signal } from '@preact/signals';
import { t } from '../i18n/t';
import { newVersion, takeNewVersion } from '../sw/register';
import { Second, TextButton } from './Buttons';

const putOff = signal(false);
const notNow = signal(false);

/** A new version takes over when the person says so, never in the middle of a tap. */
export function UpdateBanner() {
  if (!newVersion.value || putOff.value) return null;
  const take = async () => {
    notNow.value = !(await takeNewVersion());
  };
  return (
    <div class="update" role="status" data-testid="update">
      <span>{t(notNow.value ? 'update.notNow' : 'update.ready')}</span>
      <TextButton
        tone="quiet"
        onTap={() => {
          putOff.value = true;
        }}
      >
        {t('install.later')}
      </TextButton>
      <Second onTap={() => void take()} id="take-update">
        {t('update.take')}
      </Second>
    </div>
  );
}
