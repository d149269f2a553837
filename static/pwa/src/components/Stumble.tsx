import { isFull } from '../db/room';
import { stumble } from '../house/act';
import { isKey, t } from '../i18n/t';
import { Refusal } from '../reports/refusal';
import { Note } from './States';

function words(error: unknown): string {
  if (error instanceof Refusal) {
    const key = error.reason === 'no-space' ? 'err.storage' : `refusal.${error.reason}`;
    const slots = Object.fromEntries(
      Object.entries(error.facts).map(([name, value]) => [name, String(value)]),
    );
    if (isKey(key)) return t(key, slots);
  }
  return t(isFull(error) ? 'err.storage' : 'err.notWritten');
}

/** Says that the last tap did not take, that the rest is safe, and what to do. */
export function StumbleNote() {
  const fall = stumble.value;
  if (!fall) return null;
  return (
    <Note icon="hand" tone="trouble" role="alert">
      {words(fall.error)}
    </Note>
  );
}
