import { h } from 'preact';
import { ICONS, type IconName, type IconNode } from './icons';

/** Draws Lucide's shapes; always beside a word, so it is hidden from screen readers. */
export function Drawing({ node, size = 24 }: { node: IconNode; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {node.map(([name, attributes]) => h(name, attributes))}
    </svg>
  );
}

export function Icon({ name, size }: { name: IconName; size?: number }) {
  return <Drawing node={ICONS[name] as IconNode} size={size} />;
}
