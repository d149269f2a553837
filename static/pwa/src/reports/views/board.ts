/** The sync screen: what needs help, what waits, what has arrived. */
import type { Problem } from '../../api/shapes';
import type { OutboxRow } from '../../db/outbox';
import type { PhotoRow } from '../../db/photos';
import type { Id, Night } from '../body';
import { isOfReport } from '../kinds';
import { isProven, needsHelp, type QueueFacts, WAITING_PHOTOS } from './states';

export type Errand = {
  report_id: Id;
  op_id: Id | null;
  night: Night;
  kind: OutboxRow['kind'] | 'photo';
  photo_id?: Id;
  problem: Problem | null;
};

export type WaitingItem = {
  report_id: Id;
  op_id: Id | null;
  night: Night;
  kind: OutboxRow['kind'];
  what?: OutboxRow['what'];
  /** The text has arrived; photos are on their way. */
  text_arrived: boolean;
  held: boolean;
  photos_left: number;
  /** 0 to 1, by bytes. */
  share: number;
};

export type ArrivedItem = {
  report_id: Id;
  night: Night;
  at: number;
  receipt: string | null;
};

export type SyncBoard = { help: Errand[]; waiting: WaitingItem[]; arrived: ArrivedItem[] };

/** `/problems/too-large` → `too-large`. */
export const slugOf = (problem: Problem | null): string => problem?.type.split('/').pop() ?? '';

/** Order of the screen: needs help, waiting, arrived. */
export function syncBoard(facts: Pick<QueueFacts, 'operations' | 'photos' | 'epoch'>): SyncBoard {
  const photosOf = new Map<Id, PhotoRow[]>();
  for (const photo of facts.photos) {
    if (photo.state !== 'draft' && !photo.removed)
      photosOf.set(photo.report_id, [...(photosOf.get(photo.report_id) ?? []), photo]);
  }
  const board: SyncBoard = { help: helpErrands(facts), waiting: [], arrived: [] };
  for (const row of newestPerReport(facts.operations)) {
    if (needsHelp(row)) continue;
    const photos = photosOf.get(row.report_id) ?? [];
    const left = photos.filter((photo) => WAITING_PHOTOS.includes(photo.state)).length;
    const textArrived = isProven(row, facts.epoch);
    if (!textArrived || left > 0) board.waiting.push(waitingItem(row, photos, left, textArrived));
    else if (isOfReport(row))
      board.arrived.push({
        report_id: row.report_id,
        night: row.night,
        at: row.acknowledged_at ?? row.made_at,
        receipt: row.receipt,
      });
  }
  board.waiting.sort((a, b) => b.night.localeCompare(a.night));
  board.arrived.sort((a, b) => b.at - a.at);
  return board;
}

function helpErrands(facts: Pick<QueueFacts, 'operations' | 'photos'>): Errand[] {
  const nights = new Map(facts.operations.map((row) => [row.report_id, row.night]));
  const operations = facts.operations
    .filter(needsHelp)
    .map(({ report_id, op_id, night, kind, problem }) => ({ report_id, op_id, night, kind, problem }));
  const photos = facts.photos
    .filter((photo) => !photo.removed && (photo.state === 'needs-new' || photo.state === 'stuck'))
    .map(({ report_id, op_id, photo_id, problem }) => ({
      report_id,
      op_id,
      photo_id,
      problem,
      kind: 'photo' as const,
      night: nights.get(report_id) ?? '',
    }));
  return [...operations, ...photos];
}

function newestPerReport(operations: OutboxRow[]): OutboxRow[] {
  const newest = new Map<Id, OutboxRow>();
  for (const row of operations) {
    const known = newest.get(row.report_id);
    if (!row.settled && (!known || row.made_at >= known.made_at)) newest.set(row.report_id, row);
  }
  return [...newest.values()];
}

/** Bytes of what an operation brings, its pictures with it; reckoned once for each. */
const weights = new Map<Id, number>();

function weightOf({ op_id, bytes, canonical }: OutboxRow): number {
  const known = weights.get(op_id);
  if (known !== undefined) return known;
  const { photos = [] } = JSON.parse(canonical) as { photos?: { bytes: number }[] };
  const weight = photos.reduce((sum, photo) => sum + photo.bytes, bytes);
  weights.set(op_id, weight);
  return weight;
}

function waitingItem(row: OutboxRow, photos: PhotoRow[], left: number, textArrived: boolean): WaitingItem {
  const all = weightOf(row);
  const missing = photos.reduce(
    (sum, photo) => sum + photo.bytes - photo.offset,
    textArrived ? 0 : row.bytes,
  );
  return {
    report_id: row.report_id,
    op_id: row.op_id,
    night: row.night,
    kind: row.kind,
    what: row.what,
    text_arrived: textArrived,
    held: row.status === 'held',
    photos_left: left,
    share: Math.max(0, 1 - missing / all),
  };
}
