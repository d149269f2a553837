import { signal } from '@preact/signals';

/** Whether this window writes the draft, or another one that the person has open does. */
export const writer = signal<'here' | 'elsewhere'>('here');

/** Locks of this name say to all windows that a form is open; see `safe-moment.ts`. */
export const DRAFT_LOCK = 'keng-draft-';
const LINGER_MS = 400;

let wanted: string | null = null;
let release: (() => void) | null = null;
let leaving: ReturnType<typeof setTimeout> | undefined;
/** Whether the browser has not answered yet; only the newest claim counts. */
let asking = false;
let claims = 0;
/** Ends when the browser has this window's earlier claim back: it must never meet its own lock. */
let earlier: Promise<void> = Promise.resolve();

/** Asks to be the one window that writes this draft; `steal` = the person said "Ghi ở đây". */
export function claim(draftId: string, steal = false): void {
  clearTimeout(leaving);
  if (wanted === draftId && (release || (asking && !steal))) return;
  letGo();
  wanted = draftId;
  const locks = navigator.locks;
  // Without locks nobody can know; each change is a transaction of its own, so that both may write.
  if (!locks) return;
  const mine = claims;
  asking = true;
  const hold = (lock: Lock | null): Promise<void> | undefined => {
    if (mine !== claims) return;
    asking = false;
    writer.value = lock ? 'here' : 'elsewhere';
    if (!lock) return;
    return new Promise((done) => {
      release = done;
    });
  };
  const ask = async () => {
    if (mine === claims)
      await locks.request(DRAFT_LOCK + draftId, steal ? { steal } : { ifAvailable: true }, hold);
  };
  earlier = earlier.then(ask).catch(() => {
    // Taken over by another window.
    if (mine !== claims) return;
    asking = false;
    release = null;
    writer.value = 'elsewhere';
  });
}

function letGo(): void {
  claims += 1;
  asking = false;
  release?.();
  release = null;
  wanted = null;
  writer.value = 'here';
}

/** The form is left; going from screen to screen of the same draft keeps hold of it. */
export function leave(): void {
  clearTimeout(leaving);
  leaving = setTimeout(letGo, LINGER_MS);
}

/** A window that nobody sees holds nothing: a forgotten one must not stand in the way. */
export function watchWindow(): void {
  document.addEventListener('visibilitychange', () => {
    const draftId = wanted;
    if (!draftId) return;
    if (document.visibilityState === 'visible') claim(draftId);
    else {
      letGo();
      wanted = draftId;
    }
  });
}
