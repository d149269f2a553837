/** What an operation says of itself besides its content: the warnings that were left standing, the order of its pictures. */
import { db } from '../../db/db';
import { findTeam } from '../../db/team';
import type { GuardNote, PhotoManifest, ReportOperation } from '../body';
import type { Known } from '../personal';

/** Gives the notes of a body and its announced pictures. */
export type Scan = (body: object, photos: readonly PhotoManifest[]) => GuardNote[];

// The scanner is fetched after the first screen; a report never waits longer for it: the server looks as well.
const PATIENCE_MS = 1_500;

/** The scanner, to be had before a transaction begins. */
export async function scanner(): Promise<Scan> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((done) => {
    timer = setTimeout(() => done(null), PATIENCE_MS);
  });
  try {
    const had = await Promise.race([late, Promise.all([import('../guard'), knownNames()])]);
    if (had) return (body, photos) => had[0].guardNotes(body, photos, had[1]);
  } catch {
    // Falls through: without the scanner the report goes all the same.
  } finally {
    clearTimeout(timer);
  }
  return () => [];
}

/** The team's own people and places, which no text is warned of. */
export async function knownNames(): Promise<Known> {
  const [team, routes] = [await findTeam(), await db.routes.toArray()];
  const people = team?.members.map((member) => member.name) ?? [];
  const points = routes.flatMap((route) => [route.name, ...route.checkpoints.map((point) => point.name)]);
  const places = team ? [team.name, team.village.name, team.commune.name, ...points] : points;
  return { people, places };
}

/** The operation with what it says of itself; a note of an older version goes. */
export function telling<T extends Extract<ReportOperation, { photos: unknown }>>(
  operation: T,
  scan: Scan,
): T {
  const { guard: _old, photo_order: _before, ...body } = operation.body;
  const guard = scan(body, operation.photos);
  const ids = operation.photos.map((photo) => photo.photo_id);
  const moved = ids.some((id, index) => index > 0 && id < (ids[index - 1] ?? ''));
  return {
    ...operation,
    body: {
      ...body,
      ...(guard.length > 0 ? { guard } : {}),
      ...(moved ? { photo_order: ids } : {}),
    },
  };
}
