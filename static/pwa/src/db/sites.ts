import type { Site } from '../api/book';
import { db } from './db';
import type { Cached } from './roster';

export type SiteRow = Cached<Site>;

/** The living sites of the team's village and of the whole commune, by name. */
export const listSites = (): Promise<SiteRow[]> => db.sites.toCollection().sortBy('name');
