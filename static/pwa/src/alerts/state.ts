/** What has become of an urgent alert, as one state. Pure; the two minutes are counted by the server's clock. */
import type { AlertNews } from '../api/shapes';
import type { OutboxRow } from '../db/outbox';
import type { AlertBody } from '../reports/body';

export type AlertState =
  /** On its way for the first time. */
  | { kind: 'sending' }
  /** Not with the server; `late` = nobody has heard of it for too long. */
  | { kind: 'unsent'; late: boolean }
  /** The server does not take it: an older one, say. Only a call helps. */
  | { kind: 'refused' }
  | { kind: 'waiting' }
  /** It arrived, and nobody has answered for too long. */
  | { kind: 'late' }
  /** `at` in ms, by the server's clock. */
  | { kind: 'acknowledged'; by: string; at: number }
  | { kind: 'cancelled'; arrived: boolean };

export type AlertFacts = {
  /** Everything that was told of this alert. */
  rows: OutboxRow[];
  news: AlertNews | null;
  epoch: string | null;
  /** Device clock minus server clock, ms. */
  offset_ms: number;
};

/** What surrounds it: the device clock in ms, how long an answer may take, and whether there is no network. */
export type Around = { now: number; wait_ms: number; offline: boolean };

/** Until then a first try over a slow line may still be under way. */
const FIRST_TRY_MS = 10_000;
const ASIDE: readonly OutboxRow['status'][] = ['held', 'conflict', 'rejected'];

export const bodyOf = (row: OutboxRow): AlertBody => (JSON.parse(row.canonical) as { body: AlertBody }).body;

const hasArrived = (row: OutboxRow, epoch: string | null): boolean =>
  row.status === 'acknowledged' && row.epoch === epoch;

/** In the order in which they were told. */
export const inOrder = (rows: OutboxRow[]): { row: OutboxRow; body: AlertBody }[] =>
  rows.map((row) => ({ row, body: bodyOf(row) })).sort((a, b) => a.body.count - b.body.count);

/** `null` when no alert was raised. */
export function alertState({ rows, news, epoch, offset_ms }: AlertFacts, around: Around): AlertState | null {
  const told = inOrder(rows);
  const last = told[told.length - 1];
  if (!last) return null;
  if (last.body.cancelled) return { kind: 'cancelled', arrived: hasArrived(last.row, epoch) };
  // Raised again after it was called off, it asks anew: what came before counts no more.
  const live = told.slice(told.map(({ body }) => body.cancelled).lastIndexOf(true) + 1);
  const heard = news && !news.cancelled && news.version >= (live[0]?.body.count ?? 0) ? news : null;
  if (heard?.acknowledged_at)
    return { kind: 'acknowledged', by: heard.acknowledged_by ?? '', at: Date.parse(heard.acknowledged_at) };
  const arrivals = live.filter(({ row }) => hasArrived(row, epoch)).map(({ row }) => row.received_at ?? 0);
  const receivedAt = heard ? Date.parse(heard.received_at) : Math.min(...arrivals);
  if (!Number.isFinite(receivedAt)) return unsent(live, around);
  return { kind: around.now - offset_ms - receivedAt >= around.wait_ms ? 'late' : 'waiting' };
}

function unsent(live: { row: OutboxRow; body: AlertBody }[], { now, wait_ms, offline }: Around): AlertState {
  if (live.every(({ row }) => ASIDE.includes(row.status))) return { kind: 'refused' };
  const waited = now - Math.min(...live.map(({ row }) => row.made_at));
  const first = !offline && waited < FIRST_TRY_MS && live.every(({ row }) => row.tries === 0);
  return first ? { kind: 'sending' } : { kind: 'unsent', late: waited >= wait_ms };
}

/** Whether it still matters what the server says of it. */
export const isOpen = (state: AlertState | null): boolean =>
  state !== null && (state.kind === 'waiting' || state.kind === 'late' || isOnItsWay(state));

/** Whether the duty officer has heard nothing of it yet, and will once there is a network. */
export const isOnItsWay = (state: AlertState | null): boolean =>
  state?.kind === 'sending' || state?.kind === 'unsent';
