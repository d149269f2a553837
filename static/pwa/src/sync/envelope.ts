/** What a push carries besides its operations: who sends, and how the phone fares. */
import { getMeta, setMeta } from '../db/meta';
import { countWithStatus, type OutboxRow } from '../db/outbox';
import { momentOf } from '../lib/time';
import { SCHEMA } from '../reports/body';
import type { Health } from './health';

/**
 * Whether the figures alone are worth an envelope: the holder has read a reminder, or nothing waits any more, and the office
 * does not know it.
 */
export async function hasWord(): Promise<boolean> {
  const seen = await getMeta('nudge_seen');
  if (seen !== undefined && seen !== (await getMeta('nudge_told'))) return true;
  return ((await getMeta('told_unsent')) ?? 0) > 0 && (await countWithStatus('queued', 'sending')) === 0;
}

/** The server has heard these figures. */
export async function noteTold(health: Health): Promise<void> {
  if (health.nudge_seen) await setMeta('nudge_told', health.nudge_seen);
  await setMeta('told_unsent', health.unsent);
}

/** The operations go in as the very bytes that were stored when they were made. */
export async function envelopeOf(
  batch: OutboxRow[],
  batchId: string,
  health: Health,
  known: string | undefined,
): Promise<string> {
  const head = JSON.stringify({
    sync: 1,
    batch_id: batchId,
    install_id: (await getMeta('install_id')) ?? '',
    client: __VERSION__,
    schema: SCHEMA,
    sent_at: momentOf(Date.now()),
    known_epoch: known ?? null,
    health,
  });
  return `${head.slice(0, -1)},"ops":[${batch.map((row) => row.canonical).join(',')}]}`;
}
