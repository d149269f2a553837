import { signal } from '@preact/signals';

const spoken = signal('');

/** Says a change of state to those who listen instead of looking. */
export function say(words: string): void {
  // The same sentence twice in a row would be silent without a difference.
  spoken.value = spoken.value === words ? `${words}\u00A0` : words;
}

export function LiveRegion() {
  return (
    <div class="hidden" role="status" aria-live="polite" data-testid="live">
      {spoken.value}
    </div>
  );
}
