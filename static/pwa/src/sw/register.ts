import { signal } from '@preact/signals';
import { note } from '../db/log';
import { isSafeMoment } from '../house/safe-moment';

/** A newer version has been fetched and waits; it takes over when the person says so. */
export const newVersion = signal(false);

let waiting: ServiceWorker | null = null;
let wanted = false;

const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 250;

/**
 * Takes the waiting version: the page loads anew, drafts and queue stay as they are. `false` = not now: something is being
 * written or sent, here or in another window, and was not done in ten seconds. Every start sends for a moment.
 */
export async function takeNewVersion(): Promise<boolean> {
  const until = Date.now() + PATIENCE_MS;
  while (!(await isSafeMoment())) {
    if (Date.now() > until) return false;
    await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
  }
  wanted = true;
  waiting?.postMessage('ACTIVATE');
  return true;
}

function watchFor(registration: ServiceWorkerRegistration): void {
  const offer = () => {
    // Without a controller this is the first visit: there is no older version to be replaced.
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    waiting = registration.waiting;
    newVersion.value = true;
  };
  offer();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer);
  });
}

async function register(): Promise<ServiceWorkerRegistration> {
  const scope = import.meta.env.BASE_URL;
  const options = { scope, updateViaCache: 'imports' } as const;
  try {
    return await navigator.serviceWorker.register(`${scope}sw.js`, { ...options, type: 'module' });
  } catch (fault) {
    // A passing failure must not replace a worker that is there already by the smaller one.
    const present = await navigator.serviceWorker.getRegistration(scope);
    if (present) return present;
    void note('worker-classic', { message: String(fault) });
    return navigator.serviceWorker.register(`${scope}sw-classic.js`, options);
  }
}

const CHECK_MS = 3_600_000;
const FIRST_VISIT_MS = 30_000;

/** Has the rescue page kept beside the app: from the second start on at once, on the first visit when it has settled. */
function keepRescue(): void {
  const worker = navigator.serviceWorker;
  const keep = () => void worker.ready.then(({ active }) => active?.postMessage('KEEP_RESCUE'));
  setTimeout(keep, worker.controller ? 0 : FIRST_VISIT_MS);
}

/** Registers the worker that makes the app start without a network, and looks for newer versions now and then. */
export async function registerWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (wanted) location.reload();
  });
  // A page of the older version may ask for a chunk that is gone since another window took the newer one. In the middle of a
  // form the part says so itself (`screens/later.tsx`).
  addEventListener('vite:preloadError', () => void isSafeMoment().then((safe) => safe && location.reload()));
  try {
    const registration = await register();
    watchFor(registration);
    keepRescue();
    registration.active?.postMessage('KEEP');
    setInterval(() => void registration.update().catch(() => undefined), CHECK_MS);
  } catch (fault) {
    void note('worker-failed', { message: String(fault) });
  }
}
