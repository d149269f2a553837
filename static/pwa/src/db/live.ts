import { liveQuery } from 'dexie';
import { useEffect, useState } from 'preact/hooks';
import { renewConnection } from './db';

/** A failed read is *unreadable*, never *empty*: nothing may be offered as new on top of data that is only out of reach. */
export type Live<T> =
  | { status: 'loading' }
  | { status: 'ready'; value: T }
  | { status: 'unreadable'; error: unknown };

/** The library keeps silent about a read that was cut off, because the connection went away under it. */
const isCutOff = (error: unknown): boolean =>
  /DatabaseClosed|Abort/.test((error as { name?: string } | null)?.name ?? '');
const AGAIN_MS = 150;
const MOST_CUTS = 4;
// Longer than the first read of a long queue takes on the slowest phone.
const UNANSWERED_MS = 15_000;

let renewedAt = Number.NEGATIVE_INFINITY;

/** Lets go of a connection that answers nothing; all who read over it are cut off, and begin anew over the next one. */
function renew(): void {
  if (performance.now() - renewedAt < UNANSWERED_MS) return;
  renewedAt = performance.now();
  renewConnection();
}

/**
 * Runs `query` and shows its answer, and again whenever something that it read has changed, in any tab or in the worker. After
 * each run it rests four times as long as that took, so that a long queue leaves a weak phone time for everything else; of
 * several changes meanwhile only the last one reads. A read that is cut off, or a first one that is not answered, is begun
 * anew. Gives a function that ends it.
 */
export function follow<T>(query: () => Promise<T> | T, show: (live: Live<T>) => void): () => void {
  let open = true;
  let from = 0;
  let newest = 0;
  let cuts = 0;
  const read = async () => {
    newest += 1;
    const mine = newest;
    const rest = from - performance.now();
    if (rest > 0) await new Promise((done) => setTimeout(done, rest));
    if (mine !== newest) return;
    const began = performance.now();
    const value = await Promise.resolve(query()).catch((error: unknown) => {
      if (mine === newest && isCutOff(error)) setTimeout(() => open && again(error));
      throw error;
    });
    cuts = 0;
    clearTimeout(unanswered);
    from = performance.now() * 5 - began * 4;
    // Also when a change has overtaken it, or a phone that sends without a pause would never show anything; and from outside
    // the library's own watching.
    setTimeout(() => open && show({ status: 'ready', value }));
  };
  const begin = () => liveQuery(read).subscribe({ error: (error) => show({ status: 'unreadable', error }) });
  let subscription = begin();
  const again = (error: unknown) => {
    cuts += 1;
    subscription.unsubscribe();
    if (cuts > MOST_CUTS) return show({ status: 'unreadable', error });
    setTimeout(() => {
      if (open) subscription = begin();
    }, AGAIN_MS * cuts);
  };
  const unanswered = setTimeout(() => {
    if (!open) return;
    renew();
    again(new DOMException('unanswered', 'TimeoutError'));
  }, UNANSWERED_MS);
  return () => {
    open = false;
    clearTimeout(unanswered);
    subscription.unsubscribe();
  };
}

/**
 * The same for a component; `deps` are the values that the query itself uses.
 *
 *     const live = useLive(() => listReports(since), [since]);
 *     if (live.status !== 'ready') return <Waiting live={live} />;
 */
export function useLive<T>(query: () => Promise<T> | T, deps: readonly unknown[] = []): Live<T> {
  const [live, setLive] = useState<Live<T>>({ status: 'loading' });
  useEffect(() => follow(query, setLive), deps);
  return live;
}
