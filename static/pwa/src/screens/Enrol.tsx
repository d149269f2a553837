import { signal } from '@preact/signals';
import { Screen } from '../components/Screen';
import type { Preview } from '../api/shapes';
import { isInstalled, platformName } from '../enrolment/commands';
import { t } from '../i18n/t';
import { Mark } from '../components/Mark';
import { route } from '../router';
import { EnrolCode } from './EnrolCode';
import { EnrolHolder } from './EnrolHolder';
import { InstallCard } from './InstallCard';
import { Welcome } from './Welcome';

/** Where the enrolment stands; it survives a turn of the phone and a look at another screen. */
export const enrolling = signal<{ code: string; preview: Preview } | null>(null);
export const welcomed = signal(false);

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

/**
 * Enrolment. On an iPhone the browser's tab and the installed app share nothing, so the tab only shows how to install,
 * and the code is given inside the app.
 */
export function Enrol() {
  const code = route.value.parts[0] ?? '';
  if (welcomed.value) return <Welcome />;
  if (platformName() === 'ios' && !isInstalled())
    return (
      <Screen id="enrol" bar={false}>
        <Brand />
        <p>{t('enrol.iphoneFirst')}</p>
        <InstallCard />
        <p class="quiet">{t('enrol.iphoneThen')}</p>
        {code && code.length > 10 && <p class="code-shown num">{t('enrol.linkToo')}</p>}
      </Screen>
    );
  if (enrolling.value) return <EnrolHolder {...enrolling.value} />;
  return <EnrolCode key={code} given={code} />;
}
