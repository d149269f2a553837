import type { Script } from '../api/book';
import { db } from './db';
import type { Cached } from './roster';

export type ScriptRow = Cached<Script>;

/** The texts that loudspeakers may read, by title. */
export const listScripts = (): Promise<ScriptRow[]> => db.scripts.toCollection().sortBy('title');
