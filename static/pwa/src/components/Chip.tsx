import type { ComponentChildren } from 'preact';
import { Icon } from './Icon';
import type { IconName } from './icons';

export type Tone = 'plain' | 'good' | 'wait' | 'trouble' | 'urgent' | 'now';

/** A state: colour, icon and word together, never one alone. */
export function Chip({ tone, icon, children }: { tone: Tone; icon: IconName; children: ComponentChildren }) {
  return (
    <span class={tone === 'plain' ? 'chip' : `chip chip--${tone}`}>
      <Icon name={icon} size={18} />
      {children}
    </span>
  );
}
