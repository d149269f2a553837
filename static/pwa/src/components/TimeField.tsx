import { useId } from 'preact/hooks';
import { clockOf, type Moment, momentDuring, type Night } from '../lib/time';

type TimeProps = { label: string; value: Moment | null; night: Night; onTime: (at: Moment) => void; showLabel?: boolean; id?: string };

const pad = (number: number): string => String(number).padStart(2, '0');

/** A time of this night: the phone's own clock face; 01:30 lies on the morning after. */
export function TimeField({ label, value, night, onTime, showLabel, id }: TimeProps) {
  const name = useId();
  const at = value === null ? null : clockOf(value);
  return (
    <div class="field field--time">
      <label class={showLabel ? 'label' : 'hidden'} for={name}>
        {label}
      </label>
      <div class="field__box">
        <input
          id={name}
          type="time"
          value={at ? `${pad(at.hour)}:${pad(at.minute)}` : ''}
          onInput={(event) => {
            const { value: clock } = event.currentTarget;
            if (/^\d\d:\d\d/.test(clock)) onTime(momentDuring(night, clock.slice(0, 5)));
          }}
          data-testid={id}
        />
      </div>
    </div>
  );
}
