import { useState } from 'preact/hooks';
import { Main } from '../components/Buttons';
import { PinField } from '../components/PinField';
import { Screen } from '../components/Screen';
import { Note } from '../components/States';
import { type Answer, isPin, tryPin } from '../house/lock';
import { t } from '../i18n/t';

/** Stands before past nights when the book is locked; writing and sending never pass here. */
export function Locked() {
  const [pin, setPin] = useState('');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const open = async () => {
    setAnswer(await tryPin(pin));
    setPin('');
  };
  return (
    <Screen
      id="locked"
      title={t('lock.title')}
      up=""
      dock={
        <Main icon="lock" onTap={() => void open()} disabled={!isPin(pin)} id="unlock">
          {t('lock.open')}
        </Main>
      }
    >
      <p>{t('lock.ask')}</p>
      <div class="pin">
        <PinField value={pin} onPin={setPin} />
      </div>
      {answer && answer !== 'open' && (
        <Note icon="hand" tone="trouble" role="alert">
          {t(answer === 'wait' ? 'err.locked' : 'lock.wrong')}
        </Note>
      )}
      <p class="quiet">{t('lock.forgotten')}</p>
    </Screen>
  );
}
