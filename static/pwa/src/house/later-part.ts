import { signal } from '@preact/signals';
import { note } from '../db/log';

/** A part of the app that is fetched after the first screen; from then on it is in memory, network or not. */
export function laterPart<T>(load: () => Promise<T>) {
  const part = signal<T | 'failed' | null>(null);
  const fetch = async () => {
    if (part.value !== null && part.value !== 'failed') return;
    try {
      part.value = await load();
    } catch (error) {
      part.value = 'failed';
      void note('part-failed', { error: String(error) });
    }
  };
  return { part, fetch };
}
