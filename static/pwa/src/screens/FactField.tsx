import type { Field } from '../api/shapes';
import { NumberField, TextField } from '../components/Fields';
import { Icon } from '../components/Icon';
import { Choices, Pick } from '../components/Picks';
import { TimeField } from '../components/TimeField';
import { named, t } from '../i18n/t';
import { matches } from '../lib/fold';
import type { Night } from '../lib/time';
import type { Detail } from '../reports/body';

type FactProps = { field: Field; value: Detail; night: Night; onValue: (value: Detail) => void };

/** One field of a category, in the control that its type asks for. */
export function FactField({ field, value, night, onValue }: FactProps) {
  const name = named(field);
  // "Số xe" says already what is counted.
  const label = field.unit && !matches(name, field.unit) ? `${name} (${field.unit})` : name;
  return (
    <fieldset class="ask">
      <legend class="label">
        {label}
        {field.required && <span class="quiet"> · {t('field.required')}</span>}
      </legend>
      <Control field={field} label={label} value={value} night={night} onValue={onValue} />
      {field.police_only && (
        <p class="field__note">
          <Icon name="shield" size={18} />
          {t('field.policeOnly')}
        </p>
      )}
    </fieldset>
  );
}

function Control({ field, label, value, night, onValue }: FactProps & { label: string }) {
  switch (field.type) {
    case 'number':
      return (
        <NumberField
          label={label}
          value={typeof value === 'number' ? value : null}
          min={field.min ?? 0}
          max={field.max ?? 9999}
          onNumber={onValue}
        />
      );
    case 'yesno':
      return (
        <Choices
          label={label}
          value={typeof value === 'boolean' ? value : null}
          options={[
            [true, t('btn.yes')],
            [false, t('btn.no')],
          ]}
          onPick={onValue}
        />
      );
    case 'time':
      return (
        <TimeField
          label={label}
          value={typeof value === 'string' ? value : null}
          night={night}
          onTime={onValue}
        />
      );
    case 'text':
      return (
        <TextField
          label={label}
          value={typeof value === 'string' ? value : ''}
          max={field.max_length ?? 200}
          onText={onValue}
          guarded={!field.police_only}
        />
      );
    case 'choice':
      return (
        <div class="picks picks--two" role="radiogroup" aria-label={label}>
          {(field.options ?? []).map((option) => (
            <Pick
              key={option.code}
              one
              chosen={value === option.code}
              onTap={() => onValue(value === option.code ? null : option.code)}
            >
              {named(option)}
            </Pick>
          ))}
        </div>
      );
  }
}
