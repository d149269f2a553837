import { liveQuery } from 'dexie';
import { useEffect, useState } from 'preact/hooks';

/** A failed read is *unreadable*, never *empty*: nothing may be offered as new on top of data that is only out of reach. */
export type Live<T> =
  | { status: 'loading' }
  | { status: 'ready'; value: T }
  | { status: 'unreadable'; error: unknown };

/**
 * `query` for one subscriber, to be run again and again: after each run it rests four times as long as that took, so that a
 * long queue leaves a weak phone time for everything else. After a quiet while it comes at once. Of several that wait only the
 * last one reads; nobody hears the others.
 */
export function paced<T>(query: () => Promise<T> | T): () => Promise<T> {
  let from = 0;
  let newest = 0;
  let last: T;
  return async () => {
    newest += 1;
    const mine = newest;
    const rest = from - performance.now();
    if (rest > 0) await new Promise((done) => setTimeout(done, rest));
    if (mine !== newest) return last;
    const began = performance.now();
    last = await query();
    from = performance.now() * 5 - began * 4;
    return last;
  };
}

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
    const subscription = liveQuery(paced(query)).subscribe({
      next: (value) => setLive({ status: 'ready', value }),
      error: (error) => setLive({ status: 'unreadable', error }),
    });
    return () => subscription.unsubscribe();
  }, deps);
  return live;
}
