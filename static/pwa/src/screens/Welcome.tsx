import { givenName } from '../components/Avatars';
import { Brand } from '../components/Brand';
import { Main, TextButton } from '../components/Buttons';
import { Screen } from '../components/Screen';
import { SizeChoice } from '../components/SizeChoice';
import { Note, Skeleton } from '../components/States';
import { isInstalled } from '../enrolment/commands';
import { findName, house } from '../house/house';
import { askToInstall, installed, installPrompt } from '../house/install-prompt';
import { welcomed, wordsCard } from '../house/welcome';
import { inSentence } from '../i18n/format';
import { t } from '../i18n/t';
import { go } from '../router';
import { InstallCard } from './InstallCard';

/** After the code: a greeting, the size of the text, and the home screen. */
export function Welcome() {
  const home = house.value;
  const leave = () => {
    welcomed.value = false;
    go('', { replace: true });
  };
  if (!home)
    return (
      <Screen id="welcome" bar={false}>
        <Brand />
        <Skeleton />
      </Screen>
    );
  const { team, enrolment } = home;
  const Words = wordsCard.value;
  const inPlace = isInstalled() || installed.value;
  const canAsk = installPrompt.value !== null && !inPlace;
  const install = () => void askToInstall().then((accepted) => accepted && leave());
  return (
    <Screen
      id="welcome"
      bar={false}
      dock={
        canAsk ? (
          <>
            <TextButton tone="quiet" onTap={leave} id="install-later">
              {t('install.later')}
            </TextButton>
            <Main icon="add" onTap={install} id="install">
              {t('install.now')}
            </Main>
          </>
        ) : (
          <Main icon="book" onTap={leave} id="begin-book">
            {t('enrol.begin')}
          </Main>
        )
      }
    >
      <Brand />
      <div>
        <h2 class="welcome__hello">
          {t('enrol.hello', { name: givenName(findName(enrolment.holder_id) ?? '') })}
        </h2>
        <p>{t('enrol.isBook', { team: team.name, commune: inSentence(team.commune.name) })}</p>
      </div>
      {Words && <Words />}
      {!inPlace && <InstallCard />}
      <Note icon="phone">
        {t('enrol.along')} {t('enrol.notAlong')}
      </Note>
      <div>
        <h2 class="label">{t('size.label')}</h2>
        <SizeChoice />
      </div>
    </Screen>
  );
}
