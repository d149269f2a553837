import { db } from '../db/db';
import { getMeta, setMeta } from '../db/meta';
import { surely } from '../db/room';
import { nightOf } from '../lib/time';
import type { ConsentOperation, Id } from '../reports/body';
import { holdersHead, outboxRow, readBack } from '../reports/commands/operations';
import { Refusal } from '../reports/refusal';
import { textOn } from './standing';

/**
 * The member who holds the phone agrees that positions are read, or takes that back. It counts on this phone at once, and
 * goes out by itself. Gives the operation's id; throws `Refusal`.
 */
export async function setConsent(given: boolean): Promise<Id> {
  const now = Date.now();
  const text = textOn(now);
  const row = await surely(() =>
    db.transaction('rw', db.meta, db.outbox, async () => {
      const enrolment = await getMeta('enrolment');
      if (!enrolment || !text) throw new Refusal('not-enrolled');
      const head = holdersHead(enrolment, now);
      const operation: ConsentOperation = {
        ...head,
        kind: given ? 'consent.give' : 'consent.withdraw',
        body: { purpose: 'position', version: text.version },
      };
      const made = outboxRow(operation, { night: nightOf(now), preset: '' }, now);
      await db.outbox.add(made);
      const known = (await getMeta('consents')) ?? {};
      const generation = (await getMeta('generation')) ?? 0;
      const said = { given, text_version: text.version, at: head.client_time, rev: -1, generation };
      await setMeta('consents', { ...known, [head.actor_id]: said });
      return made;
    }),
  );
  return readBack(row);
}
