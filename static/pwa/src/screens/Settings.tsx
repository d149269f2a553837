import { Choices, Pick } from '../components/Picks';
import { Screen } from '../components/Screen';
import { SizeChoice } from '../components/SizeChoice';
import { Note } from '../components/States';
import { setHolder } from '../enrolment/commands';
import { act } from '../house/act';
import { house, members } from '../house/house';
import { voiceFor } from '../house/speaking';
import { PRONOUNS } from '../i18n/format';
import { communePronoun, t } from '../i18n/t';
import { look, setLook } from '../look/look';
import { ConsentSettings } from './ConsentSettings';
import { LockSettings } from './LockSettings';
import { PhoneFacts } from './PhoneFacts';

/** Theme, text, language, form of address, whose phone this is, and the lock. */
export function Settings() {
  const home = house.value;
  return (
    <Screen id="settings" title={t('menu.settings')} up="">
      <h2 class="label">{t('size.label')}</h2>
      <SizeChoice />
      <AloudChoice />
      <h2 class="label">{t('theme.label')}</h2>
      <Choices
        label={t('theme.label')}
        value={look.value.theme}
        options={[
          ['auto', t('theme.auto')],
          ['night', t('theme.night')],
          ['day', t('theme.day')],
        ]}
        onPick={(theme) => setLook({ theme })}
      />
      <p class="quiet">{t('theme.words')}</p>
      <h2 class="label">{t('language.label')}</h2>
      <Choices
        label={t('language.label')}
        value={look.value.language}
        options={[
          ['vi', 'Tiếng Việt'],
          ['en', 'English'],
        ]}
        onPick={(language) => setLook({ language })}
      />
      {look.value.language === 'vi' && <Pronouns />}
      {home && <Holder holder={home.enrolment.holder_id} />}
      <ConsentSettings />
      <LockSettings />
      {home && <PhoneFacts house={home} />}
    </Screen>
  );
}

/** Reading aloud, where the device has a voice of its own for the chosen language; else where to get one. */
function AloudChoice() {
  const { aloud, language } = look.value;
  return (
    <>
      <h2 class="label">{t('aloud.label')}</h2>
      <Choices
        label={t('aloud.label')}
        value={aloud}
        options={[
          [false, t('aloud.off')],
          [true, t('aloud.on')],
        ]}
        onPick={(choice) => setLook({ aloud: choice })}
      />
      {aloud && !voiceFor(language) ? (
        <Note icon="phone" tone="wait">
          <b>{t('aloud.noVoice')}</b> {t('aloud.noVoiceNext')}
        </Note>
      ) : (
        <p class="quiet">{t('aloud.words')}</p>
      )}
    </>
  );
}

function Pronouns() {
  const chosen = look.value.pronoun ?? communePronoun.value;
  return (
    <>
      <h2 class="label">{t('pronoun.label')}</h2>
      <Choices
        label={t('pronoun.label')}
        value={chosen}
        options={PRONOUNS.map((pronoun) => [pronoun, pronoun || t('pronoun.none')] as const)}
        onPick={(pronoun) => setLook({ pronoun: PRONOUNS.find((one) => one === pronoun) ?? null })}
        grid
      />
    </>
  );
}

/** The phone is often one for the team: who holds it now signs what is written now. */
function Holder({ holder }: { holder: string }) {
  return (
    <>
      <h2 class="label">{t('holder.label')}</h2>
      <div class="picks" role="radiogroup" aria-label={t('holder.label')}>
        {members.value.map((member) => (
          <Pick
            key={member.id}
            one
            chosen={member.id === holder}
            onTap={() => void act(() => setHolder(member.id))}
          >
            {member.name}
          </Pick>
        ))}
      </div>
    </>
  );
}
