import type { Catalogue, Category } from '../api/shapes';
import { db } from './db';

/**
 * Kept as text: a slow phone reads one long text back in a tenth of the time that as many objects take, at each start.
 * Phones of before have the objects until the server has a newer version.
 */
export type CatalogueRow = { key: 'catalogue'; etag: string | null } & (
  | { version: string; text: string }
  | { catalogue: Catalogue }
);

/** The catalogue; `undefined` before the first pull. */
export async function findCatalogue(): Promise<Catalogue | undefined> {
  const row = await db.catalogue.get('catalogue');
  return row && ('text' in row ? (JSON.parse(row.text) as Catalogue) : row.catalogue);
}

/** What the phone has of it: for the question whether the server's is another one. */
export async function catalogueKept(): Promise<{ version: string; etag: string | null } | undefined> {
  const row = await db.catalogue.get('catalogue');
  return row && { version: 'text' in row ? row.version : row.catalogue.version, etag: row.etag };
}

export const keepCatalogue = (catalogue: Catalogue, etag: string | null): Promise<unknown> =>
  db.catalogue.put({ key: 'catalogue', etag, version: catalogue.version, text: JSON.stringify(catalogue) });

export const categoryOf = (catalogue: Catalogue, code: string): Category | undefined =>
  catalogue.categories.find((category) => category.code === code);
