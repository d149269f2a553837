import { Brand } from '../components/Brand';
import { Screen } from '../components/Screen';
import { Note } from '../components/States';
import { isInstalled, platformName } from '../enrolment/commands';
import { isEmbedded } from '../house/install-prompt';
import { enrolling, welcomed } from '../house/welcome';
import { t } from '../i18n/t';
import { route } from '../router';
import { EnrolCode } from './EnrolCode';
import { EnrolHolder } from './EnrolHolder';
import { InstallCard } from './InstallCard';
import { Welcome } from './Welcome';

/**
 * Enrolment. On an iPhone the browser's tab and the installed app share nothing, so the tab only shows how to install,
 * and the code is given inside the app.
 */
export function Enrol() {
  const code = route.value.parts[0] ?? '';
  if (welcomed.value) return <Welcome />;
  if (isEmbedded())
    return (
      <Screen id="enrol" bar={false}>
        <Brand />
        <Note icon="phone" tone="now">
          <b>{t('enrol.embedded')}</b> {t('enrol.embeddedNext')}
        </Note>
      </Screen>
    );
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
