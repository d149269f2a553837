import { type Signal, signal } from '@preact/signals';
import { follow, type Live } from '../db/live';

export type Watched<T> = { live: Signal<Live<T>>; start: () => void };

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
  return { live, start };
}
