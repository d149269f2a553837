import type { Nudge } from '../api/shapes';
import { CLOCK_OFF_MS } from '../lib/time';
import { getMeta, setMeta } from './meta';
import { countUnsettled, oldestUnsent } from './outbox';

const DAY_MS = 24 * 3_600_000;

/** The office's reminder, until its holder has read it or the trouble is over. */
export async function presentNudge(): Promise<Nudge | null> {
  const nudge = await getMeta('nudge');
  if (!nudge || nudge.at === (await getMeta('nudge_seen'))) return null;
  return (await isOver(nudge.reason)) ? null : nudge;
}

/** The holder has read it; the server hears so with the figures of the next contact. */
export const noteNudgeRead = (nudge: Nudge): Promise<void> => setMeta('nudge_seen', nudge.at);

/** What this phone can see for itself; of the other troubles only a person knows when they are over. */
async function isOver(reason: string): Promise<boolean> {
  switch (reason) {
    case 'old-unsent': {
      const oldest = await oldestUnsent();
      return oldest === null || Date.now() - oldest < DAY_MS;
    }
    case 'parked':
      return (await countUnsettled()) === 0;
    case 'unprotected':
      return (await getMeta('persisted')) ?? false;
    case 'clock':
      return Math.abs((await getMeta('offset_ms')) ?? 0) <= CLOCK_OFF_MS;
    case 'old-version': {
      const newest = await getMeta('newest_client');
      return newest !== undefined && __VERSION__ >= newest.min;
    }
    default:
      return false;
  }
}
