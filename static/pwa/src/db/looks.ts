import type { Look } from '../api/book';
import { db } from './db';
import type { Cached } from './roster';

export type LookRow = Cached<Look>;

/** What the team saw in the last 60 days, as the server tells it. */
export const listLooks = (): Promise<LookRow[]> => db.looks.toArray();
