import { useState } from 'preact/hooks';
import { Second, TextButton } from '../components/Buttons';
import { Icon } from '../components/Icon';
import { PinField } from '../components/PinField';
import { Note } from '../components/States';
import { act } from '../house/act';
import { hasPin, isLocked, isPin, lockNow, removePin, setPin } from '../house/lock';
import { unsent } from '../house/queue';
import { t } from '../i18n/t';
import { go } from '../router';
import { syncNow } from '../sync/triggers';

/** Leaving the phone is a lock and never a wipe: what waits stays, goes out by itself, or is written to a file. */
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
  const waiting = unsent.value ?? 0;
  return (
    <>
      <h2 class="label">{t('lock.label')}</h2>
      <p class="quiet">{t('lock.words')}</p>
      {waiting > 0 && (
        <Note icon="phone" tone="wait">
          <b>{t('lock.unsent', { n: waiting })}</b> {t('lock.keeps')}
          <div class="card__actions">
            <Second icon="send" onTap={() => void syncNow()} id="lock-send">
              {t('sync.now')}
            </Second>
            <a class="second" href="#/sync" data-testid="lock-export">
              <Icon name="forward" />
              <span>{t('lock.export')}</span>
            </a>
          </div>
        </Note>
      )}
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
            {t(waiting > 0 ? 'lock.keep' : 'lock.now')}
          </Second>
          <TextButton tone="quiet" onTap={removePin}>
            {t('lock.remove')}
          </TextButton>
        </>
      )}
      {isLocked.value && (
        <Note icon="lock" tone="good">
          {t('lock.shut')}
        </Note>
      )}
    </>
  );
}
