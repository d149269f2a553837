import { note } from './db/log';
import { keepReserve } from './db/room';
import { openDatabase, probeDatabase } from './db/trouble';
import { installId, protectStorage } from './enrolment/install';
import { isInstalled } from './enrolment/platform';
import { sweepBytes } from './photos/keeping';
import { registerWorker } from './sw/register';
import { startTriggers } from './sync/triggers';

/** Nothing on the screen waits for the database any more, or has for three seconds: what runs behind would come in between. */
async function firstScreen(): Promise<void> {
  for (let looks = 0; document.querySelector('.skeletons') && looks < 30; looks++)
    await new Promise((done) => setTimeout(done, 100));
}

/** Starts what every phone has behind its screens: database, then worker. Call once the first screen is drawn. */
export async function startPhone(): Promise<void> {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void probeDatabase();
  });
  if (await openDatabase()) {
    // At once: the mark beside the database tells what was lost with it, until the queue is read and it is written anew. What
    // fails here is tried again at the next start; sending must not wait for it.
    await installId().catch((fault) => note('install-fault', { message: String(fault) }));
    await firstScreen();
  }
  // Not before the page has loaded: the first visit's bytes belong to the first screen.
  void registerWorker();
}

/** Starts what only a phone of a team needs: sending, the room that is set aside, the tidying up. Call once. */
export async function startTeamPhone(): Promise<void> {
  startTriggers();
  await keepReserve();
  await sweepBytes().catch(() => undefined);
  if (isInstalled()) void protectStorage();
}
