import { useState } from 'preact/hooks';
import { Second, TextButton } from '../components/Buttons';
import { PinField } from '../components/PinField';
import { act } from '../house/act';
import { hasPin, isLocked, isPin, lockNow, removePin, setPin } from '../house/lock';
import { t } from '../i18n/t';
import { go } from '../router';

/** The lock on past nights: set it, shut it, take it off. */
export function LockSettings() {
  const [pin, setText] = useState<string | null>(null);
  const save = async () => {
    if (pin === null || !isPin(pin)) return;
    await act(() => setPin(pin));
    setText(null);
  };
  const shut = () => {
    lockNow();
    go('', { replace: true });
  };
  return (
    <>
      <h2 class="label">{t('lock.label')}</h2>
      <p class="quiet">{t('lock.words')}</p>
      {pin !== null && (
        <div class="pin">
          <PinField value={pin} onPin={setText} />
          <Second onTap={() => void save()} disabled={!isPin(pin)} wide>
            {t('lock.save')}
          </Second>
        </div>
      )}
      {pin === null && !hasPin.value && (
        <Second icon="lock" onTap={() => setText('')} wide id="set-pin">
          {t('lock.set')}
        </Second>
      )}
      {pin === null && hasPin.value && !isLocked.value && (
        <>
          <Second icon="lock" onTap={shut} wide id="lock-now">
            {t('lock.now')}
          </Second>
          <TextButton tone="quiet" onTap={removePin}>
            {t('lock.remove')}
          </TextButton>
        </>
      )}
    </>
  );
}
