import type { Asset } from '../api/book';
import type { Id } from '../reports/body';
import { db } from './db';
import type { Cached } from './roster';

export type AssetRow = Cached<Asset>;

/** The things of the team's village and of the whole commune. */
export const listAssets = (): Promise<AssetRow[]> => db.assets.toArray();

export const findAsset = (assetId: Id): Promise<AssetRow | undefined> => db.assets.get(assetId);
