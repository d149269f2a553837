import { db } from '../db/db';
import { getMeta } from '../db/meta';

/** Notes where the person was before the camera opens, because Android may close the app behind it. */
export const rememberPlace = (hash: string): Promise<unknown> =>
  db.meta.put({ key: 'place', value: { hash, at: Date.now() } });

const PLACE_KEPT_MS = 30 * 60_000;

/** The place to return to after the camera closed the app, once; `null` when there is none or it is old. */
export async function takePlace(): Promise<string | null> {
  const place = await getMeta('place');
  // Most starts have none, and a write would hold up what the first screen reads.
  if (!place) return null;
  await db.meta.delete('place');
  return Date.now() - place.at < PLACE_KEPT_MS ? place.hash : null;
}

/** The camera came back and its picture is kept: nothing is to be returned to. */
export const forgetPlace = (): Promise<void> => db.meta.delete('place');
