import { db } from '../db/db';
import { getMeta } from '../db/meta';
import { surely } from '../db/room';
import { nightOf } from '../lib/time';
import type { Id } from '../reports/body';
import { holdersHead, outboxRow, readBack } from '../reports/commands/operations';
import { Refusal } from '../reports/refusal';
import { readingsHere } from './reading';

/** The member who holds the phone has read a notice; it goes out by itself, once. Throws `Refusal`. */
export async function readNotice(noticeId: Id): Promise<void> {
  const now = Date.now();
  const row = await surely(() =>
    db.transaction('rw', db.meta, db.outbox, async () => {
      const enrolment = await getMeta('enrolment');
      if (!enrolment) throw new Refusal('not-enrolled');
      const head = holdersHead(enrolment, now);
      if ((await readingsHere([noticeId])).has(`${noticeId} ${head.actor_id}`)) return null;
      const operation = { ...head, kind: 'notice.read' as const, body: { notice_id: noticeId } };
      const made = outboxRow(operation, { night: nightOf(now), preset: '' }, now);
      await db.outbox.add(made);
      return made;
    }),
  );
  if (row) await readBack(row);
}
