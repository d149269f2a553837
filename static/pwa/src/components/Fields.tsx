import { useId, useRef, useState } from 'preact/hooks';
import { t } from '../i18n/t';
import { useCare } from './care';
import { Icon } from './Icon';
import { useTyped } from './use-typed';

type TextProps = {
  label: string;
  value: string;
  onText: (text: string) => void;
  placeholder?: string;
  max?: number;
  area?: boolean;
  showLabel?: boolean;
  id?: string;
  guarded?: boolean;
};

/**
 * A line or a page of text, kept at every key. The microphone only points at the one on the phone's keyboard:
 * the app itself speaks to no outside service. `guarded` warns of names and numbers of papers.
 */
export function TextField({
  label,
  value,
  onText,
  placeholder,
  max = 500,
  area,
  showLabel,
  id,
  guarded = true,
}: TextProps) {
  const name = useId();
  const box = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const [told, setTold] = useState(false);
  const GuardNote = useCare()?.GuardNote;
  const typed = useTyped(id ?? label, value, onText);
  const shared = {
    id: name,
    ref: box,
    value: typed.text,
    maxLength: max,
    placeholder,
    'data-testid': id,
    onInput: (event: Event) => typed.type((event.currentTarget as HTMLInputElement).value),
    onBlur: typed.leave,
  };
  const listen = () => {
    setTold(true);
    box.current?.focus();
  };
  return (
    <div class="field">
      <label class={showLabel ? 'label' : 'hidden'} for={name}>
        {label}
      </label>
      <div class="field__box">
        {area ? <textarea rows={2} {...shared} /> : <input type="text" autocomplete="off" {...shared} />}
        <button type="button" aria-label={t('field.dictate')} onClick={listen}>
          <Icon name="mic" />
        </button>
      </div>
      {told && (
        <p class="field__note">
          <Icon name="mic" size={18} />
          {t('field.dictateHow')}
        </p>
      )}
      {guarded && GuardNote && typed.text !== '' && <GuardNote text={typed.text} onText={typed.type} />}
    </div>
  );
}

type PhraseProps = { phrases: readonly string[]; value: string; onText: (text: string) => void };

/** Ready phrases: a tap writes one, another takes it away again. */
export function Phrases({ phrases, value, onText }: PhraseProps) {
  const has = (phrase: string) => value.includes(phrase);
  const toggle = (phrase: string) =>
    onText(
      has(phrase)
        ? value
            .replace(phrase, '')
            .replace(/\s{2,}/g, ' ')
            .trim()
        : `${value.trim()}${/[.!?]$|^$/.test(value.trim()) ? '' : '.'} ${phrase}`.trim(),
    );
  if (phrases.length === 0) return null;
  return (
    <div class="phrases">
      {phrases.map((phrase) => (
        <button type="button" key={phrase} aria-pressed={has(phrase)} onClick={() => toggle(phrase)}>
          {phrase}
        </button>
      ))}
    </div>
  );
}

type NumberProps = {
  label: string;
  value: number | null;
  onNumber: (value: number | null) => void;
  min?: number;
  max?: number;
};

/** A number by taps; typing is possible, never needed. */
export function NumberField({ label, value, onNumber, min = 0, max = 9999 }: NumberProps) {
  const bound = (number: number) => Math.min(max, Math.max(min, Math.round(number)));
  const typed = (text: string) => {
    const digits = text.replace(/\D/g, '');
    onNumber(digits === '' ? null : bound(Number(digits)));
  };
  return (
    <fieldset class="stepper" aria-label={label}>
      <button type="button" aria-label={t('field.less')} onClick={() => onNumber(bound((value ?? min) - 1))}>
        <Icon name="minus" />
      </button>
      <input
        inputMode="numeric"
        aria-label={label}
        value={value ?? ''}
        placeholder="0"
        onInput={(event) => typed(event.currentTarget.value)}
      />
      <button type="button" aria-label={t('field.more')} onClick={() => onNumber(bound((value ?? min) + 1))}>
        <Icon name="plus" />
      </button>
    </fieldset>
  );
}
