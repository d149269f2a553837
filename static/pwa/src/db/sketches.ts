import type { DoingBody, Id, LookBody } from '../reports/body';
import { db } from './db';

type Part = { kind: 'look'; body: LookBody } | { kind: 'doing'; body: DoingBody };

/**
 * A look with a defect, or an activity, while it is being written; its photos carry `sketch_id` as their report, and the
 * operation that it becomes has the same id. In the database from its first moment, because the phone may close the app
 * behind the camera.
 */
export type Sketch = Part & {
  sketch_id: Id;
  commune_id: string;
  team_id: Id;
  actor_id: Id;
  created_at: number;
  /** Taken out by "Thôi", which can be undone; such ones go at a later start. */
  given_up: boolean;
};

/** What is being written, the newest first. */
export const listSketches = async (): Promise<Sketch[]> => {
  const rows = await db.sketches.filter((row) => !row.given_up).toArray();
  return rows.sort((a, b) => b.created_at - a.created_at);
};

export const findSketch = (sketchId: Id): Promise<Sketch | undefined> => db.sketches.get(sketchId);
