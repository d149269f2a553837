/** A consent goes before what it allows: a position that comes without one is not stored. */
import { db } from '../db/db';
import { getMeta } from '../db/meta';
import type { OutboxRow } from '../db/outbox';

/** Whether an operation carries a position. */
export const hasPosition = ({ canonical }: OutboxRow): boolean => canonical.includes('"position":{');

/** A consent that fails again and again must not hold back a report for ever. */
const PATIENT_TRIES = 5;

/** When the oldest consent was given here that has not arrived yet; else for ever away. */
export async function consentUnderWay(): Promise<number> {
  const members = Object.keys((await getMeta('consents')) ?? {});
  let oldest = Number.POSITIVE_INFINITY;
  await db.outbox
    .where('report_id')
    .anyOf(members)
    .filter((row) => row.kind === 'consent.give' && row.status === 'queued' && row.tries < PATIENT_TRIES)
    .each((row) => {
      oldest = Math.min(oldest, row.made_at);
    });
  return oldest;
}
