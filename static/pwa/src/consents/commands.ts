import { db } from '../db/db';
import { getMeta, setMeta } from '../db/meta';
import { surely } from '../db/room';
import { momentOf, nightOf } from '../lib/time';
import { uuid7 } from '../lib/uuid';
import { type ConsentOperation, type Id, SCHEMA } from '../reports/body';
import { outboxRow, readBack } from '../reports/commands/operations';
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
      const at = momentOf(now);
      const member = enrolment.holder_id;
      const operation: ConsentOperation = {
        op_id: uuid7(now),
        kind: given ? 'consent.give' : 'consent.withdraw',
        schema: SCHEMA,
        commune_id: enrolment.commune.id,
        team_id: enrolment.team.id,
        actor_id: member,
        client_time: at,
        body: { purpose: 'position', version: text.version },
      };
      const made = outboxRow(operation, { night: nightOf(now), preset: '' }, now);
      await db.outbox.add(made);
      const known = (await getMeta('consents')) ?? {};
      const generation = (await getMeta('generation')) ?? 0;
      const said = { given, text_version: text.version, at, rev: -1, generation };
      await setMeta('consents', { ...known, [member]: said });
      return made;
    }),
  );
  return readBack(row);
}
