import { useEffect, useRef, useState } from 'preact/hooks';
import { Brand } from '../components/Brand';
import { Main } from '../components/Buttons';
import { Screen } from '../components/Screen';
import { Note } from '../components/States';
import { codeOf, type EnrolmentFault, preview } from '../enrolment/commands';
import { enrolling } from '../house/welcome';
import { type Key, t } from '../i18n/t';

/** The code: from the link, or eight signs typed from the slip. */
export function EnrolCode({ given }: { given: string }) {
  const [text, setText] = useState(given);
  const [fault, setFault] = useState<EnrolmentFault | null>(null);
  const [busy, setBusy] = useState(given !== '');
  const asked = useRef(false);
  const look = async (code: string) => {
    setBusy(true);
    setFault(null);
    const answer = await preview(code);
    setBusy(false);
    if (answer.ok) enrolling.value = { code, preview: answer.value };
    else setFault(answer.fault);
  };
  useEffect(() => {
    if (given === '' || asked.current) return;
    asked.current = true;
    void look(given);
  }, [given]);
  const ready = codeOf(text).length >= 8;
  return (
    <Screen
      id="enrol"
      bar={false}
      dock={
        <Main icon="forward" onTap={() => void look(text)} disabled={!ready || busy} id="look-up">
          {t(busy ? 'enrol.looking' : 'btn.next')}
        </Main>
      }
    >
      <Brand />
      <form
        class="ask"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void look(text);
        }}
      >
        <label class="question enrol__question" for="code">
          {t('enrol.askCode')}
        </label>
        <p class="quiet">{t('enrol.askCodeHint')}</p>
        <div class="field field--code">
          <div class="field__box">
            <input
              id="code"
              type="text"
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              value={given !== '' && text === given ? '' : text}
              placeholder={given !== '' && text === given ? t('enrol.fromLink') : '····-····'}
              onInput={(event) => setText(event.currentTarget.value)}
              data-testid="code"
            />
          </div>
        </div>
      </form>
      {fault && (
        <Note icon="hand" tone="trouble" role="alert">
          {t(`enrol.fault.${fault}` as Key)}
        </Note>
      )}
    </Screen>
  );
}
