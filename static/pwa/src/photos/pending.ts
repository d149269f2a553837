/** Pictures that were picked in this window and are not kept yet. What they belong to is not sent before them. */
import { signal } from '@preact/signals';
import type { Id } from '../reports/body';

// Longer than the largest picture takes on the slowest phone; words never wait for ever.
const PATIENCE_MS = 30_000;

const pending = signal<Readonly<Record<Id, number>>>({});

/** How many pictures of this draft, addendum or picture are still being kept. */
export const pendingOf = (ownerId: Id): number => pending.value[ownerId] ?? 0;

function count(ownerId: Id, step: number): void {
  pending.value = { ...pending.value, [ownerId]: pendingOf(ownerId) + step };
}

/** Counts `n` picked pictures as pending; each call of the answer takes one off. */
export function pend(ownerId: Id, n: number): () => void {
  count(ownerId, n);
  return () => count(ownerId, -1);
}

/** Ends when none is pending any more, or after half a minute. */
export function noneOf(ownerId: Id): Promise<void> {
  return new Promise((done) => {
    let stop: (() => void) | undefined;
    const end = () => {
      clearTimeout(timer);
      stop?.();
      done();
    };
    const timer = setTimeout(end, PATIENCE_MS);
    stop = pending.subscribe(() => {
      if (pendingOf(ownerId) === 0) queueMicrotask(end);
    });
  });
}
