import { type Signal, signal } from '@preact/signals';
import { follow, type Live } from '../db/live';

export type Watched<T> = {
  live: Signal<Live<T>>;
  start: () => void;
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
  const start = () => {
    end?.();
    end = follow(query, (next) => {
      live.value = next;
    });
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
