/** Who opened a member's positions: asked while that member looks, kept for when there is no network. */
import { getPositionReadings, type PositionReadings } from '../api/late';
import { db } from '../db/db';
import { getMeta, setMeta } from '../db/meta';
import type { Id } from '../reports/body';
import { judge } from '../sync/outcome';

/** Asks and keeps the answer; `false` when there was none, and what was kept stays. */
export async function fetchReadings(member: Id): Promise<boolean> {
  const outcome = judge(await getPositionReadings(member));
  if (outcome.kind !== 'done') return false;
  const told = outcome.json as PositionReadings | null;
  // An answer about somebody else is none: on a shared phone nobody reads another's.
  if (told?.member !== member || !Array.isArray(told.items)) return false;
  await db.transaction('rw', db.meta, async () => {
    const known = (await getMeta('position_readings')) ?? {};
    await setMeta('position_readings', {
      ...known,
      [member]: { items: told.items, asked_at: told.server_time },
    });
  });
  return true;
}
