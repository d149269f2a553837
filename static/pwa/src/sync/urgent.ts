/** How often the phone looks while an alert is on its way or unanswered. */
import { listAlerts, queuedAlerts } from '../alerts/reading';
import { alertState, isOpen } from '../alerts/state';

export const URGENT_MS = 10_000;
const SOON_MS = 10 * 60_000;
const SELDOM_MS = 60_000;
const LONGEST_MS = 3_600_000;

/** Whether an alert waits to go out. */
export const hasUrgent = async (): Promise<boolean> => (await queuedAlerts()).length > 0;

/** Ms until the next look; `Infinity` when nobody waits for an answer, or has for an hour. `now` by the device's clock. */
export async function urgentPause(now: number = Date.now()): Promise<number> {
  const around = { now, wait_ms: 0, offline: false };
  const ages = (await listAlerts())
    .filter((facts) => isOpen(alertState(facts, around)))
    .map(({ rows }) => now - Math.max(...rows.map((row) => row.made_at)));
  const age = Math.min(...ages);
  if (age < SOON_MS) return URGENT_MS;
  return age < LONGEST_MS ? SELDOM_MS : Infinity;
}
