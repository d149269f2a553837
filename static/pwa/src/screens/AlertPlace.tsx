import { past } from './later';

/** What became of alerts (`of` = of one incident); it comes with the later parts, like the office's reminder. */
export function AlertPlace({ of }: { of?: string | null }) {
  const part = past.part.value;
  return part && part !== 'failed' ? <part.AlertNotes of={of} /> : null;
}
