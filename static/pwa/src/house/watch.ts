import { batch, type Signal, signal } from '@preact/signals';
import { follow, type Live } from '../db/live';

export type Watched<T> = {
  live: Signal<Live<T>>;
  /** `hold` may put off showing an answer. */
  start: (hold?: (show: () => void) => void) => void;
  /** For a query that only some screens need: runs while one of them stands; gives what such a screen calls when it goes. */
  use: () => () => void;
};

/**
 * A query that lives as long as the app, for what every screen needs: going from screen to screen then shows no empty
 * moment. `start` begins it, and begins it anew after a failed read.
 */
export function watch<T>(query: () => Promise<T> | T): Watched<T> {
  const live = signal<Live<T>>({ status: 'loading' });
  let end: (() => void) | undefined;
  const start: Watched<T>['start'] = (hold = (show) => show()) => {
    end?.();
    end = follow(query, (next) =>
      hold(() => {
        live.value = next;
      }),
    );
  };
  let users = 0;
  const use = () => {
    users += 1;
    if (!end) start();
    return () => {
      users -= 1;
      // Not before the next screen has said whether it needs it, too.
      setTimeout(() => {
        if (users > 0) return;
        end?.();
        end = undefined;
        live.value = { status: 'loading' };
      });
    };
  };
  return { live, start, use };
}

// Longer than the first reads of a slow phone take together.
const HELD_MS = 1_000;

/**
 * Starts these and shows their first answers at one time: drawn one after the other, each would cost a slow phone a frame.
 * What is late is waited for no longer than a second.
 */
export function startTogether(watches: readonly Pick<Watched<unknown>, 'start'>[]): void {
  const silent = new Set(watches);
  const held: (() => void)[] = [];
  const showAll = () => {
    silent.clear();
    batch(() => {
      for (const show of held.splice(0)) show();
    });
  };
  const late = setTimeout(showAll, HELD_MS);
  for (const watched of watches)
    watched.start((show) => {
      held.push(show);
      silent.delete(watched);
      if (silent.size > 0) return;
      clearTimeout(late);
      showAll();
    });
}
