import { useState } from 'preact/hooks';
import type { Member, Preview } from '../api/shapes';
import { Brand } from '../components/Brand';
import { Main, TextButton } from '../components/Buttons';
import { Pick } from '../components/Picks';
import { Screen } from '../components/Screen';
import { Note } from '../components/States';
import { type EnrolmentFault, enrol } from '../enrolment/commands';
import { act } from '../house/act';
import { removeAllPins } from '../house/lock';
import { enrolling, welcomed } from '../house/welcome';
import { inSentence } from '../i18n/format';
import { type Key, t } from '../i18n/t';
import { syncNow } from '../sync/triggers';

const roleWords = (member: Member): string => t(`role.${member.role}` as Key);

/** Whose book this phone will be, and who holds it. Nothing is consumed before the last tap. */
export function EnrolHolder({ code, preview }: { code: string; preview: Preview }) {
  const [holder, setHolder] = useState<string | null>(null);
  const [fault, setFault] = useState<EnrolmentFault | null>(null);
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    if (!holder) return;
    setBusy(true);
    setFault(null);
    const answer = await act(() => enrol(code, holder));
    setBusy(false);
    if (!answer) return;
    if (!answer.ok) {
      setFault(answer.fault);
      return;
    }
    enrolling.value = null;
    welcomed.value = true;
    removeAllPins();
    void syncNow();
  };
  return (
    <Screen
      id="enrol-holder"
      bar={false}
      dock={
        <>
          <TextButton
            tone="quiet"
            onTap={() => {
              enrolling.value = null;
            }}
          >
            {t('enrol.otherTeam')}
          </TextButton>
          <Main icon="check" onTap={() => void confirm()} disabled={!holder || busy} id="enrol">
            {t(busy ? 'enrol.joining' : 'enrol.join')}
          </Main>
        </>
      }
    >
      <Brand />
      <p>{t('enrol.isBook', { team: preview.team.name, commune: inSentence(preview.commune.name) })}</p>
      <h2 class="question enrol__question">{t('enrol.who')}</h2>
      <div class="picks" role="radiogroup" aria-label={t('enrol.who')}>
        {preview.members.map((member) => (
          <Pick
            key={member.id}
            one
            chosen={holder === member.id}
            onTap={() => setHolder(member.id)}
            note={roleWords(member)}
          >
            {member.name}
          </Pick>
        ))}
      </div>
      {fault && (
        <Note icon="hand" tone="trouble" role="alert">
          {t(`enrol.fault.${fault}` as Key)}
        </Note>
      )}
    </Screen>
  );
}
