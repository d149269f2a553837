/** When the engine runs. Correctness depends on none of these: each only makes the arrival sooner. */
import { liveQuery } from 'dexie';
import { db } from '../db/db';
import { waitingCount } from '../db/outbox';
import { protectOnceMore } from '../enrolment/install';
import type { Reason } from './engine';
import { hasCome } from './retry';

export const SYNC_TAG = 'keng-sync';

const TICK_MS = 5_000;
// While something waits: soon, then less often. A visible app with nothing to send looks for news every ten minutes.
const PAUSES_MS = [30_000, 120_000, 600_000];

let pause = 0;
let nextAt = 0;

// A database that is shut (another window took a newer version) can say nothing more; `db/trouble.ts` tells the person.
const unlessShut = (work: Promise<void>): void => void work.catch(() => undefined);

async function run(reason: Reason): Promise<void> {
  if (reason !== 'timer') pause = 0;
  // Not among the first bytes: the first screen needs no network.
  const { runSync, urgentPause } = await import('./engine');
  await runSync(reason);
  unlessShut(protectOnceMore());
  const waiting = (await waitingCount()) > 0;
  const usual = waiting ? (PAUSES_MS[pause] ?? 600_000) : 600_000;
  nextAt = Date.now() + Math.min(usual, await urgentPause());
  pause = Math.min(pause + 1, PAUSES_MS.length - 1);
}

/** The earliest moment at which something that failed by itself may go again; `Infinity` when nothing waits for one. */
async function nextTryAt(): Promise<number> {
  const operation = await db.outbox
    .where('[status+next_try_at]')
    .between(['queued', 1], ['queued', Number.POSITIVE_INFINITY])
    .first();
  const photo = await db.photos
    .where('[state+next_try_at]')
    .between(['waiting', 1], ['waiting', Number.POSITIVE_INFINITY])
    .first();
  return Math.min(operation?.next_try_at ?? Infinity, photo?.next_try_at ?? Infinity);
}

/** Asks the browser to send later even when the app is closed; only some can. */
async function askForBackgroundSync(): Promise<void> {
  try {
    const registration = (await navigator.serviceWorker?.ready) as ServiceWorkerRegistration & {
      sync?: { register(tag: string): Promise<void> };
    };
    await registration?.sync?.register(SYNC_TAG);
  } catch {
    // Refused by the person or the battery saver: the other triggers remain.
  }
}

/** "Gửi ngay": ignores every pause. */
export const syncNow = (): Promise<void> => run('tap');

/** Something small is to be told: as soon as no pause forbids it. */
export const syncSoon = (): void => unlessShut(run('operation'));

/** Starts all triggers; call once, after the first screen is drawn. Gives a function that stops them. */
export function startTriggers(): () => void {
  const onVisible = () => {
    if (document.visibilityState === 'visible') unlessShut(run('visible'));
  };
  // A page brought back from the browser's own cache has slept; a fresh one is started below.
  const onShow = (event: PageTransitionEvent) => {
    if (event.persisted) unlessShut(run('visible'));
  };
  const onOnline = () => unlessShut(run('online'));
  document.addEventListener('visibilitychange', onVisible);
  addEventListener('online', onOnline);
  addEventListener('pageshow', onShow);
  let known: number | null = null;
  const queue = liveQuery(waitingCount).subscribe((count) => {
    const before = known;
    known = count;
    // Only now: what is written after this look is seen as more, and what was written before it goes with this run.
    if (before === null) unlessShut(run('start'));
    if (before === null || count <= before) return;
    void askForBackgroundSync();
    unlessShut(run('operation'));
  });
  const timer = setInterval(() => unlessShut(tick()), TICK_MS);
  return () => {
    document.removeEventListener('visibilitychange', onVisible);
    removeEventListener('online', onOnline);
    removeEventListener('pageshow', onShow);
    queue.unsubscribe();
    clearInterval(timer);
  };
}

async function tick(): Promise<void> {
  if (document.visibilityState !== 'visible') return;
  if (!hasCome(Math.min(nextAt, await nextTryAt()), Date.now())) return;
  await run('timer');
}
