import { fetched, past } from './later';

/** What became of alerts (`of` = of one incident); it comes with the later parts, like the office's reminder. */
export function AlertPlace({ of }: { of?: string | null }) {
  const part = fetched(past);
  return part && <part.AlertNotes of={of} />;
}
