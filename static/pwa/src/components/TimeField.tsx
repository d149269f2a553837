import { useId, useState } from 'preact/hooks';
import { t } from '../i18n/t';
import { clockDigits, type Moment, momentDuring, momentOf, msOf, type Night } from '../lib/time';
import { Icon } from './Icon';
import { readClock } from './read-clock';

type TimeProps = {
  label: string;
  value: Moment | null;
  night: Night;
  onTime: (at: Moment) => void;
  showLabel?: boolean;
  id?: string;
};

const STEP_MS = 5 * 60_000;

/**
 * A time of this night, by taps of five minutes or typed on the number keys; 1:30 lies on the morning after. Not the
 * browser's own control: that one follows the language of the browser and shows 10:40 PM.
 */
export function TimeField({ label, value, night, onTime, showLabel, id }: TimeProps) {
  const name = useId();
  const [typing, setTyping] = useState<string | null>(null);
  const shown = value === null ? '' : clockDigits(value);
  const step = (by: number) => onTime(momentOf(msOf(value ?? momentOf(Date.now())) + by));
  const type = (text: string) => {
    setTyping(text);
    const clock = readClock(text);
    if (clock) onTime(momentDuring(night, clock));
  };
  return (
    <div class="field">
      <label class={showLabel ? 'label' : 'hidden'} for={name}>
        {label}
      </label>
      <div class="stepper">
        <button type="button" aria-label={t('field.earlier')} onClick={() => step(-STEP_MS)}>
          <Icon name="minus" />
        </button>
        <input
          id={name}
          inputMode="numeric"
          autocomplete="off"
          value={typing ?? shown}
          placeholder="--:--"
          onFocus={(event) => event.currentTarget.select()}
          onInput={(event) => type(event.currentTarget.value)}
          onBlur={() => setTyping(null)}
          data-testid={id}
        />
        <button type="button" aria-label={t('field.later')} onClick={() => step(STEP_MS)}>
          <Icon name="plus" />
        </button>
      </div>
    </div>
  );
}
