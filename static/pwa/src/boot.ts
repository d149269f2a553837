import { openDatabase, probeDatabase } from './db/trouble';
import { installId } from './enrolment/install';
import { registerWorker } from './sw/register';
import { startTriggers } from './sync/triggers';

/** Starts what runs behind the screens, in this order: database, sending, worker. Call once the first screen is drawn. */
export async function startPhone(): Promise<void> {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void probeDatabase();
  });
  if (await openDatabase()) {
    await installId();
    startTriggers();
  }
  // Not before the page has loaded: the first visit's bytes belong to the first screen.
  await registerWorker();
}
