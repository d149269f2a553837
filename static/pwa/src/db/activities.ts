import type { Doing } from '../api/book';
import { db } from './db';
import type { Cached } from './roster';

export type ActivityRow = Cached<Doing>;

/** What the team did in the last 60 days, as the server tells it. */
export const listActivities = (): Promise<ActivityRow[]> => db.activities.toArray();
