import type { ComponentChildren } from 'preact';
import { buzz } from './Buttons';
import { Icon } from './Icon';

type PickProps = {
  chosen: boolean;
  onTap: () => void;
  children: ComponentChildren;
  note?: ComponentChildren;
  one?: boolean;
  id?: string;
};

/** A row to tick (or, with `one`, to choose): the whole row is the target. */
export function Pick({ chosen, onTap, children, note, one, id }: PickProps) {
  const tap = () => {
    buzz();
    onTap();
  };
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both of its roles, radio and checkbox, are checked or not
    <button
      type="button"
      class="pick"
      role={one ? 'radio' : 'checkbox'}
      aria-checked={chosen}
      onClick={tap}
      data-testid={id}
    >
      <span class={one ? 'pick__box pick__box--round' : 'pick__box'}>
        <Icon name="check" size={22} />
      </span>
      <span class="pick__words">
        {children}
        {note && <small>{note}</small>}
      </span>
    </button>
  );
}

type ChoicesProps<T> = {
  label: string;
  value: T | null;
  options: readonly (readonly [T, string])[];
  onPick: (value: T) => void;
  /** Two by two instead of all in one row. */
  grid?: boolean;
};

/** Two to four short choices side by side. */
export function Choices<T extends string | number | boolean>({
  label,
  value,
  options,
  onPick,
  grid,
}: ChoicesProps<T>) {
  return (
    <div class={grid ? 'choices choices--grid' : 'choices'} role="radiogroup" aria-label={label}>
      {options.map(([option, words]) => (
        // biome-ignore lint/a11y/useSemanticElements: a radio input cannot hold a target of 56 px with its words
        <button
          type="button"
          role="radio"
          key={String(option)}
          aria-checked={value === option}
          onClick={() => onPick(option)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}
