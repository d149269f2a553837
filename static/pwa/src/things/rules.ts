/** How a thing stands, in which order a team is asked to look, and what came of what it told. Plain: no database, no clock. */
import type { Asset, DoingKind } from '../api/book';
import type { Problem } from '../api/shapes';
import type { OutboxRow } from '../db/outbox';
import { type Moment, msOf, nightOf } from '../lib/time';
import type { Id } from '../reports/body';
import type { StateKey } from '../reports/view';

export const GOOD = 'working';

/** A look at a thing, told by the server or still on this phone. */
export type Seen = { asset_id: Id; state: string; defects: string[]; at: Moment };

export type Standing = {
  asset: Asset;
  state: string;
  defects: string[];
  /** When somebody last looked; `null` never. */
  at: Moment | null;
  /** Somebody has looked at it tonight. */
  tonight: boolean;
  /** Kit of a fire point is past its day. */
  overdue: boolean;
};

/** The latest look decides, as at the server: `seen` may know of later ones than the thing itself. */
export function standingOf(asset: Asset, seen: readonly Seen[], now: number): Standing {
  let { state, defects, checked_at: at }: Pick<Asset, 'defects' | 'checked_at'> & { state: string } = asset;
  for (const look of seen) {
    if (look.asset_id !== asset.id || (at !== null && msOf(look.at) <= msOf(at))) continue;
    ({ state, defects, at } = look);
  }
  const today = nightOf(now);
  return {
    asset,
    state,
    defects,
    at,
    tonight: at !== null && nightOf(at) === today,
    overdue: asset.kit_due !== null && asset.kit_due < today,
  };
}

/** What is faulty, then overdue, then never seen, then longest not seen; what was seen tonight comes last. */
export function byNeed(a: Standing, b: Standing): number {
  const rank = (one: Standing) => {
    if (one.tonight) return 4;
    if (one.state !== GOOD || one.defects.length > 0) return 0;
    if (one.overdue) return 1;
    return one.at === null ? 2 : 3;
  };
  const known = (one: Standing) => (one.at === null ? 0 : msOf(one.at));
  return rank(a) - rank(b) || known(a) - known(b) || a.asset.place.localeCompare(b.asset.place, 'vi');
}

/** The kinds of activities that a phone may write. */
export const writableKinds = (kinds: readonly DoingKind[] = []): DoingKind[] =>
  kinds.filter((kind) => !kind.desk_only);

/** The things with which such an activity is done; an alarm is sounded on a gong or a bell. */
const SOUNDED_ON: Readonly<Record<string, readonly string[]>> = {
  gong: ['gong', 'bell'],
  drill: ['gong', 'bell', 'fire'],
  kit: ['fire'],
  propaganda: ['loud'],
};

export const assetsFor = <A extends Asset>(kind: string, assets: readonly A[]): A[] =>
  assets.filter((asset) => SOUNDED_ON[kind]?.includes(asset.kind));

/** An activity counts with a photo, or with the shift in which it was done. */
export const hasEvidence = (doing: {
  photos: readonly unknown[];
  shift_id?: Id | null | undefined;
}): boolean => doing.photos.length > 0 || !!doing.shift_id;

/** How what was told stands: on this phone while it is on its way, else with the police. */
export function toldState(
  row: OutboxRow | undefined,
  photos: { all: number; left: number },
  epoch: string | null,
): StateKey {
  const arrived = photos.all > 0 && photos.left === 0 ? 'complete' : 'acknowledged';
  if (!row) return arrived;
  if (row.status === 'queued' || row.status === 'sending' || row.status === 'held') return row.status;
  if (row.status !== 'acknowledged') return 'parked';
  return row.epoch === epoch ? arrived : 'queued';
}

export type HeldWhy = 'thing' | 'site' | 'kind' | 'member' | 'other';

/** What of a held look or activity does not fit, by the pointer of the server's answer. */
export function heldWhy(problem: Problem | null): HeldWhy {
  const pointer = problem?.errors?.[0]?.pointer ?? '';
  if (pointer.startsWith('/body/asset_id')) return 'thing';
  if (pointer.startsWith('/body/site_id')) return 'site';
  if (pointer.startsWith('/body/kind')) return 'kind';
  return pointer.startsWith('/actor_id') ? 'member' : 'other';
}
