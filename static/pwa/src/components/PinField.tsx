import { t } from '../i18n/t';

/** Four to six digits on the number keys. */
export function PinField({ value, onPin }: { value: string; onPin: (pin: string) => void }) {
  return (
    <div class="field">
      <label class="hidden" for="pin">
        {t('lock.pin')}
      </label>
      <div class="field__box">
        <input
          id="pin"
          type="password"
          inputMode="numeric"
          autocomplete="off"
          maxLength={6}
          placeholder={t('lock.pin')}
          value={value}
          onInput={(event) => onPin(event.currentTarget.value.replace(/\D/g, ''))}
          data-testid="pin"
        />
      </div>
    </div>
  );
}
