/** Whether this phone can read codes: its browser does, or ours is kept, or neither. */
import { computed, effect, signal } from '@preact/signals';
import { note } from '../db/log';
import { house } from '../house/house';
import { browserReader, browserReads, type CodeReader, workerReader } from './code-reader';
import SCRIPT from './reader?worker&url';

/** `null` = not known yet. */
export const readerHere = signal<'browser' | 'kept' | 'missing' | null>(null);

// The worker renews and clears it with the other groups: `sw/shell.ts`.
const CACHE = 'keng-reader';
const SETTLED_MS = 5_000;

type Network = { onLine: boolean; connection?: { saveData?: boolean; effectiveType?: string } };

/** Browsers that tell nothing of their network (Safari, Firefox) are trusted with 15 KB. */
export const isGoodNetwork = ({ onLine, connection }: Network): boolean =>
  onLine && !connection?.saveData && !connection?.effectiveType?.includes('2g');

export const hasCamera = (): boolean => !!navigator.mediaDevices?.getUserMedia;

export const openReader = (): CodeReader =>
  readerHere.value === 'kept' ? workerReader(SCRIPT, () => void forget()) : browserReader();

let looking: Promise<void> | null = null;

/** Finds out what there is, and fetches our reader where one is needed and may be had now. Never throws. */
export function lookForReader(): Promise<void> {
  looking ??= look()
    .catch((fault) => note('reader-missing', { error: String(fault) }))
    .finally(() => {
      looking = null;
    });
  return looking;
}

async function look(): Promise<void> {
  if (!hasCamera()) return;
  if (await browserReads()) {
    readerHere.value = 'browser';
    return;
  }
  if (!(await isKept())) {
    readerHere.value = 'missing';
    if (!house.value || !isGoodNetwork(navigator)) return;
    await fetchReader();
  }
  readerHere.value = 'kept';
}

const isKept = async (): Promise<boolean> =>
  (await globalThis.caches?.match(SCRIPT, { ignoreVary: true })) !== undefined;

async function fetchReader(): Promise<void> {
  const answer = await fetch(SCRIPT);
  if (!answer.ok || !answer.headers.get('Content-Type')?.includes('javascript')) {
    // The worker may have kept what a stranger answered in our name.
    await forget();
    throw new Error(`answered ${answer.status}`);
  }
  await (await caches.open(CACHE)).put(SCRIPT, answer);
}

/** A reader that does not run is no reader; it is fetched again one day. */
async function forget(): Promise<void> {
  readerHere.value = 'missing';
  await caches.delete(CACHE);
}

/** Looks once the phone belongs to a team, after what that brings along, and again whenever the network comes back. */
export function keepReader(): void {
  const enrolled = computed(() => house.value !== null);
  const look = () => setTimeout(() => void lookForReader(), SETTLED_MS);
  effect(() => {
    if (enrolled.value) look();
  });
  addEventListener('online', look);
}
