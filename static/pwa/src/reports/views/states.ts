/** The state of a report, and the one sentence of the queue bar. */
import type { ReportState } from '../../api/shapes';
import type { SyncState } from '../../db/meta';
import type { OutboxRow } from '../../db/outbox';
import type { PhotoRow } from '../../db/photos';
import type { ReportRow } from '../../db/reports';
import { isOfBook, isOfReport } from '../kinds';

/** The only words for states; the catalogue of words has one key each. */
export type StateKey =
  | 'draft'
  | 'queued'
  | 'sending'
  | 'acknowledged'
  | 'complete'
  | 'held'
  | 'parked'
  | ReportState;

/** Whether an acknowledgement still counts: it was given, or proven again, under the present epoch. */
export const isProven = (row: OutboxRow, epoch: string | null): boolean =>
  row.status === 'acknowledged' && row.epoch === epoch;

/** One state for a whole report, the most pressing first. */
export function stateOf(parts: {
  report: Pick<ReportRow, 'state' | 'rev' | 'complete'> | null;
  draft: boolean;
  operations: OutboxRow[];
  /** `null` while they are still being read: no tick stands on that. */
  photos: PhotoRow[] | null;
  epoch: string | null;
}): StateKey {
  const open = parts.operations.filter((row) => !row.settled);
  const has = (status: OutboxRow['status']) => open.some((row) => row.status === status);
  // Nothing is known of what this phone sent: its queue is still being read, or cannot be. No tick stands on that.
  if (parts.operations.length === 0 && !parts.report?.state) return parts.draft ? 'draft' : 'queued';
  if (has('conflict') || has('rejected')) return 'parked';
  if (has('sending')) return 'sending';
  if (has('queued')) return 'queued';
  if (parts.draft && parts.report?.state !== 'returned') return 'draft';
  if (has('held')) return 'held';
  const newest = Math.max(-1, ...open.map((row) => row.rev ?? -1));
  if (parts.report?.state && parts.report.rev >= newest) return parts.report.state;
  if (open.some((row) => row.status === 'acknowledged' && !isProven(row, parts.epoch))) return 'queued';
  return parts.photos?.every((photo) => photo.removed || photo.state === 'stored')
    ? 'complete'
    : 'acknowledged';
}

export type QueueBar =
  | { key: 'loading' }
  | { key: 'unreadable' }
  | { key: 'help'; n: number }
  | { key: 'sign-in' }
  | { key: 'portal' }
  | { key: 'alert-waiting' }
  | { key: 'sending'; n: number }
  | { key: 'reports-waiting'; n: number; offline: boolean }
  | { key: 'looks-waiting'; n: number; offline: boolean }
  | { key: 'photos-waiting'; n: number; offline: boolean }
  | { key: 'roster-waiting'; offline: boolean }
  | { key: 'offline-saved' }
  | { key: 'all-arrived' }
  | { key: 'saved' };

export type QueueFacts = {
  operations: OutboxRow[];
  photos: PhotoRow[];
  sync: SyncState | null;
  epoch: string | null;
  /** `navigator.onLine`: trusted only when it says no. */
  online: boolean;
};

export const WAITING_PHOTOS: readonly PhotoRow['state'][] = ['waiting', 'sending'];

/** Operations that still have to reach the server, or to reach it again. */
export const isWaiting = (row: OutboxRow, epoch: string | null): boolean =>
  row.status === 'queued' ||
  row.status === 'sending' ||
  (row.status === 'acknowledged' && !isProven(row, epoch));

/** Needs a person: the server has refused it, or someone else was first. */
export const needsHelp = (row: OutboxRow): boolean =>
  !row.settled && (row.status === 'conflict' || row.status === 'rejected');

/** The one sentence of the bar on top. */
export function queueBar({ operations, photos: all, sync, epoch, online }: QueueFacts): QueueBar {
  const photos = all.filter((photo) => !photo.removed);
  const help =
    operations.filter(needsHelp).length +
    photos.filter((photo) => photo.state === 'needs-new' || photo.state === 'stuck').length;
  const waiting = operations.filter((row) => isWaiting(row, epoch));
  const isAlert = (row: OutboxRow) => row.kind === 'alert.raise';
  const reports = new Set(waiting.filter(isOfReport).map((row) => row.report_id)).size;
  const pictures = photos.filter((photo) => WAITING_PHOTOS.includes(photo.state)).length;
  const offline = !online || sync?.trouble === 'offline';
  if (help > 0) return { key: 'help', n: help };
  if (sync?.trouble === 'sign-in' || sync?.trouble === 'revoked') return { key: 'sign-in' };
  if (sync?.trouble === 'portal' && online) return { key: 'portal' };
  if (waiting.some(isAlert)) return { key: 'alert-waiting' };
  if (sync?.running && reports > 0) return { key: 'sending', n: reports };
  if (reports > 0) return { key: 'reports-waiting', n: reports, offline };
  const looks = waiting.filter(isOfBook).length;
  if (looks > 0) return { key: 'looks-waiting', n: looks, offline };
  if (pictures > 0) return { key: 'photos-waiting', n: pictures, offline };
  if (waiting.some((row) => /^(roster|swap)/.test(row.kind))) return { key: 'roster-waiting', offline };
  if (offline) return { key: 'offline-saved' };
  return operations.some((row) => row.status === 'acknowledged') ? { key: 'all-arrived' } : { key: 'saved' };
}
