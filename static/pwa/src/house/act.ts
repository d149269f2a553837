import { signal } from '@preact/signals';
import { note } from '../db/log';
import { counted } from './under-way';

/** What the last command answered instead of doing it; shown until the next one succeeds. */
export const stumble = signal<{ error: unknown } | null>(null);

/**
 * Runs a command. A failure is shown where the person is, and nothing on the screen pretends that it worked: screens
 * show the database, and there it did not happen. Gives `undefined` then.
 */
export async function act<T>(command: () => Promise<T>): Promise<T | undefined> {
  try {
    const result = await counted(command());
    stumble.value = null;
    return result;
  } catch (error) {
    stumble.value = { error };
    void note('command-failed', { error: String(error) });
    return undefined;
  }
}

/** What was just sent, for a word of thanks on the home screen until one goes on from there. */
export const justSent = signal<'now' | 'later' | null>(null);
