import type { Catalogue, Category } from '../api/shapes';
import { db } from './db';

export type CatalogueRow = { key: 'catalogue'; etag: string | null; catalogue: Catalogue };

/** The catalogue; `undefined` before the first pull. */
export const findCatalogue = async (): Promise<Catalogue | undefined> =>
  (await db.catalogue.get('catalogue'))?.catalogue;

export const categoryOf = (catalogue: Catalogue, code: string): Category | undefined =>
  catalogue.categories.find((category) => category.code === code);
