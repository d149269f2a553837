import { liveQuery } from 'dexie';
import { useEffect, useState } from 'preact/hooks';

/** A failed read is *unreadable*, never *empty*: nothing may be offered as new on top of data that is only out of reach. */
export type Live<T> =
  | { status: 'loading' }
  | { status: 'ready'; value: T }
  | { status: 'unreadable'; error: unknown };

/**
 * Runs `query` and again whenever something that it read has changed, in any tab or in the worker.
 * `deps` are the values that the query itself uses.
 *
 *     const live = useLive(() => listReports(since), [since]);
 *     if (live.status !== 'ready') return <Waiting live={live} />;
 */
export function useLive<T>(query: () => Promise<T> | T, deps: readonly unknown[] = []): Live<T> {
  const [live, setLive] = useState<Live<T>>({ status: 'loading' });
  useEffect(() => {
    const subscription = liveQuery(query).subscribe({
      next: (value) => setLive({ status: 'ready', value }),
      error: (error) => setLive({ status: 'unreadable', error }),
    });
    return () => subscription.unsubscribe();
  }, deps);
  return live;
}
