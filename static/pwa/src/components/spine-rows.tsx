import type { ComponentChildren } from 'preact';
import { Icon } from './Icon';

type RowProps = {
  time?: string;
  dot: 'done' | 'matter' | 'later' | 'whole' | 'skip';
  children: ComponentChildren;
  first?: boolean;
  href?: string;
  onTap?: () => void;
  id?: string;
  /** Only to be read. */
  still?: boolean;
};

/** One row of the upright line: time, dot, words. */
export function SpineRow({ time, dot, children, first, href, onTap, id, still }: RowProps) {
  const past = dot === 'done' || dot === 'matter';
  const kind = [
    'spine__row',
    past && 'spine__row--done',
    dot === 'later' && 'spine__row--later',
    first && 'spine__row--first',
  ];
  const inside = (
    <>
      <span class="spine__time">{time}</span>
      <span class={`spine__dot spine__dot--${dot}`} aria-hidden="true">
        <i>
          {dot === 'done' && <Icon name="check" size={16} />}
          {dot === 'whole' && <Icon name="check-twice" size={18} />}
        </i>
      </span>
      <span class="spine__name">{children}</span>
    </>
  );
  const classes = kind.filter(Boolean).join(' ');
  if (still) return <div class={classes}>{inside}</div>;
  if (href)
    return (
      <a class={classes} href={href} data-testid={id}>
        {inside}
      </a>
    );
  return (
    <button type="button" class={classes} onClick={onTap} data-testid={id}>
      {inside}
    </button>
  );
}
