import { type Signal, signal } from '@preact/signals';
import { liveQuery, type Subscription } from 'dexie';
import { type Live, paced } from '../db/live';

export type Watched<T> = { live: Signal<Live<T>>; start: () => void };

/**
 * A query that lives as long as the app, for what every screen needs: going from screen to screen then shows no empty
 * moment. `start` begins it, and begins it anew after a failed read.
 */
export function watch<T>(query: () => Promise<T> | T): Watched<T> {
  const live = signal<Live<T>>({ status: 'loading' });
  let subscription: Subscription | null = null;
  const start = () => {
    subscription?.unsubscribe();
    subscription = liveQuery(paced(query)).subscribe({
      next: (value) => {
        live.value = { status: 'ready', value };
      },
      error: (error) => {
        live.value = { status: 'unreadable', error };
      },
    });
  };
  return { live, start };
}
