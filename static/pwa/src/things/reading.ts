/** The team's things, and what was told of them: what the server knows, and what is still on this phone. */
import type { Asset } from '../api/book';
import { listActivities } from '../db/activities';
import { findAsset, listAssets } from '../db/assets';
import { db } from '../db/db';
import { listLooks } from '../db/looks';
import { getMeta } from '../db/meta';
import { type OutboxRow, operationOf } from '../db/outbox';
import { listSites } from '../db/sites';
import { type Moment, msOf } from '../lib/time';
import type { BookOperation, DoingBody, Id, LookBody } from '../reports/body';
import { isOfBook } from '../reports/kinds';
import type { StateKey } from '../reports/view';
import { byNeed, hasEvidence, type Seen, type Standing, standingOf, toldState } from './rules';

const SHOWN_MS = 60 * 24 * 3_600_000;

type Written = { row: OutboxRow; operation: BookOperation };

/** Looks and activities of this phone that wait, or arrived in the last 60 days; each with its operation. */
async function written(now: number): Promise<Written[]> {
  const parts = await Promise.all([
    db.outbox.where('status').above('acknowledged').filter(isOfBook).toArray(),
    db.outbox
      .where('acknowledged_at')
      .above(now - SHOWN_MS)
      .filter(isOfBook)
      .toArray(),
  ]);
  return parts.flat().map((row) => ({ row, operation: operationOf(row) as BookOperation }));
}

/** Whether the server will not count it as it is. */
const isAside = ({ status, settled }: OutboxRow): boolean =>
  settled || !['queued', 'sending', 'acknowledged'].includes(status);

/** What was seen of things: later looks than the things themselves tell. */
async function seenNow(now: number): Promise<Seen[]> {
  const own = (await written(now)).flatMap(({ row, operation }) =>
    operation.kind === 'asset.check' && !isAside(row)
      ? [{ ...operation.body, at: operation.client_time }]
      : [],
  );
  return [...(await listLooks()), ...own];
}

/** Every thing of the team as it stands, those that most want a look first. */
export const standings = (now: number): Promise<Standing[]> =>
  db.transaction('r', db.assets, db.looks, db.outbox, async () => {
    const [assets, seen] = [await listAssets(), await seenNow(now)];
    return assets.map((asset) => standingOf(asset, seen, now)).sort(byNeed);
  });

/** One thing as it stands; `undefined` when it is none of the team's, or has gone. */
export const findStanding = (assetId: Id, now: number): Promise<Standing | undefined> =>
  db.transaction('r', db.assets, db.looks, db.outbox, async () => {
    const asset = await findAsset(assetId);
    return asset && standingOf(asset, await seenNow(now), now);
  });

type Head = {
  id: Id;
  state: StateKey;
  /** The operation, where it was written on this phone. */
  row: OutboxRow | undefined;
  photos: number;
  photos_left: number;
};
type Fact =
  | { kind: 'look'; at: Moment; asset: Asset | undefined; body: LookBody; name: string }
  | {
      kind: 'doing';
      at: Moment;
      body: DoingBody;
      name: string;
      /** Why the office took it out of the count. */
      withdrawn: string | null;
      evidence: boolean;
    };
export type ToldItem = Head & Fact;

const TABLES = () => [db.assets, db.sites, db.looks, db.activities, db.outbox, db.photos, db.meta];

/** What the team told of things and models in the last 60 days, the newest first. */
export const toldItems = (now: number): Promise<ToldItem[]> =>
  db.transaction('r', TABLES(), async () => {
    const epoch = (await getMeta('epoch')) ?? null;
    const own = new Map((await written(now)).map((one) => [one.row.op_id, one]));
    const facts = await factsTold([...own.values()]);
    const left = await photosLeft([...own.keys()]);
    return facts
      .map(({ id, photos, ...fact }): ToldItem => {
        const row = own.get(id)?.row;
        const photos_left = left.get(id) ?? 0;
        return {
          id,
          row,
          photos,
          photos_left,
          state: toldState(row, { all: photos, left: photos_left }, epoch),
          ...fact,
        };
      })
      .filter((item) => msOf(item.at) >= now - SHOWN_MS)
      .sort((a, b) => msOf(b.at) - msOf(a.at));
  });

/** How many pictures of each of these are still on their way. */
async function photosLeft(ids: Id[]): Promise<Map<Id, number>> {
  const left = new Map<Id, number>();
  for (const photo of await db.photos.where('report_id').anyOf(ids).toArray())
    if (!photo.removed && photo.state !== 'stored')
      left.set(photo.report_id, (left.get(photo.report_id) ?? 0) + 1);
  return left;
}

type Named = Fact & { id: Id; photos: number };

/** As the server tells it, and what it does not know yet as this phone wrote it. */
async function factsTold(own: readonly Written[]): Promise<Named[]> {
  const assets = new Map((await listAssets()).map((asset) => [asset.id, asset]));
  const sites = new Map((await listSites()).map((site) => [site.id, site.name]));
  const look = (id: Id, at: Moment, body: LookBody, photos: number, name = ''): Named => ({
    kind: 'look',
    ...{ id, at, body, photos, name, asset: assets.get(body.asset_id) },
  });
  const looks = (await listLooks()).map((one) => look(one.id, one.at, one, one.photos.length));
  const doings = (await listActivities()).map((one): Named => {
    const body = { ...one, began_at: one.began_at ?? '' } as DoingBody;
    const name = sites.get(one.site_id ?? '') ?? assets.get(one.asset_id ?? '')?.place ?? '';
    const { id, withdrawn } = one;
    const facts = { id, body, name, withdrawn, at: body.began_at };
    return { kind: 'doing', ...facts, photos: one.photos.length, evidence: hasEvidence(one) };
  });
  const pulled = new Set([...looks, ...doings].map(({ id }) => id));
  const here = own
    .filter(({ row }) => !pulled.has(row.op_id))
    .map(({ row, operation }): Named => {
      const name = row.what?.name ?? '';
      const [id, photos] = [row.op_id, operation.photos.length];
      if (operation.kind === 'asset.check')
        return look(id, operation.client_time, operation.body, photos, name);
      const facts = { id, photos, name, body: operation.body, at: operation.body.began_at };
      return { kind: 'doing', ...facts, withdrawn: null, evidence: hasEvidence(operation) };
    });
  return [...looks, ...doings, ...here];
}
